import type { Feature, FeatureStatus, WorthKind } from '../../src/domain/feature.ts';
import { type Fraction, type Money, ONE, parseMoney, reduce, scale, ZERO } from '../../src/domain/money.ts';
import {
  CAUSES,
  type Cause,
  type Outcome,
  type Range,
  type Report,
  type ReportRow,
  type ReportScenario,
} from '../../src/domain/report.ts';
import type {
  FeatureView,
  Plan,
  Statistic,
  Viability,
  ViabilityScenario,
} from '../../src/domain/viability.ts';
import { comparedIn } from '../../src/plan/projection.ts';
import { sweepOf } from '../../src/plan/sweep.ts';
import { byVerdict, viewOf } from '../../src/plan/view.ts';

/** `0.30` → 10⁻¹⁵ USD. @throws Error if it is no amount */
export function usd(text: string): Money {
  const amount = parseMoney(text);
  if (amount === undefined) throw new Error(`no amount: ${text}`);
  return amount;
}

/** What a run costs: `0.30`, or low, base and high: `0.20 0.30 0.45`; `—` if nobody knows. */
export type CostText = string;

/** The same, of which not all runs have a price or fit. */
export type CostSpec =
  | CostText
  | { readonly cost: CostText; readonly priced: number; readonly infeasible?: number };

export interface FeatureSpec {
  readonly name: string;
  readonly costs: {
    readonly before: CostSpec;
    readonly keep: CostSpec;
    readonly targets: readonly CostSpec[];
    /** Of a scenario that was added to compare with: the last one. */
    readonly added?: CostSpec;
  };
  /** Of a run; with a share, what inference may take of it. */
  readonly worth: string;
  readonly kind?: WorthKind;
  readonly share?: Fraction;
  readonly status?: FeatureStatus;
  readonly runsPerMonth?: number;
  readonly minQuality?: number;
  readonly quality?: Readonly<Record<string, number>>;
  /** Never built: six steps of three calls. */
  readonly isShape?: boolean;
  /** Of so many runs; all of them are priced unless `unpriced` are not. */
  readonly runs?: number;
  readonly unpriced?: number;
  readonly infeasible?: number;
  /** What widens its ranges most. */
  readonly cause?: Cause;
  /** That its pattern matched; if not given, one of its name. */
  readonly workflows?: readonly string[];
}

export const AS_OF = Date.UTC(2026, 10, 23);

/** What stands before, the models kept, and targets: each with its id and its model. */
export const scenariosOf = (
  ...targets: readonly (readonly [id: string, model: string])[]
): readonly ViabilityScenario[] => [
  { id: 'baseline', kind: 'baseline', model: undefined, asOf: undefined },
  { id: 'keep', kind: 'keep', model: undefined, asOf: AS_OF },
  ...targets.map(([id, model]) => ({ id, kind: 'target' as const, model, asOf: AS_OF })),
];

export const SCENARIOS = scenariosOf(['v4', 'deepseek/deepseek-v4-pro'], ['gpt-5.5', 'openai/gpt-5.5']);

interface Judging {
  readonly statistic: Statistic;
  readonly scenarios: readonly ViabilityScenario[];
  readonly before: number;
}

/** A feature with its verdicts, worked out from costs per run as the plan does it. */
function featureView(spec: FeatureSpec, line: number, judging: Judging): FeatureView {
  const { runs = 10, costs } = spec;
  const all = [costs.before, costs.keep, ...costs.targets];
  const added = costs.added === undefined ? [] : [costs.added];
  return viewOf(
    {
      feature: featureOf(spec, line),
      workflows: spec.isShape === true ? [] : (spec.workflows ?? [spec.name]),
      beforeModel: spec.isShape === true ? 'anthropic/claude-opus-4-7' : undefined,
      roomyFor: () => undefined,
      row: rowOf(
        spec.name,
        runs,
        [...all, ...added].map((cost, place) => outcomeOf(costOf(cost, place === 0 ? {} : spec), runs, spec)),
      ),
    },
    { ...judging, candidates: all.slice(1).map((_, place) => place + 1) },
  );
}

interface Priced {
  readonly text: CostText;
  readonly unpriced: number;
  readonly infeasible: number;
}

function costOf(cost: CostSpec, spec: Pick<FeatureSpec, 'runs' | 'unpriced' | 'infeasible'>): Priced {
  const { runs = 10, unpriced = 0, infeasible = 0 } = spec;
  if (typeof cost === 'string') return { text: cost, unpriced, infeasible };
  const misfits = cost.infeasible ?? 0;
  return { text: cost.cost, unpriced: runs - cost.priced - misfits, infeasible: misfits };
}

