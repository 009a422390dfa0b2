import type { RateVector } from '../domain/book.ts';
import type { Misfits, RoomyModel } from '../domain/misfits.ts';
import { type Money, moneyText, type Rate, rateText } from '../domain/money.ts';
import type { ComingChange } from '../domain/pricing.ts';
import type { Outcome, Quantiles, Range, Report, ReportRow, ReportScenario } from '../domain/report.ts';
import { unpricedText } from '../domain/unpriced.ts';
import { type AssumptionLine, assumptionLines, type Voice } from './assumptions.ts';
import { conclusionOf } from './conclusion.ts';
import { UNICODE } from './numbers.ts';
import { reachOf } from './ranges.ts';

/** Goes up when a field changes its meaning or goes away. */
export const SCHEMA_VERSION = 1;

/** The report as JSON (`docs/report.schema.json`): every amount is an exact decimal string in USD. */
export function jsonOf(report: Report): string {
  return `${JSON.stringify(jsonReport(report), undefined, 2)}\n`;
}

/** An instant as ISO 8601 in UTC. */
export const instant = (at: number | undefined): string | null =>
  at === undefined ? null : new Date(at).toISOString();

function jsonReport(report: Report) {
  return {
    schemaVersion: SCHEMA_VERSION,
    kind: 'cost',
    currency: 'USD',
    groupedBy: report.grouping,
    priceBook: {
      version: report.book.version,
      isDraft: report.book.isDraft,
      sha256: report.book.hash,
    },
    asOf: instant(report.asOf),
    instantForCallsWithout: instant(report.at),
    bandAt: report.bandAt,
    firstCall: instant(report.firstCall),
    lastCall: instant(report.lastCall),
    scenarios: report.scenarios.map(jsonScenario),
    rows: report.rows.map((row) => jsonRow(row, report.scenarios)),
    total: jsonRow(report.total, report.scenarios),
    tokens: report.tokens,
    callsWithoutRun: report.callsWithoutRun,
    callsWithoutWorkflow: report.callsWithoutWorkflow,
    totals: report.totals,
    losses: report.losses,
    assumptions: jsonAssumptions(report, 'log'),
    comingChanges: report.coming.map(jsonComing),
    straddling: { calls: report.straddling.calls, baselineUsd: moneyText(report.straddling.cost) },
    conclusion: conclusionOf(report),
  };
}

/** Every assumption in force, how it is known, and for whom it holds. */
export const jsonAssumptions = (report: Report, source: Voice['source']) =>
  assumptionLines(report, { glyphs: UNICODE, source }).map(jsonAssumption);

const jsonAssumption = ({ what, basis, text, scenarios, calls }: AssumptionLine) => ({
  what,
  basis,
  text,
  calls,
  scenarios:
    scenarios?.map(({ scenario, detail, calls: own }) => ({
      id: scenario.id,
      calls: own,
      detail: detail ?? null,
    })) ?? null,
});

const jsonRate = (rate: Rate | undefined): string | null => (rate === undefined ? null : rateText(rate));

function jsonComing(change: ComingChange) {
  const { kind, model, at } = change;
  const [before, after] = change.kind === 'price' ? [change.before, change.after] : [];
  const ratesOf = (rates: RateVector | undefined) =>
    rates === undefined ? null : { input: jsonRate(rates.input), output: jsonRate(rates.output) };
  return {
    kind,
    model,
    at: instant(at),
    target: change.kind === 'route' ? (change.target ?? null) : null,
    beforeUsdPerMtok: ratesOf(before),
    afterUsdPerMtok: ratesOf(after),
  };
}

