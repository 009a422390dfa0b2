import { type Amount, amountOf, currencyOf } from '../../config/amounts.ts';
import { type Notation, shareOf } from '../../config/numbers.ts';
import { isFault, type Parsed } from '../../config/parsed.ts';
import type { ExchangeRate, Worth, WorthKind } from '../../domain/feature.ts';
import { divideHalfEven, type Fraction, type Money, ONE, reduce } from '../../domain/money.ts';
import { type Form, givenOf, readField } from './form.ts';
import { SHARE_KEYS, WORTH_KEYS } from './keys.ts';
import { complain } from './source.ts';

const UNITS_A_DOLLAR = 10n ** 15n;

const KINDS = {
  value: 'value',
  price: 'price',
  revenue_per_month: 'revenue',
  budget: 'budget',
} as const satisfies Record<(typeof WORTH_KEYS)[number], WorthKind>;

export interface Worthy {
  readonly worth: Worth;
  readonly affordable: Money;
  /** What the amount was converted with; `undefined`: it is in USD. */
  readonly rate: ExchangeRate | undefined;
}

/** What a run is worth and may cost. `undefined`: that is wrong or missing, and has been said. */
export function readWorth(form: Form, runsPerMonth: number | undefined): Worthy | undefined {
  const [key, second] = givenOf(form, WORTH_KEYS);
  const share = readShare(form);
  if (key === undefined) return missing(form, `say what a run is worth: ${anyOf(WORTH_KEYS)}`);
  if (second !== undefined) return clash(form, givenOf(form, WORTH_KEYS), 'keep one of them');
  if (key === 'revenue_per_month' && !form.fields.has('runs_per_month'))
    return missing(form, 'revenue_per_month needs runs_per_month, over which it is spread');
  const currency = readCurrency(form);
  const amount =
    currency === undefined
      ? undefined
      : readField(form, key, (text) => amountOf(text, currency, form.notation));
  const rate = amount && rateFor(form, key, amount);
  const runs = key === 'revenue_per_month' ? runsPerMonth : 1;
  if (amount === undefined || rate === undefined || share === undefined || runs === undefined)
    return undefined;
  const perRun = times(amount.amount, rate.usd, { num: 1n, den: BigInt(runs) });
  const exact = reduce(perRun.num * UNITS_A_DOLLAR, perRun.den);
  const worth: Worth = { kind: KINDS[key], perRun: rounded(perRun), exact, share };
  const affordable = rounded(times(perRun, share));
  const fault = 'is so small that it rounds to nothing';
  if (affordable > 0n) return { worth, affordable, rate: rate.currency === 'USD' ? undefined : rate };
  const line = form.fields.get(key)?.line ?? form.line;
  return complain(form, 'feature-field-invalid', line, { where: form.label, what: key, fault });
}

const times = (...factors: readonly Fraction[]): Fraction =>
  factors.reduce((product, { num, den }) => ({ num: product.num * num, den: product.den * den }), ONE);

/** USD to 10⁻¹⁵, the only rounding there is. */
const rounded = ({ num, den }: Fraction): Money => divideHalfEven(num * UNITS_A_DOLLAR, den) as Money;

/** What share of the worth inference may take: all of a budget. */
function readShare(form: Form): Fraction | undefined {
  const given = givenOf(form, SHARE_KEYS);
  const margin = readField(form, 'target_margin', (text) => marginOf(text, form.notation));
  const share = readField(form, 'revenue_share', (text) => partOf(text, form.notation));
  const [worth] = givenOf(form, WORTH_KEYS);
  if (given.length > 1) return clash(form, given, 'keep one of them');
  if (form.fields.has('budget')) {
    const [key] = given;
    if (key === undefined) return ONE;
    return clash(form, ['budget', key], 'a budget is what a run may cost already');
  }
  if (given.length === 0 && worth !== undefined)
    return missing(form, `${worth} needs target_margin (0% for break-even) or revenue_share`);
  return share ?? (margin && reduce(margin.den - margin.num, margin.den));
}

function marginOf(text: string, notation: Notation): Parsed<Fraction> {
  const share = shareOf(text, notation);
  const isAll = !isFault(share) && share.value.num === share.value.den;
  return isAll ? { fault: 'leaves nothing for inference: it must be below 100%' } : share;
}

function partOf(text: string, notation: Notation): Parsed<Fraction> {
  const share = shareOf(text, notation);
  const isNone = !isFault(share) && share.value.num === 0n;
  return isNone ? { fault: 'leaves nothing for inference: it must be above 0%' } : share;
}

const readCurrency = (form: Form): string | undefined =>
  form.fields.has('currency') ? readField(form, 'currency', currencyOf) : form.currency;

const DOLLAR: ExchangeRate = { currency: 'USD', usd: ONE, date: '' };

function rateFor(
  form: Form,
  key: (typeof WORTH_KEYS)[number],
  { currency }: Amount,
): ExchangeRate | undefined {
  if (currency === 'USD') return DOLLAR;
  const rate = form.exchangeRates.get(currency);
  if (rate !== undefined) return rate;
  const field = form.fields.get(key);
  const facts = { where: field?.where ?? form.label, what: key, currency };
  return complain(form, 'feature-currency', field?.line ?? form.line, facts);
}

const anyOf = (keys: readonly string[]): string => `${keys.slice(0, -1).join(', ')} or ${keys.at(-1)}`;

const missing = (form: Form, need: string): undefined =>
  complain(form, 'feature-field-missing', form.line, { where: form.label, need });

function clash(
  form: Form,
  keys: readonly (typeof WORTH_KEYS | typeof SHARE_KEYS)[number][],
  hint: string,
): undefined {
  const last = keys.at(-1);
  const line = (last && form.fields.get(last)?.line) ?? form.line;
  const what = `${keys.join(' and ')} do not go together`;
  return complain(form, 'feature-fields-clash', line, { where: form.label, what, hint });
}
