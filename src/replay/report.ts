import type { Assumptions } from '../domain/assumptions.ts';
import type { PriceBook } from '../domain/book.ts';
import type { BookModel, RateCard, Unpriced } from '../domain/pricing.ts';
import {
  ASSUMPTIONS,
  type Assumption,
  type Report,
  type ReportRow,
  type ReportScenario,
} from '../domain/report.ts';
import { misfitFinder } from './find-misfits.ts';
import type { PricedLot } from './lot-price.ts';
import { baseCost } from './lot-sums.ts';
import { namesOf } from './moves.ts';
import type { ReplayOptions, ShownScenario } from './scenario.ts';
import { countedIn, simulatedIn } from './served-sums.ts';
import type { Summary, SummedLot } from './summarise.ts';
import { barPercent, isMeasuredBar } from './transfer.ts';

/** What a report says beside its figures. */
export interface ReportContext {
  readonly book: PriceBook;
  readonly card: RateCard;
  readonly options: ReplayOptions;
  readonly grouping: Report['grouping'];
  readonly asOf: Report['asOf'];
  readonly firstCall: Report['firstCall'];
  readonly lastCall: Report['lastCall'];
  readonly callsWithoutRun: number;
  readonly callsWithoutWorkflow: number;
  readonly totals: Report['totals'];
  readonly losses: Report['losses'];
  readonly subsetsAssumed: Report['subsetsAssumed'];
  /** Show the recorded models as of the date even if they cost what the baseline costs. */
  readonly isKeepAsked: boolean;
}

/** Puts a summary into the form that is shown, printed and exported. */
export function reportOf(
  summary: Summary,
  scenarios: readonly ShownScenario[],
  context: ReportContext,
): Report {
  const { book, options, grouping, asOf } = context;
  const shown = scenarios
    .map((scenario, index) => ({ scenario, index }))
    .filter(({ scenario, index }) => {
      return scenario.kind !== 'keep' || context.isKeepAsked || differs(summary, index);
    });
  const columns = shown.map(({ index }) => index);
  const visible = (row: ReportRow): ReportRow => ({
    ...row,
    outcomes: columns.map((index) => row.outcomes[index]).filter((outcome) => outcome !== undefined),
  });
  return {
    grouping,
    book: { version: book.version, isDraft: book.isDraft, hash: book.hash, date: book.date },
    asOf,
    at: options.at,
    bandAt: options.bandAt,
    firstCall: context.firstCall,
    lastCall: context.lastCall,
    scenarios: describeAll(shown, summary, context),
    rows: (grouping === 'day' ? [...summary.rows].sort(byName) : summary.rows).map(visible),
    total: visible(summary.total),
    tokens: countBy(summary.lots, ({ lot }) => howKnown(lot.source)).map(([how, calls]) => ({ how, calls })),
    callsWithoutRun: context.callsWithoutRun,
    callsWithoutWorkflow: context.callsWithoutWorkflow,
    totals: context.totals,
    losses: context.losses,
    subsetsAssumed: context.subsetsAssumed,
    given: { file: options.given.file, cache: options.given.cache, bandAt: options.given.bandAt },
    coming: comingFor(summary.lots, scenarios, context),
    straddling: straddling(summary.lots),
  };
}

function describeAll(
  shown: readonly { readonly scenario: ShownScenario; readonly index: number }[],
  summary: Summary,
  context: ReportContext,
): readonly ReportScenario[] {
  const misfitsOf = misfitFinder(shown, summary, context);
  return shown.map(({ scenario, index }) => ({
    ...describe(scenario, index, summary.lots, context),
    infeasible: summary.misfits.of(index)?.limits ?? [],
    misfits: misfitsOf(index),
  }));
}

/** Each change once, of recorded models and of those that candidates go to. */
function comingFor(
  lots: readonly SummedLot[],
  scenarios: readonly ShownScenario[],
  { card, asOf }: ReportContext,
): Report['coming'] {
  const models = new Map<string, BookModel>();
  const add = (model: BookModel | Unpriced): void => {
    if (!('kind' in model)) models.set(`${model.provider}/${model.name}`, model);
  };
  for (const { lot } of lots) add(card.resolve(lot.source.provider, lot.source.model, undefined));
  for (const scenario of scenarios) if (scenario.kind === 'target') add(scenario.model);
  return [...models.values()]
    .flatMap((model) => card.coming(model, asOf))
    .sort((a, b) => a.at - b.at || (a.model < b.model ? -1 : 1));
}

const byName = (a: ReportRow, b: ReportRow): number => (a.name < b.name ? -1 : 1);

/** Any figure of the scenario is another one than the baseline's. */
function differs({ rows }: Summary, scenario: number): boolean {
  return rows.some(({ outcomes }) => {
    const [baseline, other] = [outcomes[0], outcomes[scenario]];
    if (baseline === undefined || other === undefined) return true;
    return (
      baseline.callsPriced !== other.callsPriced ||
      baseline.total.base !== other.total.base ||
      baseline.total.low !== other.total.low ||
      baseline.total.high !== other.total.high
    );
  });
}

function countBy(
  lots: readonly SummedLot[],
  key: (lot: SummedLot) => string | undefined,
): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const each of lots) {
    const name = key(each);
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + each.sum.calls);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

