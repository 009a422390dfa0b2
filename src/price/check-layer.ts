import type {
  Discount,
  Model,
  Modifier,
  PriceBook,
  PriceRecord,
  Provider,
  RoutingRow,
} from '../domain/book.ts';
import { type Fraction, multiply } from '../domain/money.ts';
import { nearest } from '../domain/nearest.ts';
import { ambiguousNames, checkModel, doubles, isExactTimes, meet } from './check.ts';
import { isFor, pathsFor, soldBy, withPaths } from './discount.ts';
import { complain, isPresent, items, member } from './json.ts';
import { type GivenDiscount, type GivenProvider, readWhole, SETTLED } from './user-book.ts';

/** Faults of a user's provider that show only when it is seen beside the others. */
export function checkGiven(laid: PriceBook, { provider, place }: GivenProvider, isKnown: boolean): void {
  for (const key of isKnown ? SETTLED : [])
    if (isPresent(member(place, key)))
      complain(member(place, key), `has no effect: recost knows ${provider.id}, and this of it`);
  const merged = laid.providers.get(provider.id);
  for (const fault of merged === undefined ? [] : ambiguousNames(merged)) complain(place, fault);
  if (provider.knownAs.length > 0) checkWords(laid, { provider, place });
  for (const { maker } of provider.resells)
    if (!laid.providers.has(maker)) complain(member(place, 'resells'), `there is no provider "${maker}"`);
}

function checkWords({ providers }: PriceBook, { provider, place }: GivenProvider): void {
  const words = doubles([...providers.values()].flatMap(({ knownAs }) => knownAs));
  for (const word of words.filter((each) => provider.knownAs.includes(each)))
    complain(member(place, 'knownAs'), `"${word}" names another provider already`);
}

export interface Known {
  /** The books below know the model. */
  readonly isKnown: boolean;
  /** When its name bills as another one's. */
  readonly moves: readonly RoutingRow[];
}

/** Faults of one of its models. */
export function checkGivenModel(
  below: PriceBook,
  given: GivenProvider,
  { model, isKnown, moves }: Known & { readonly model: Model },
): void {
  readWhole(given, model);
  const place = member(member(given.place, 'models'), model.name);
  for (const fault of checkModel(below, model)) complain(place, fault);
  if (model.records().length === 0 && !isKnown)
    complain(place, 'has no prices, and is not known without them');
  for (const [index, record] of model.records().entries()) {
    const move = moves.find((row) => record.status !== 'withdrawn' && meet(record, row));
    if (move !== undefined) complain(items(member(place, 'prices'))[index] ?? place, movedText(move));
  }
}

function movedText({ model, from, to }: RoutingRow): string {
  const [since, until] = [from, to].map((at) => (at === undefined ? undefined : new Date(at).toISOString()));
  const period = `from ${since}${until === undefined ? ' on' : ` to ${until}`}`;
  return `holds while the name bills as ${model ?? 'nobody knows what'} (${period}): ${model === undefined ? 'leave that time out' : 'give that model the price'}`;
}

/** Each discount must be of a provider that is known, fit some model, and leave rates of at most 9 decimals. */
export function checkDiscounts(laid: PriceBook, discounts: readonly GivenDiscount[]): void {
  for (const { provider, place, discount } of discounts) {
    const id = String(provider.value);
    const host = laid.providers.get(id);
    if (host === undefined) {
      const close = nearest(id, [...laid.providers.keys()]);
      complain(
        provider,
        `there is no provider "${id}"${close.length > 0 ? ` (did you mean ${close.join(' or ')}?)` : ''}`,
      );
      continue;
    }
    for (const [index, pattern] of (discount.models ?? []).entries())
      if (pathsFor(laid, host, pattern).length === 0)
        complain(items(member(place, 'models'))[index] ?? place, `"${pattern}" fits no model of ${id}`);
    const meant = withPaths(laid, host, discount);
    const models = soldBy(laid, host).filter((model) => isFor(meant, `${model.provider}/${model.name}`));
    if (models.length > 0 && models.every(isAllOwn))
      complain(place, 'changes nothing: a price of your own is final, and there are no others here');
    const uneven = models.flatMap((model) => unevenRecords(host, model, discount));
    if (uneven[0] !== undefined)
      complain(place, `times ${uneven[0].id} gives rates of more than 9 decimals: round the share`);
  }
}

const isAllOwn = (model: Model): boolean => model.records().every(({ layer }) => layer !== undefined);

function unevenRecords(host: Provider, model: Model, { multiplier }: Discount): readonly PriceRecord[] {
  const regional = host.modifiers.filter(({ models }) => models.includes(model.name));
  const factors: readonly Fraction[] = [
    multiplier,
    ...regional.map((each: Modifier) => multiply(each.multiplier, multiplier)),
  ];
  return model
    .records()
    .filter(({ layer }) => layer === undefined)
    .filter((record) => factors.some((factor) => !isExactTimes(record, factor)));
}
