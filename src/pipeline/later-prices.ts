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
  /** When each stretch of unchanged prices begins; none: the as-of date's prices hold throughout. */
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
  const [from, to] = horizonOf(months);
  const starts = projection.includesAnnounced ? [from, ...card.changesWithin(from, to)] : [];
  const scenarios = starts.flatMap((at) => candidates.map((each): ShownScenario => ({ ...each, asOf: at })));
  return {
    projection,
    months,
    starts,
    scenarios: [{ kind: 'baseline' }, ...scenarios],
    candidates: candidates.length,
  };
}

const horizonOf = (months: readonly Month[]): readonly [Instant, Instant] => [
  months[0]?.from ?? 0,
  months.at(-1)?.to ?? 0,
];

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
  const [from, to] = horizonOf(months);
  const changes = found.card.changesWithin(found.asOf, to, modelsIn(found.lots));
  return planOf(views, {
    months,
    growth: projection.growth,
    segments:
      starts.length === 0
        ? [{ from, mean: (feature, scenario) => meanNow(views[feature], scenario) }]
        : starts.map((start, at) => segmentOf(views, later, found, { start, at })),
    changes: projection.includesAnnounced ? changes : [],
    changesLeftOut: projection.includesAnnounced ? [] : changes,
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

/** All models that some scenario of today is priced by. */
const modelsIn = (lots: readonly SummedLot[]): ReadonlySet<string> =>
  new Set(
    lots.flatMap(({ lot }) =>
      lot.prices.flatMap((price) =>
        price.kind === 'priced' ? [`${price.record.provider}/${price.record.model}`] : [],
      ),
    ),
  );