function howKnown({ inputKnown, outputKnown }: SummedLot['lot']['source']): string {
  const kinds = [inputKnown, outputKnown].map((known) => {
    if (known === undefined) return 'unknown';
    if (known.kind === 'reported') return 'reported';
    return known.kind === 'counted' ? `counted (${known.vocabulary})` : `estimated (${known.method})`;
  });
  return kinds[0] === kinds[1] ? (kinds[0] ?? 'unknown') : `input ${kinds[0]}, output ${kinds[1]}`;
}

function describe(
  scenario: ShownScenario,
  index: number,
  lots: readonly SummedLot[],
  { card, asOf, options }: ReportContext,
): Omit<ReportScenario, 'infeasible' | 'misfits'> {
  const priceOf = ({ lot }: SummedLot) => lot.prices[index];
  const model = scenario.kind === 'target' ? scenario.model : undefined;
  const path = model && `${model.provider}/${model.name}`;
  const billedAs = model && card.billedAs(model, asOf);
  const byText = <T>(key: (lot: SummedLot) => T | undefined): readonly (T & { readonly calls: number })[] =>
    countBy(lots, (each) => {
      const value = key(each);
      return value === undefined ? undefined : JSON.stringify(value);
    }).map(([text, calls]) => ({ ...(JSON.parse(text) as T), calls }));
  return {
    id: scenario.kind === 'baseline' ? 'baseline' : scenario.label,
    kind: scenario.kind,
    model: path,
    billedAs: billedAs === undefined || billedAs.path === path ? undefined : billedAs,
    records: byText((each) => {
      const price = priceOf(each);
      return price?.kind === 'priced'
        ? { id: price.record.id, confidence: price.record.confidence }
        : undefined;
    }),
    unpriced: byText((each) => {
      const price = priceOf(each);
      return price?.kind === 'unpriced' ? { why: price satisfies Unpriced } : undefined;
    }),
    factors: byText((each) => {
      const price = priceOf(each);
      if (price?.kind !== 'priced' || barPercent(price.factor) === 0) return undefined;
      const { num, den } = price.factor.base;
      const [bar, isMeasured] = [barPercent(price.factor), isMeasuredBar(price.factor)];
      return { num: String(num), den: String(den), barPercent: bar, isMeasured };
    }).map(({ num, den, ...rest }) => ({ ...rest, base: { num: BigInt(num), den: BigInt(den) } })),
    counted: countedIn(lots, index),
    given: givenTo(scenario, options.given),
    simulated: simulatedIn(lots, index),
    assumed: assumedIn(lots, index, scenario),
  };
}

function givenTo(scenario: ShownScenario, given: Assumptions): ReportScenario['given'] {
  const names = scenario.kind === 'target' ? namesOf(scenario) : [];
  return { outputLength: given.outputLength(names), retryRate: given.retryRate(names) };
}

/** How many calls each assumption of a scenario touches. */
function assumedIn(
  lots: readonly SummedLot[],
  index: number,
  scenario: ShownScenario,
): Readonly<Record<Assumption, number>> {
  const counts = Object.fromEntries(ASSUMPTIONS.map((each) => [each, 0])) as Record<Assumption, number>;
  for (const { lot, sum } of lots) {
    const price = lot.prices[index];
    if (price?.kind !== 'priced') continue;
    for (const each of assumptionsOf({ lot, sum }, price, scenario)) counts[each] += sum.calls;
  }
  return counts;
}

function assumptionsOf(
  { lot, sum }: Pick<SummedLot, 'lot' | 'sum'>,
  price: PricedLot,
  scenario: ShownScenario,
): readonly Assumption[] {
  const { source } = lot;
  const hasWriteFee = (price.record.rates.cacheWrite ?? 0n) > (price.record.rates.input ?? 0n);
  const written =
    sum.counts.cacheWrite + sum.counts.cacheWrite5m + sum.counts.cacheWrite1h + sum.counts.cacheWrite12h;
  /** How its input is cached is neither recorded nor worked out. */
  const isRecorded = price.isSameModel && source.isCacheKnown;
  const isOpen = price.served === undefined && !isRecorded;
  const holds: Readonly<Record<Assumption, boolean>> = {
    instant: price.isInstantAssumed,
    zone: source.instantKnown === 'zone assumed',
    cache: isOpen && !source.isCacheKnown && price.policy === undefined,
    'cache transfer': isOpen && source.isCacheKnown && price.policy === undefined,
    'cache given': !isRecorded && price.policy !== undefined,
    'cache simulated': price.served !== undefined && price.policy === undefined,
    tokens: price.factor.low.num !== price.factor.high.num || price.factor.low.den !== price.factor.high.den,
    'tokens counted': price.served?.counting === 'counted',
    'tokens fitted': price.served?.counting === 'fitted',
    'tokens estimated': price.served?.counting === 'estimated',
    output: scenario.kind === 'target' && !price.isSameModel,
    retries: price.moves.attempts.high.num !== price.moves.attempts.high.den,
    tier: price.isTierReplaced,
    writes: price.isSameModel && source.isCacheKnown && hasWriteFee && written === 0,
    aggregate: source.isTotal,
    holidays: price.isHolidayUnknown,
  };
  return ASSUMPTIONS.filter((each) => holds[each]);
}

function straddling(lots: readonly SummedLot[]): Report['straddling'] {
  return lots.reduce<Report['straddling']>(
    (total, { lot, sum }) => {
      const price = lot.prices[0];
      if (!lot.isStraddling || price?.kind !== 'priced') return total;
      return {
        calls: total.calls + sum.calls,
        cost: (total.cost + baseCost(lot, price, sum)) as Report['straddling']['cost'],
      };
    },
    { calls: 0, cost: 0n as Report['straddling']['cost'] },
  );
}