export const jsonScenario = (scenario: ReportScenario) => ({
  id: scenario.id,
  kind: scenario.kind,
  model: scenario.model ?? null,
  billedAs:
    scenario.billedAs === undefined
      ? null
      : { model: scenario.billedAs.path, since: instant(scenario.billedAs.since) },
  priceRecords: scenario.records,
  unpriced: scenario.unpriced.map(({ why, calls }) => ({ code: why.code, reason: unpricedText(why), calls })),
  infeasible: scenario.infeasible,
  misfits: scenario.misfits === undefined ? null : jsonMisfits(scenario.misfits),
  tokenFactors: scenario.factors.map(({ base, barPercent, calls }) => ({
    factor: `${base.num}/${base.den}`,
    barPercent,
    calls,
  })),
  ...(scenario.counted.length === 0 ? {} : { textCounts: scenario.counted.map(jsonTexts) }),
  ...(scenario.simulated.length === 0 ? {} : { simulatedCache: scenario.simulated }),
  assumedForCalls: assumedFor(scenario),
});

/** How texts were counted: the user's own ways only where there are some. */
export const jsonTexts = <T extends { readonly own: readonly string[] }>({ own, ...texts }: T) => ({
  ...texts,
  ...(own.length === 0 ? {} : { ownCounting: own }),
});

const jsonMisfits = ({ takers, others, ...sums }: Misfits) => ({
  ...sums,
  takers: takers.map(({ cost, ...taker }) => ({
    ...jsonRoomy(taker),
    runs: taker.runs,
    usd: jsonRange(cost),
  })),
  others: others.map(jsonRoomy),
});

export const jsonRoomy = ({ model, contextWindow }: RoomyModel) => ({
  model,
  contextWindow: contextWindow ?? null,
});

/** Only where a log has the texts of prompts, or a user gave something. */
const ONLY_IN_SOME: ReadonlySet<string> = new Set([
  'cache simulated',
  'tokens counted',
  'tokens fitted',
  'tokens estimated',
  'cache given',
  'retries',
]);

const assumedFor = ({ assumed }: ReportScenario) =>
  Object.fromEntries(Object.entries(assumed).filter(([kind, calls]) => calls > 0 || !ONLY_IN_SOME.has(kind)));

const jsonRow = (row: ReportRow, scenarios: readonly ReportScenario[]) => ({
  name: row.name,
  runs: row.runs,
  runsOk: row.runsOk ?? null,
  calls: row.calls,
  inputTokens: row.inputTokens,
  cachedInputTokens: row.cachedTokens,
  outputTokens: row.outputTokens,
  recorded: {
    calls: row.recorded.calls,
    usd: moneyText(row.recorded.cost),
    listUsd: moneyText(row.recorded.list),
  },
  scenarios: Object.fromEntries(
    row.outcomes.map((outcome, index) => [scenarios[index]?.id ?? String(index), jsonOutcome(outcome)]),
  ),
});

const jsonOutcome = (outcome: Outcome) => ({
  runsPriced: outcome.runsPriced,
  callsPriced: outcome.callsPriced,
  callsInfeasible: outcome.callsInfeasible,
  totalUsd: outcome.callsPriced === 0 ? null : jsonRange(outcome.total),
  rangePercent: jsonReach(outcome.total, outcome.spread),
  meanUsd: jsonRange(outcome.mean),
  ...jsonQuantiles(outcome.quantiles()),
  compared: {
    runs: outcome.compared.runs,
    usd: moneyText(outcome.compared.here),
    baselineUsd: moneyText(outcome.compared.baseline),
    deltaUsd: moneyText((outcome.compared.here - outcome.compared.baseline) as Money),
  },
});

/** How far a figure reaches from its base, and what that comes from. */
export function jsonReach(range: Range, spread: Outcome['spread']) {
  const reach = reachOf(range, spread);
  if (reach === undefined) return null;
  const from = Object.fromEntries(reach.parts.map(({ cause, points }) => [cause, points]));
  return { low: -reach.low, high: reach.high, from };
}

const jsonQuantiles = (quantiles: Quantiles | undefined) => ({
  p50Usd: jsonRange(quantiles?.p50),
  p90Usd: jsonRange(quantiles?.p90),
  p99Usd: jsonRange(quantiles?.p99),
});

export const jsonRange = (range: Range | undefined) =>
  range === undefined
    ? null
    : { low: moneyText(range.low), base: moneyText(range.base), high: moneyText(range.high) };
