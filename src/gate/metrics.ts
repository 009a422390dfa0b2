import { METRICS, type Metric, type MetricChange, type WorkflowSums } from '../domain/gate.ts';
import { type Fraction, type Money, reduce } from '../domain/money.ts';
import { TOKEN_CLASSES, type TokenClass } from '../domain/tokens.ts';

/** 10⁻¹⁵ USD in a dollar. */
const MONEY_IN_USD = 10n ** 15n;

/**
 * What is measured of a workflow, exact, in lowest terms. `undefined` is what nothing measures: money where no call
 * has a price, a cost per successful run where none is known to have succeeded.
 */
export function metricsOf(sums: WorkflowSums | undefined): Readonly<Record<Metric, Fraction | undefined>> {
  if (sums === undefined) return NOTHING_MEASURED;
  const { runs, runsOk, calls, callsPriced, cost, p90 } = sums;
  const isKnown = callsPriced > 0;
  const tokens = (of: readonly TokenClass[]): number => tokensOf(sums, of);
  return {
    cost: isKnown ? usdPer(cost, runs) : undefined,
    p90: isKnown && p90 !== undefined ? usdPer(p90, 1) : undefined,
    cost_per_ok_run: isKnown ? usdPer(cost, runsOk ?? 0) : undefined,
    calls_per_run: ratio(calls, runs),
    tokens_per_call: ratio(tokens(TOKEN_CLASSES), callsPriced),
    cached_share: ratio(tokens(CACHED), tokens(INPUT)),
    unpriced_share: ratio(calls - callsPriced, calls),
  };
}

const NOTHING_MEASURED = Object.fromEntries(METRICS.map((metric) => [metric, undefined])) as Readonly<
  Record<Metric, undefined>
>;

const OUTPUT: readonly TokenClass[] = ['output', 'audioOutput'];
const CACHED: readonly TokenClass[] = ['cacheRead', 'audioCacheRead'];
const INPUT = TOKEN_CLASSES.filter((name) => !OUTPUT.includes(name));

/** Of priced calls. */
const tokensOf = ({ steps }: WorkflowSums, classes: readonly TokenClass[]): number =>
  steps
    .flatMap(({ models }) => models)
    .flatMap((model) => classes.map((name) => model.classes[name]?.tokens ?? 0))
    .reduce((sum, tokens) => sum + tokens, 0);

const ratio = (part: number, whole: number): Fraction | undefined =>
  whole === 0 ? undefined : reduce(BigInt(part), BigInt(whole));

const usdPer = (cost: Money, count: number): Fraction | undefined =>
  count === 0 ? undefined : reduce(cost, MONEY_IN_USD * BigInt(count));

/** Every metric on both sides, in the order of `METRICS`. */
export function changesOf(
  before: WorkflowSums | undefined,
  after: WorkflowSums | undefined,
): readonly MetricChange[] {
  const [first, second] = [metricsOf(before), metricsOf(after)];
  return METRICS.map((metric) => ({ metric, before: first[metric], after: second[metric] }));
}

/** How much worse a metric became, in its own unit; negative: better. `undefined` where a side is not known. */
export function worsening({ metric, before, after }: MetricChange): Fraction | undefined {
  if (before === undefined || after === undefined) return undefined;
  const [less, more] = metric === 'cached_share' ? [after, before] : [before, after];
  return { num: more.num * less.den - less.num * more.den, den: more.den * less.den };
}

/** Whether `a` is more than `b`. */
export const isMore = (a: Fraction, b: Fraction): boolean => a.num * b.den > b.num * a.den;
