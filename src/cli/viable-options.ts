import { type Fraction, parseFraction } from '../domain/money.ts';
import { STATISTICS, type Statistic, VERDICTS, type Verdict } from '../domain/viability.ts';
import type { Before } from '../pipeline/before.ts';
import type { Projection } from '../pipeline/later-prices.ts';
import { invalid, list, type RawOptions, readInstant, readOneOf } from './options.ts';

/** `--before at:2026-08-01`, `model:gpt-5.5`, `model:gpt-5.5@2026-04-24`, `scenario:keep` or `baseline`. */
export function readBefore(value = 'baseline'): Before {
  if (value === 'baseline') return { kind: 'baseline' };
  const cut = value.indexOf(':');
  const [kind, rest] = [value.slice(0, Math.max(cut, 0)), value.slice(cut + 1)];
  if (rest === '' || !['at', 'model', 'scenario'].includes(kind))
    throw invalid('--before', value, 'baseline, at:DATE, model:NAME, model:NAME@DATE or scenario:NAME');
  if (kind === 'at') return { kind, at: readInstant('--before at:', rest) ?? 0, text: value };
  if (kind === 'scenario') return { kind, name: rest };
  const [, name = rest, date] = /^(.+)@(\d{4}-\d\d-\d\d.*)$/.exec(rest) ?? [];
  return { kind: 'model', name, at: readInstant('--before model:NAME@', date), text: value };
}

/** `--at-quantile p90`: which figure of the runs decides. */
export const readStatistic = (value: string | undefined): Statistic =>
  value === undefined ? 'mean' : readOneOf('--at-quantile', value, STATISTICS);

const MOST_FACTORS = 12;

/** `--prices-times 1,1/2,1/4` */
export function readFactors(value: string | undefined): readonly Fraction[] | undefined {
  if (value === undefined) return undefined;
  const factors = list(value).map(parseFraction);
  const known = factors.filter((factor) => factor !== undefined).filter(({ num }) => num > 0n);
  if (known.length === 0 || known.length < factors.length || known.length > MOST_FACTORS)
    throw invalid('--prices-times', value, `up to ${MOST_FACTORS} factors above 0 such as 1,1/2,1/4`);
  return known;
}

const MOST_MONTHS = 120;

/** `--months 12 --growth 8%` */
export function readProjection({ months, growth, includeAnnounced }: RawOptions): Projection | undefined {
  const rate = readGrowth(growth);
  if (months === undefined) {
    if (growth !== undefined) throw invalid('--growth', growth, 'to stand beside --months');
    return undefined;
  }
  const count = /^\d{1,3}$/.test(months) ? Number(months) : 0;
  if (count < 1 || count > MOST_MONTHS)
    throw invalid('--months', months, `a whole number from 1 to ${MOST_MONTHS}`);
  return { months: count, growth: rate, includesAnnounced: includeAnnounced === true };
}

/** By month; `8%`, `-2.5%` or `0.08`. */
function readGrowth(value = '0%'): Fraction {
  const [, sign = '', digits = '', percent] =
    /^([+-]?)(\d{1,4}(?:\.\d{1,6})?)\s*(%?)$/.exec(value.trim()) ?? [];
  const size = parseFraction(digits);
  const by = percent === '%' ? 100n : 1n;
  const isTooLarge = size === undefined || (percent !== '%' && size.num > size.den);
  const isNothingLeft = size !== undefined && sign === '-' && size.num >= size.den * by;
  if (isTooLarge || isNothingLeft)
    throw invalid('--growth', value, 'growth from month to month such as 8% (or -2% for shrinking)');
  return { num: sign === '-' ? -size.num : size.num, den: size.den * by };
}

const wordOf = (verdict: Verdict): string => verdict.replaceAll(' ', '-');

/** `--fail-on no-longer-viable,unknown` */
export function readFailOn(value: string | undefined): ReadonlySet<Verdict> {
  const words = VERDICTS.map(wordOf);
  const wanted = list(value ?? '').map((word) => readOneOf('--fail-on', word, words));
  if (value !== undefined && wanted.length === 0) throw invalid('--fail-on', `"${value}"`, words.join(', '));
  return new Set(VERDICTS.filter((verdict) => wanted.includes(wordOf(verdict))));
}
