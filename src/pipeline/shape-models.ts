import type { Instant, PriceBook } from '../domain/book.ts';
import type { Shape } from '../domain/feature.ts';
import type { BookModel, RateCard } from '../domain/pricing.ts';
import { createShapeCalls } from '../plan/shapes.ts';
import { createReplay } from '../replay/replay.ts';
import type { ReplayOptions } from '../replay/scenario.ts';
import { summarise } from '../replay/summarise.ts';

/** The model that a shape's calls are on before, and when they are priced there. */
export interface ShapeModel {
  readonly provider: string | undefined;
  readonly name: string;
  readonly path: string;
}

/** V4's launch: when the first price of the set of that name begins. `undefined`: the book has no such set. */
export function launchOf({ sets, providers }: PriceBook): Instant | undefined {
  const starts = (sets.get('v4') ?? []).flatMap((path) => {
    const [provider = '', name = ''] = partsOf(path);
    return (providers.get(provider)?.models.get(name)?.records() ?? []).map(({ from }) => from);
  });
  return starts.length === 0 ? undefined : Math.min(...starts);
}

const partsOf = (path: string): readonly [string, string] => {
  const cut = path.indexOf('/');
  return [path.slice(0, cut), path.slice(cut + 1)];
};

export interface Pricing {
  readonly book: PriceBook;
  readonly card: RateCard;
  readonly options: ReplayOptions;
  readonly launch: Instant;
}

/** The user's model as the book knows it, or why it does not. */
export function namedModel(
  name: string,
  { card, launch }: Pricing,
): ShapeModel | { readonly suggestions: readonly string[] } {
  const model = card.resolve(undefined, name, launch);
  if ('kind' in model) return { suggestions: model.code === 'unknown-model' ? model.suggestions : [] };
  return { provider: undefined, name, path: pathOf(model) };
}

const pathOf = ({ provider, name }: BookModel): string => `${provider}/${name}`;

/** Of the frontier at V4's launch (the set of that month) the model on which the shape cost least. */
export function cheapestThen(shape: Shape, pricing: Pricing): ShapeModel | undefined {
  const month = new Date(pricing.launch).toISOString().slice(0, 7);
  const priced = (pricing.book.sets.get(`frontier-${month}`) ?? []).flatMap((path) => {
    const [provider, name] = partsOf(path);
    const cost = costThen(shape, { provider, name, path }, pricing);
    return cost === undefined ? [] : [{ provider, name, path, cost }];
  });
  return priced.reduce<(typeof priced)[number] | undefined>(
    (best, each) => (best === undefined || each.cost < best.cost ? each : best),
    undefined,
  );
}

function costThen(
  shape: Shape,
  { provider, name }: ShapeModel,
  { card, options, launch }: Pricing,
): bigint | undefined {
  const replay = createReplay(card, [{ kind: 'baseline' }], options, 'workflow');
  // Where all calls are on one model, it is the same which of them would stay there.
  const alike = { ...shape, frontierShare: { num: 0n, den: 1n } };
  const calls = createShapeCalls()({ name: '', shape: alike, provider, model: name, at: launch });
  for (const { entry, times } of calls) replay.add(entry, times);
  return summarise(replay, 1, { keepsRuns: false }).total.outcomes[0]?.mean?.base;
}
