import type { Layer } from '../../domain/book.ts';
import { exactText, exactUsd } from '../../domain/exact.ts';
import {
  amountOf,
  type CostItem,
  type CostLine,
  type CostTotal,
  type Explanation,
  type RateRow,
  type Transfer,
  type UnpricedRow,
  type WarmInput,
} from '../../domain/explanation.ts';
import { moneyText, type Rate, rateText } from '../../domain/money.ts';
import { endOfChain } from '../../domain/price-steps.ts';
import { TOKEN_CLASSES } from '../../domain/tokens.ts';
import { unpricedText } from '../../domain/unpriced.ts';
import { instant, jsonRange, jsonReach, jsonRoomy, jsonTexts } from '../json.ts';
import { limitText } from '../misfits.ts';
import { shortName, shortText } from '../names.ts';
import { factorText } from './figures.ts';
import { jsonStep } from './json-steps.ts';

/** Goes up when a field changes its meaning or goes away. */
export const EXPLANATION_SCHEMA_VERSION = 1;

/**
 * The explanation as JSON (`docs/explanation.schema.json`). Amounts in USD and tokens are exact: a decimal, or where
 * none is long enough, a decimal over a whole number.
 */
export function explanationJson(explanation: Explanation): string {
  return `${JSON.stringify(jsonExplanation(explanation), undefined, 2)}\n`;
}

function jsonExplanation(explanation: Explanation) {
  const { subject, book, scenario } = explanation;
  return {
    schemaVersion: EXPLANATION_SCHEMA_VERSION,
    kind: 'explanation',
    currency: 'USD',
    subject: subject.kind,
    isDearest: 'isDearest' in subject && subject.isDearest,
    runsCompared: explanation.runsCompared ?? null,
    workflow: named(explanation.workflow),
    run: named(explanation.run),
    model: subject.kind === 'question' ? shortName(subject.model) : null,
    scenario: { kind: scenario.kind, label: shortName(scenario.label) },
    world: explanation.world,
    asOf: instant(explanation.asOf),
    bandAt: explanation.bandAt,
    priceBook: {
      version: book.version,
      isDraft: book.isDraft,
      sha256: book.hash,
      layers: book.layers.map(jsonLayer),
    },
    rows: explanation.rows.map(jsonRow),
    unpriced: explanation.unpriced.map(jsonUnpriced),
    wouldFit: explanation.roomy?.map(jsonRoomy) ?? null,
    warmInput: explanation.warm.map(jsonWarm),
    total: jsonTotal(explanation.total),
  };
}

const jsonTotal = (total: CostTotal) => ({
  calls: total.calls,
  callsPriced: total.callsPriced,
  recordedUsd: moneyText(total.recorded),
  movedExactUsd: exactUsd(total.exact),
  movedUsd: moneyText(total.rounded),
  severalRates: { runs: total.mixed.runs, calls: total.mixed.calls, usd: moneyText(total.mixed.cost) },
  usd: total.callsPriced === 0 ? null : moneyText(total.cost),
  rangeUsd: jsonRange(total.reaching?.range),
  rangePercent: total.reaching === undefined ? null : jsonReach(total.reaching.range, total.reaching.spread),
  runs:
    total.runs === undefined
      ? null
      : {
          all: total.runs.all,
          complete: total.runs.complete,
          completeUsd: moneyText(total.runs.cost),
          meanUsd: total.runs.mean === undefined ? null : moneyText(total.runs.mean),
        },
});

const named = (name: string | undefined): string | null => (name === undefined ? null : shortName(name));

const jsonLayer = ({ name, file, hash, origin }: Layer) => ({
  name,
  file: shortName(file),
  sha256: hash,
  origin: origin === undefined ? null : shortText(origin),
});

