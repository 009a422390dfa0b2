import { type Fraction, type Money, moneyText, rateText, reduce } from '../../domain/money.ts';
import type {
  CheckFailure,
  Coverage,
  CoveredRow,
  CoveredSide,
  FeeKind,
  GapFinding,
  GapReason,
  ReconciledRow,
  Reconciliation,
} from '../../domain/reconciliation.ts';
import { unpricedText } from '../../domain/unpriced.ts';
import { instant } from '../json.ts';
import { reconcileConclusion } from './conclusion.ts';
import { limitsText } from './coverage-words.ts';
import { factorText, gapOf } from './figures.ts';
import { findingText, whyText } from './words.ts';

/** Goes up when a field changes its meaning or goes away. */
export const RECONCILE_SCHEMA_VERSION = 1;

/** The reconciliation as JSON (`docs/reconciliation.schema.json`): every amount is an exact decimal string in USD. */
export const reconcileJson = (reconciliation: Reconciliation): string =>
  `${JSON.stringify(whole(reconciliation), undefined, 2)}\n`;

function whole(reconciliation: Reconciliation) {
  const { book, check, coverage } = reconciliation;
  return {
    schemaVersion: RECONCILE_SCHEMA_VERSION,
    kind: 'reconciliation',
    currency: 'USD',
    groupedBy: reconciliation.grouping,
    priceBook: { version: book.version, isDraft: book.isDraft, sha256: book.hash },
    instantForCallsWithout: instant(reconciliation.at),
    firstCall: instant(reconciliation.firstCall),
    lastCall: instant(reconciliation.lastCall),
    rows: reconciliation.rows.map(jsonRow),
    total: jsonRow(reconciliation.total),
    findings: reconciliation.findings.map(jsonFinding),
    withoutListPrice: reconciliation.unlisted.map(({ why, calls }) => ({
      code: why.code,
      reason: unpricedText(why),
      calls,
    })),
    check:
      check === undefined
        ? null
        : {
            outcome: check.failures.length === 0 ? 'passed' : 'failed',
            share: exact(check.share),
            accepted: check.accepted,
            failures: check.failures.map(jsonFailure),
          },
    against: coverage === undefined ? null : jsonCoverage(coverage),
    losses: reconciliation.losses,
    conclusion: reconcileConclusion(reconciliation),
  };
}

const jsonRow = (row: ReconciledRow) => ({
  name: row.name,
  calls: row.calls,
  callsWithRecordedCost: row.compared.calls + row.unlisted.calls,
  compared: {
    calls: row.compared.calls,
    recordedUsd: moneyText(row.compared.recorded),
    listUsd: moneyText(row.compared.list),
    gapUsd: moneyText(gapOf(row)),
  },
  withoutListPrice: { calls: row.unlisted.calls, recordedUsd: moneyText(row.unlisted.recorded) },
  withoutRecordedCost: { calls: row.unrecorded.calls, listUsd: moneyText(row.unrecorded.list) },
  callsRecordedAsZero: row.zeros,
  causes: row.parts.map(({ cause, calls, gap }) => ({ cause, calls, gapUsd: moneyText(gap) })),
  why: whyText(row),
});

const jsonFinding = (finding: GapFinding) => ({
  model: finding.model ?? null,
  provider: finding.provider ?? null,
  serviceTier: finding.tier ?? null,
  recordedCostIs: finding.kind,
  cause: finding.why.cause,
  calls: finding.calls,
  of: finding.of,
  gapUsd: moneyText((finding.gap + finding.beside) as Money),
  besideUsd: moneyText(finding.beside),
  ...jsonReason(finding.why),
  evidence: findingText(finding),
});

const NOTHING = {
  factor: null,
  cacheWrites: null,
  price: null,
  fee: null,
  rates: null,
  ratios: null,
};