function featureOf(spec: FeatureSpec, line: number): Feature {
  const perRun = usd(spec.worth);
  const exact = { num: perRun, den: 1n };
  const worth = { kind: spec.kind ?? 'budget', perRun, exact, share: spec.share ?? ONE };
  return {
    name: spec.name,
    line,
    status: spec.status,
    subject:
      spec.isShape === true
        ? { kind: 'shape', shape: SHAPE, line }
        : { kind: 'workflow', pattern: `${spec.name}*`, line },
    worth,
    affordable: scale(worth.perRun, worth.share),
    runsPerMonth: spec.runsPerMonth,
    minQuality: spec.minQuality,
    quality: new Map(Object.entries(spec.quality ?? {})),
  };
}

const SHAPE = {
  steps: 6,
  callsPerStep: 3,
  inputTokens: 8_000,
  cachedTokens: undefined,
  outputTokens: 600,
  frontierShare: { num: 1n, den: 2n },
  beforeModel: undefined,
} as const;

function rangeOf(text: CostText): Range | undefined {
  if (text === '—') return undefined;
  const [first = '', base = first, high = first] = text.split(' ');
  return { low: usd(first), base: usd(base), high: usd(high) };
}

const NOTHING: Range = { low: ZERO, base: ZERO, high: ZERO };

/** Ten percent less or half as much again: so a figure that is not the one asked for shows. */
const times = ({ low, base, high }: Range, tenths: bigint): Range => {
  const by = { num: tenths, den: 10n };
  return { low: scale(low, by), base: scale(base, by), high: scale(high, by) };
};

/** A fifth of each cost is output. */
const OUTPUT_SHARE = 0.2;

function outcomeOf(
  { text, unpriced, infeasible }: Priced,
  runs: number,
  { cause = 'cache' }: Pick<FeatureSpec, 'cause'>,
): Outcome {
  const mean = rangeOf(text);
  const runsPriced = mean === undefined ? 0 : runs - unpriced - infeasible;
  return {
    runsPriced,
    callsPriced: runsPriced,
    callsInfeasible: infeasible,
    runsInfeasible: infeasible,
    total: mean ?? NOTHING,
    mean,
    quantiles: () =>
      mean === undefined ? undefined : { p50: times(mean, 9n), p90: times(mean, 15n), p99: times(mean, 20n) },
    compared: { runs: runsPriced, here: ZERO, baseline: ZERO },
    spread: Object.fromEntries(CAUSES.map((each) => [each, each === cause ? 1 : 0])) as Record<Cause, number>,
    outputCost: OUTPUT_SHARE * Number(mean?.base ?? 0n),
  };
}

const rowOf = (name: string, runs: number, outcomes: readonly Outcome[]): ReportRow => ({
  name,
  runs,
  runsOk: undefined,
  calls: runs,
  inputTokens: 1_000,
  cachedTokens: 0,
  outputTokens: 100,
  recorded: { calls: 0, cost: ZERO, list: ZERO },
  outcomes,
});

/** A report of logs, or of shapes, whose every call is priced. */
export function logsOf(name: string, runs = 10, scenarios: readonly ReportScenario[] = REPORTED): Report {
  const total = rowOf(
    name,
    runs,
    scenarios.map(() => outcomeOf({ text: '0.10', unpriced: 0, infeasible: 0 }, runs, {})),
  );
  return {
    grouping: 'workflow',
    book: BOOK,
    asOf: AS_OF,
    at: AS_OF,
    bandAt: 'start',
    firstCall: Date.UTC(2026, 4, 4),
    lastCall: Date.UTC(2026, 4, 5),
    scenarios,
    rows: [total],
    total,
    tokens: [{ how: 'reported', calls: runs }],
    callsWithoutRun: 0,
    callsWithoutWorkflow: 0,
    totals: { records: 0, requests: 0, withoutRequests: 0 },
    losses: [],
    subsetsAssumed: 0,
    given: { file: undefined, cache: undefined, bandAt: undefined },
    coming: [],
    straddling: { calls: 0, cost: ZERO },
  };
}

const NOT_ASSUMED = {
  instant: 0,
  zone: 0,
  cache: 0,
  'cache transfer': 0,
  'cache given': 0,
  'cache simulated': 0,
  tokens: 0,
  'tokens counted': 0,
  'tokens fitted': 0,
  'tokens estimated': 0,
  output: 0,
  retries: 0,
  tier: 0,
  writes: 0,
  aggregate: 0,
  holidays: 0,
} as const;

const REPORTED: readonly ReportScenario[] = SCENARIOS.map(({ id, kind, model }) => ({
  id,
  kind,
  model,
  billedAs: undefined,
  records: [],
  unpriced: [],
  infeasible: [],
  misfits: undefined,
  factors: [],
  counted: [],
  simulated: [],
  given: { outputLength: undefined, retryRate: undefined },
  assumed: { ...NOT_ASSUMED, output: kind === 'target' ? 10 : 0 },
}));