function jsonRow(row: RateRow) {
  const { known, transfer } = row;
  return {
    billedAs: row.billedAs,
    record: row.record.id,
    confidence: row.record.confidence,
    ratesUsdPerMtok: jsonRates(row.rates),
    statedClasses: row.record.stated,
    alsoPossible: row.others.map(({ record, rates }) => ({
      record: record.id,
      ratesUsdPerMtok: jsonRates(rates),
    })),
    at: instant(row.at),
    isInstantAssumed: row.isInstantAssumed,
    inputKnown: known.input ?? null,
    outputKnown: known.output ?? null,
    isCacheKnown: known.isCacheKnown,
    isSumOfRequests: known.isTotal,
    rules: row.steps.map(jsonStep),
    transfer: transfer === undefined ? null : jsonTransfer(transfer),
    items: row.items.map(jsonItem),
    usd: exactUsd(row.sum),
  };
}

const jsonTransfer = ({
  to,
  isMoved,
  tokenizers: [from, target],
  factor,
  moves,
  isTierReplaced,
  texts,
}: Transfer) => ({
  to,
  isMoved,
  fromTokenizer: from ?? null,
  toTokenizer: target ?? null,
  baseFactor: factorText(factor.base),
  barPercent: factor.barPercent,
  factor: factorText(factor.inWorld),
  outputLength: factorText(moves.outputLength),
  attempts: factorText(moves.attempts),
  isTierReplaced,
  ...(texts === undefined ? {} : { textCounts: jsonTexts(texts) }),
});

const jsonRates = (rates: RateRow['rates']) =>
  Object.fromEntries(TOKEN_CLASSES.map((each) => [each, rateOrNull(rates[each])]));

const rateOrNull = (rate: Rate | undefined): string | null => (rate === undefined ? null : rateText(rate));

const jsonItem = ({ calls, call, caching, counts, simulated, lines }: CostItem) => ({
  calls,
  call:
    call === undefined
      ? null
      : {
          file: named(call.origin?.file),
          line: call.origin?.line ?? null,
          onLine: call.origin?.onLine ?? null,
          records: call.origin?.records ?? null,
          cacheDecidedBy: call.origin?.rules ?? [],
          isGap: call.origin?.isGap ?? false,
          step: named(call.step),
          startedAt: instant(call.startedAt),
          instantKnown: call.instantKnown,
          rules: call.steps.map(jsonStep),
          rangeUsd: jsonRange(call.range),
        },
  caching,
  counts,
  ...(simulated === undefined ? {} : { simulated }),
  lines: lines.map(jsonLine),
});

const jsonLine = (line: CostLine) => ({
  tokenClass: line.what,
  tokens: exactText(line.tokens),
  times: line.times.map(factorText),
  usdPerMtok: rateText(line.rate),
  usd: exactUsd(amountOf(line)),
});

const jsonWarm = ({ runs, parts, total, ofRun, served, lines, sum }: WarmInput) => ({
  runs,
  parts: parts.map(({ row, tokens, factor, target }) => ({
    row: row + 1,
    tokens: String(tokens),
    factor: factorText(factor),
    targetTokens: exactText(target),
  })),
  targetTokens: exactText(total),
  largestPrompt: ofRun === undefined ? null : exactText(ofRun.largest),
  recordedHits: ofRun === undefined ? null : exactText(ofRun.cached),
  served: exactText(served),
  lines: lines.map(jsonLine),
  usd: exactUsd(sum),
});

function jsonUnpriced({ why, tooMany, provider, model, steps, calls, origins }: UnpricedRow) {
  const common = {
    calls,
    provider: named(provider),
    model: named(model),
    tooMany:
      tooMany === undefined
        ? null
        : {
            isPromptAlone: why.kind === 'infeasible' && why.limit === 'prompt',
            limit: why.kind === 'infeasible' ? why.limit : null,
            tokens: String(tooMany.tokens),
            factor: factorText(tooMany.factor),
          },
    rules: steps.map(jsonStep),
    places: origins.map(({ file, line, onLine }) => ({ file: shortName(file), line, onLine })),
  };
  if (why.kind === 'infeasible')
    return {
      code: 'window',
      reason: `over ${limitText(why)}`,
      endedAt: 'window',
      ...common,
    };
  return { code: why.code, reason: shortText(unpricedText(why)), endedAt: endOfChain(why), ...common };
}
