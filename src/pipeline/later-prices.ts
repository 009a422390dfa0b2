import type { Instant } from '../domain/book.ts';
import type { Feature } from '../domain/feature.ts';
import type { Fraction } from '../domain/money.ts';
import type { RateCard } from '../domain/pricing.ts';
import type { ReportRow } from '../domain/report.ts';
import type { FeatureView, Plan } from '../domain/viability.ts';
import { type Month, monthsAfter, planOf, type Segment } from '../plan/projection.ts';
import type { ShownScenario } from '../replay/scenario.ts';
import type { SummedLot } from '../replay/summarise.ts';

/** What the user wants to know of the months to come. */
export interface Projection {
  readonly months: number;
  readonly growth: Fraction;
  readonly includesAnnounced: boolean;
}

/** The months, and the scenarios that price their calls where announced prices are used. */
export interface LaterPrices {
  readonly projection: Projection;
  readonly months: readonly Month[];
  /** When each stretch of unchanged prices begins, the as-of date first; none: its prices hold throughout. */
  readonly starts: readonly Instant[];
  /** The baseline, then for each start every candidate. */
  readonly scenarios: readonly ShownScenario[];
  readonly candidates: number;
}

interface Setting {
  readonly card: RateCard;
  readonly asOf: Instant;
  /** The baseline, `keep`, and the targets. */
  readonly scenarios: readonly ShownScenario[];
}

export function laterPrices(projection: Projection, { card, asOf, scenarios: now }: Setting): LaterPrices {
  const candidates = now.flatMap((each) => (each.kind === 'baseline' ? [] : [each]));
  const months = monthsAfter(asOf, projection.months);
  const { published, announced } = card.changesWithin(asOf, endOf(months));
  const changes = projection.includesAnnounced ? [...published, ...announced] : published;
  const starts = changes.length === 0 ? [] : [asOf, ...new Set(changes)].sort((a, b) => a - b);
  const scenarios = starts.flatMap((at) => candidates.map((each): ShownScenario => ({ ...each, asOf: at })));
  return {
    projection,
    months,
    starts,
    scenarios: [{ kind: 'baseline' }, ...scenarios],
    candidates: candidates.length,
  };
}

const endOf = (months: readonly Month[]): Instant => months.at(-1)?.to ?? 0;

/** What a projection is made of beside its scenarios. */
export interface Found {
  readonly card: RateCard;
  readonly asOf: Instant;
  /** A feature's costs under the later scenarios. */
  readonly rowOf: (feature: Feature) => ReportRow | undefined;
  readonly lots: readonly SummedLot[];
}

export function projected(views: readonly FeatureView[], later: LaterPrices, found: Found): Plan {
  const { months, starts, projection } = later;
  const { asOf, card } = found;
  const { published, announced } = card.changesWithin(asOf, endOf(months), modelsIn(found));
  const used = projection.includesAnnounced ? [...published, ...announced] : published;
  return planOf(views, {
    months,
    growth: projection.growth,
    segments:
      starts.length === 0
        ? [{ from: asOf, mean: (feature, scenario) => meanNow(views[feature], scenario) }]
        : starts.map((start, at) => segmentOf(views, later, found, { start, at })),
    changes: [...new Set(used)].sort((a, b) => a - b),
    changesLeftOut: projection.includesAnnounced ? [] : announced,
  });
}

const meanNow = (view: FeatureView | undefined, scenario: number) =>
  view?.candidates.find((each) => each.scenario === scenario)?.cost.mean?.base;

/** The first candidate's place is 1 in every report. */
function segmentOf(
  views: readonly FeatureView[],
  { candidates }: LaterPrices,
  { rowOf }: Found,
  { start, at }: { readonly start: Instant; readonly at: number },
): Segment {
  return {
    from: start,
    mean(feature, scenario) {
      const view = views[feature];
      return view && rowOf(view.feature)?.outcomes[at * candidates + scenario]?.mean?.base;
    },
  };
}

/** All names that some scenario of today prices, and what they bill as. */
const modelsIn = ({ lots, card, asOf }: Found): ReadonlySet<string> =>
  new Set(
    lots.flatMap(({ lot: { source, prices } }) => {
      const own = card.resolve(source.provider, source.model, asOf);
      const billed = prices.flatMap((price) =>
        price.kind === 'priced' ? [`${price.record.provider}/${price.record.model}`] : [],
      );
      return 'kind' in own ? billed : [`${own.provider}/${own.name}`, ...billed];
    }),
  );