const BOOK = {
  version: '2026-11-23',
  isDraft: false,
  hash: '0123456789ab'.repeat(6).slice(0, 64),
  date: AS_OF,
};

/** A report on these features, by verdict and then as they are given; `more` replaces members of it. */
export function viabilityOf(specs: readonly FeatureSpec[], more: Partial<Viability> = {}): Viability {
  const { statistic = 'mean', scenarios = SCENARIOS, before = 0 } = more;
  const judging = { statistic, scenarios, before };
  return {
    statistic,
    book: BOOK,
    asOf: AS_OF,
    scenarios,
    before,
    logs: logsOf('support'),
    shapes: undefined,
    exchangeRates: [],
    features: byVerdict(specs.map((spec, index) => featureView(spec, index + 3, judging))),
    faulty: 0,
    unmatched: [],
    sweep: undefined,
    plan: undefined,
    ...more,
  };
}

/** The same report with the verdicts at other prices: `1/2` is half of them. */
export const withSweep = (viability: Viability, factors: readonly Fraction[]): Viability => ({
  ...viability,
  sweep: sweepOf(viability.features, factors),
});

interface PlanSpec {
  /** By the feature's name: what it costs in each month on the models kept, and on its best candidate. */
  readonly costs: Readonly<
    Record<string, { readonly keep: readonly CostText[]; readonly best?: readonly CostText[] }>
  >;
  readonly more?: Partial<Plan>;
}

/** The same report with a projection over months from December 2026 on, each with a revenue of 1,000 USD. */
export function withPlan(viability: Viability, { costs, more = {} }: PlanSpec): Viability {
  const monthsOf = (texts: readonly CostText[], runs: number) =>
    texts.map((text) => ({
      runs: { num: BigInt(runs), den: 1n },
      cost: rangeOf(text)?.base,
      revenue: usd('1000'),
    }));
  const rows = viability.features.flatMap(({ feature, keep, best }, place) => {
    const spec = costs[feature.name];
    const runs = feature.runsPerMonth ?? 0;
    return [
      ...(spec === undefined
        ? []
        : [{ feature: place, scenario: keep.scenario, months: monthsOf(spec.keep, runs) }]),
      ...(spec?.best === undefined || best === undefined
        ? []
        : [{ feature: place, scenario: best.scenario, months: monthsOf(spec.best, runs) }]),
    ];
  });
  const count = rows[0]?.months.length ?? 0;
  return {
    ...viability,
    plan: {
      months: Array.from({ length: count }, (_, index) =>
        new Date(Date.UTC(2026, 11 + index, 1)).toISOString().slice(0, 7),
      ),
      growth: reduce(0n, 1n),
      changes: [],
      changesLeftOut: [],
      rows,
      withoutRuns: viability.features.flatMap(({ feature }, place) =>
        feature.runsPerMonth === undefined ? [place] : [],
      ),
      compared: comparedIn(viability.features, rows),
      ...more,
    },
  };
}

/** Names that would run, break a cell, or turn the direction of a text, if somebody let them. */
export const HOSTILE_NAMES = [
  "=cmd|' /C calc'!A0",
  '<script>alert(1)</script>',
  'a|b',
  'two\nlines',
  '\u202egnp.exe',
  '@mention',
  '`code` [x](y)',
  `${'long '.repeat(60)}end`,
] as const;

/** A feature of every verdict, firm and leaning, with a name that is nothing but a name. */
export const EVERY_VERDICT: readonly FeatureSpec[] = [
  {
    name: 'research',
    costs: { before: '0.80', keep: '0.70', targets: ['0.10', '0.90'] },
    worth: '1.00',
    kind: 'value',
    share: { num: 3n, den: 10n },
    status: 'shelved',
    runsPerMonth: 1_000,
  },
  {
    name: 'triage',
    costs: { before: '0.40 0.50 0.60', keep: '0.45', targets: ['0.10 0.20 0.35', '0.60'] },
    worth: '0.30',
    runsPerMonth: 333,
  },
  {
    name: 'drafts',
    costs: { before: '0.10', keep: '0.40', targets: ['0.50', '—'] },
    worth: '0.30',
    status: 'shipped',
    runsPerMonth: 2_000,
  },
  {
    name: 'search',
    costs: { before: '0.10', keep: '0.09', targets: ['0.02', '0.11'] },
    worth: '2.00',
    kind: 'price',
    share: { num: 1n, den: 4n },
    status: 'shipped',
    runsPerMonth: 7_001,
  },
  {
    name: 'video',
    costs: { before: '7.20', keep: '6.00', targets: ['0.72', '3.60'] },
    worth: '0.30',
    isShape: true,
  },
  { name: 'voice', costs: { before: '0.50', keep: '—', targets: ['—', '—'] }, worth: '0.30' },
];
