import { shareOf } from '../config/numbers.ts';
import { isFault } from '../config/parsed.ts';
import { patternMatcher } from '../config/pattern.ts';
import type { Discount, Model, PriceBook, Provider } from '../domain/book.ts';
import { type Fraction, ONE, parseFraction } from '../domain/money.ts';
import { complain, instant, isPresent, member, optional, type Place, text, texts } from './json.ts';

/** A discount of the user's book `layer`. What is wrong with it goes to the place's faults. */
export function readDiscount(layer: string, place: Place): Discount {
  const from = member(place, 'from');
  const models = member(place, 'models');
  return {
    layer,
    from: isPresent(from) ? instant(from) : 0,
    to: optional(member(place, 'to'), instant),
    ...readFactor(place),
    models: isPresent(models) ? texts(models) : undefined,
    paths: undefined,
    note: optional(member(place, 'note'), text),
  };
}

/** `off: 15%`, or for a mark-up `times: 1.05`. */
function readFactor(place: Place): { readonly off: string; readonly multiplier: Fraction } {
  const [off, times] = [member(place, 'off'), member(place, 'times')];
  if (isPresent(off) === isPresent(times)) {
    complain(place, 'needs either "off", such as 15%, or "times", such as 1.05');
    return { off: '', multiplier: ONE };
  }
  if (isPresent(times)) {
    const multiplier = parseFraction(text(times));
    if (multiplier === undefined) complain(times, 'must be an exact number such as 1.05');
    return { off: `times ${text(times)}`, multiplier: multiplier ?? ONE };
  }
  const share = shareOf(text(off), { hasDecimalComma: false });
  if (isFault(share)) complain(off, share.fault);
  const { num, den } = isFault(share) ? { num: 0n, den: 1n } : share.value;
  return { off: `${text(off)} off`, multiplier: { num: den - num, den } };
}

/** Whether a discount is meant for a model. @param path `maker/model` */
export const isFor = ({ paths }: Discount, path: string): boolean => paths === undefined || paths.has(path);

/** What a provider bills: its own models, and those that it resells at list price. */
export function soldBy({ providers }: Pick<PriceBook, 'providers'>, host: Provider): readonly Model[] {
  const makers = new Set(host.resells.map(({ maker }) => maker));
  const resold = [...makers].flatMap((maker) => [...(providers.get(maker)?.models.values() ?? [])]);
  return [...host.models.values(), ...resold];
}

/** The models that a pattern means, by any of their names and in whatever case, each `maker/model`. */
export function pathsFor(
  book: Pick<PriceBook, 'providers'>,
  host: Provider,
  pattern: string,
): readonly string[] {
  const matches = patternMatcher(pattern.toLowerCase());
  const isMeant = (maker: string, name: string): boolean =>
    matches(name.toLowerCase()) || matches(`${maker}/${name}`.toLowerCase());
  const models = soldBy(book, host).filter(({ provider, name, aliases }) =>
    [name, ...aliases].some((each) => isMeant(provider, each)),
  );
  const makers = [host, ...host.resells.map(({ maker }) => book.providers.get(maker))];
  const moving = makers.flatMap((maker) =>
    (maker?.routing ?? []).filter((row) => isMeant(row.provider, row.name)),
  );
  return [...models, ...moving].map(({ provider, name }) => `${provider}/${name}`);
}

/** The discount with the models that its patterns mean. */
export function withPaths(book: Pick<PriceBook, 'providers'>, host: Provider, discount: Discount): Discount {
  const { models } = discount;
  return models === undefined
    ? discount
    : { ...discount, paths: new Set(models.flatMap((pattern) => pathsFor(book, host, pattern))) };
}