function jsonReason(why: GapReason) {
  switch (why.cause) {
    case 'mark-up':
    case 'no-cache-discount':
    case 'cache-counts':
      return { ...NOTHING, factor: factorText(why.factor) };
    case 'cache-writes': {
      const { factor, tokenClass, written, plain } = why;
      const cacheWrites = { tokenClass, writtenTokens: written, uncachedTokens: plain };
      return { ...NOTHING, factor: factorText(factor), cacheWrites };
    }
    case 'price-date': {
      const { id, billedAs, from, to, band } = why.price;
      const price = { record: id, model: billedAs, from: instant(from), to: instant(to), band: band ?? null };
      return { ...NOTHING, factor: factorText(why.factor), price };
    }
    case 'fees':
      return { ...NOTHING, fee: jsonFee(why.fee) };
    case 'other-rates':
      return {
        ...NOTHING,
        rates: why.rates.map(({ tokenClass, rate }) => ({ tokenClass, usdPerMillion: rateText(rate) })),
      };
    case 'unexplained':
      return {
        ...NOTHING,
        ratios: why.ratios === undefined ? null : { low: why.ratios[0], high: why.ratios[1] },
      };
    case 'equal':
    case 'byok':
    case 'other-upstream':
    case 'zero':
      return NOTHING;
    default:
      return why satisfies never;
  }
}

function jsonFee(fee: FeeKind) {
  const none = {
    item: null,
    uses: null,
    usdPerThousand: null,
    tokens: null,
    usdPerMillionTokensAndHour: null,
  };
  switch (fee.kind) {
    case 'tool':
      return {
        kind: 'server tools',
        ...none,
        item: fee.item,
        uses: fee.uses,
        usdPerThousand: fee.usdPerThousand,
      };
    case 'gateway':
      return { kind: fee.uses > 0 ? 'server tools' : 'gateway', ...none, uses: fee.uses };
    case 'storage':
      return {
        kind: 'cache storage',
        ...none,
        tokens: fee.tokens,
        usdPerMillionTokensAndHour: rateText(fee.hourly),
      };
    default:
      return fee satisfies never;
  }
}

function jsonFailure(failure: CheckFailure) {
  switch (failure.kind) {
    case 'gap':
      return {
        kind: failure.kind,
        row: failure.row,
        leftUsd: moneyText(failure.left),
        recordedUsd: moneyText(failure.recorded),
        listUsd: moneyText(failure.list),
      };
    case 'unlisted':
      return { kind: 'no-list-price', calls: failure.calls, recordedUsd: moneyText(failure.recorded) };
    case 'coverage':
      return {
        kind: failure.kind,
        model: failure.model ?? null,
        of: failure.what,
        logs: measured(failure.what, failure.logs),
        export: measured(failure.what, failure.export),
      };
    default:
      return failure satisfies never;
  }
}

/** Tokens as a whole number, money in USD; both as text. */
const measured = (what: 'tokens' | 'money', { num }: Fraction): string =>
  what === 'money' ? moneyText(num as Money) : String(num);

const exact = ({ num, den }: Fraction): string => {
  const lowest = reduce(num, den);
  return `${lowest.num}/${lowest.den}`;
};

const jsonCoverage = (coverage: Coverage) => ({
  files: coverage.files,
  firstDay: coverage.days?.[0] ?? null,
  lastDay: coverage.days?.[1] ?? null,
  limits: limitsText(coverage) ?? null,
  callsOnOtherDays: coverage.callsOutside,
  callsWithoutListPrice: coverage.callsUnlisted,
  rows: coverage.rows.map(jsonCovered),
  models: coverage.models.map(jsonCovered),
  total: jsonCovered(coverage.total),
});

const jsonCovered = ({ model, day, logs, export: exported }: CoveredRow) => ({
  model: model ?? null,
  day: day ?? null,
  logs: jsonSide(logs),
  export: jsonSide(exported),
});

const jsonSide = (side: CoveredSide | undefined) =>
  side === undefined
    ? null
    : {
        requests: side.requests ?? null,
        tokens: side.tokens === undefined ? null : String(side.tokens),
        usd: side.cost === undefined ? null : moneyText(side.cost),
      };
