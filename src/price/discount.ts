import { shareOf } from '../config/numbers.ts';
import { isFault } from '../config/parsed.ts';
import { patternMatcher } from '../config/pattern.ts';
import type { Discount } from '../domain/book.ts';
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

/** Whether a discount is meant for a model. */
export const isFor = ({ models }: Discount, name: string): boolean =>
  models === undefined || models.some((pattern) => patternMatcher(pattern)(name));
