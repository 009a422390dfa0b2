import type { Money } from '../../domain/money.ts';
import { rateText } from '../../domain/money.ts';
import type { FeeKind, GapCause, GapFinding, GapPart, ReconciledRow } from '../../domain/reconciliation.ts';
import { plain, quoted } from '../escape.ts';
import { dayText, grouped, instantText, many } from '../numbers.ts';
import { absolute, amountText, factorText, signedText } from './figures.ts';

/** What a cause is called in a row. */
export const CAUSE_NAMES: Readonly<Record<GapCause, string>> = {
  equal: 'equal',
  'mark-up': 'mark-up',
  'cache-writes': 'cache writes not in the log',
  'no-cache-discount': 'no discount for cached tokens',
  'cache-counts': 'cached tokens counted otherwise',
  'price-date': 'price of another time',
  byok: 'bill to a key of your own',
  fees: 'fees',
  'other-upstream': 'another upstream',
  'other-rates': 'other prices of tokens',
  zero: 'recorded as 0',
  unexplained: 'unexplained',
};

const nameOf = ({ cause, gap }: GapPart): string =>
  cause === 'mark-up' && gap < 0n ? 'discount' : CAUSE_NAMES[cause];

/** A row's causes, the largest first: `cache writes not in the log +24 c, mark-up +9.7 c`. */
export function whyText(row: ReconciledRow): string {
  const { compared, unlisted, zeros } = row;
  if (compared.calls === 0) {
    if (unlisted.calls > 0) return 'no list price';
    return zeros > 0 ? 'recorded as 0, which is no cost' : 'no recorded cost';
  }
  const parts = row.parts.filter(({ cause }) => cause !== 'zero');
  const apart = parts.filter(({ cause }) => cause !== 'equal').sort(largestFirst);
  const equal = parts.find(({ cause }) => cause === 'equal');
  const texts = apart.map((part) => {
    const calls = part.calls === 0 || part.calls === compared.calls ? '' : ` (${many(part.calls, 'call')})`;
    return `${nameOf(part)}${part.gap === 0n ? '' : ` ${signedText(part.gap)}`}${calls}`;
  });
  const without = unlisted.calls === 0 ? [] : [`${many(unlisted.calls, 'call')} without a list price`];
  return [...texts, ...equalText(equal, compared.calls), ...without].join(', ');
}

function equalText(equal: GapPart | undefined, of: number): readonly string[] {
  if (equal === undefined || equal.calls === 0) return [];
  const rounded = equal.gap === 0n ? '' : `, but for rounding (${signedText(equal.gap)})`;
  return [`${equal.calls === of ? 'equal' : `${many(equal.calls, 'call')} equal`}${rounded}`];
}

const largestFirst = (a: GapPart, b: GapPart): number => {
  const [one, other] = [absolute(a.gap), absolute(b.gap)];
  return one === other ? b.calls - a.calls : one > other ? -1 : 1;
};

/** Whose calls a finding is of: `gpt-4o` by `azure`. */
export function subjectOf({ model, provider, tier }: GapFinding): string {
  const by = provider === undefined ? '' : ` by ${quoted(plain(provider))}`;
  const at = tier === undefined ? '' : ` at tier ${quoted(plain(tier))}`;
  return `${model === undefined ? 'calls without a model' : quoted(plain(model))}${by}${at}`;
}

/** What was found, with its evidence and what it makes of the gap. */
export function findingText(finding: GapFinding): string {
  const { why, gap, beside } = finding;
  const whole = (gap + beside) as Money;
  const amount = whole === 0n ? '' : `; ${signedText(whole)}`;
  switch (why.cause) {
    case 'equal':
      return `recorded is list cost: ${evidence(finding)}${whole === 0n ? '' : `, rounded; ${signedText(whole)}`}`;
    case 'mark-up':
      return `recorded is ${factorText(why.factor)} × list cost: ${evidence(finding)}${amount}`;
    case 'cache-writes':
      return cacheWritesText(finding, why);
    case 'no-cache-discount':
      return `cached tokens at the price of uncached ones${times(why.factor)}: ${evidence(finding)}${amount}`;
    case 'cache-counts':
      return `cached tokens are ${why.areInside ? 'inside the input count, where recost took them to be beside it' : 'beside the input count, where recost took them to be inside it'}${times(why.factor)}: ${evidence(finding)}${amount}`;
    case 'price-date':
      return priceDateText(finding, why, amount);
    case 'byok':
      return `the upstream’s bill to a key of your own, not what the gateway charged: ${many(finding.calls, 'call')}, ${grouped(why.atList)} at list cost${amount}`;
    case 'fees':
      return `${feeText(why.fee)}: ${many(finding.calls, 'call')}${amount}`;
    case 'other-upstream':
      return `the gateway states the bill of an upstream that has another price: ${many(finding.calls, 'call')}${amount}`;
    case 'other-rates':
      return `other prices: ${ratesText(why.rates)} per million tokens: ${evidence(finding)}${amount}`;
    case 'zero':
      return `0 beside tokens says that nobody knew a price, not that they were free: ${many(finding.calls, 'call')}, left out${why.list === undefined ? '' : ` (list cost ${amountText(why.list)})`}`;
    case 'unexplained':
      return `unexplained${ratioText(why)}: ${many(finding.calls, 'call')}${amount}`;
    default:
      return why satisfies never;
  }
}

const evidence = ({ calls, of }: GapFinding): string => `${grouped(calls)} of ${many(of, 'call')} exact`;

const isFactor = ({ num, den }: { readonly num: bigint; readonly den: bigint }): boolean => num !== den;
const times = (factor: { readonly num: bigint; readonly den: bigint }): string =>
  isFactor(factor) ? `, times ${factorText(factor)}` : '';

type ReasonOf<C extends GapCause> = Extract<GapFinding['why'], { readonly cause: C }>;

const LIFETIMES: Readonly<Record<string, string>> = {
  cacheWrite: '',
  cacheWrite5m: '',
  cacheWrite1h: ' of one hour',
  cacheWrite12h: ' of twelve hours',
};

function cacheWritesText(finding: GapFinding, why: ReasonOf<'cache-writes'>): string {
  const { factor, written, plain: uncached, tokenClass } = why;
  const amounts = isFactor(factor)
    ? `; ${signedText(finding.gap)} for the writes, ${signedText(finding.beside)} by the factor`
    : `; ${signedText(finding.gap)}`;
  const formula = isFactor(factor) ? `${factorText(factor)} × (list cost + writes)` : 'list cost + writes';
  const lifetime = LIFETIMES[tokenClass] ?? '';
  return (
    `writes to a cache${lifetime} that the log does not count: ${evidence(finding)} as ${formula}, ` +
    `if ${grouped(written)} of ${grouped(uncached)} uncached input tokens were written${amounts}`
  );
}

function priceDateText(finding: GapFinding, why: ReasonOf<'price-date'>, amount: string): string {
  const { price, isUnlisted, factor } = why;
  const until = price.to === undefined ? 'on' : `to ${instantText(price.to)}`;
  const band = price.band === undefined ? '' : ` (${price.band.replaceAll('_', '-')})`;
  const period = `the price of ${price.billedAs}${band} from ${instantText(price.from)} ${until}${times(factor)}`;
  const hint = isUnlisted
    ? `; they have no list price at their own time: give it with --at ${dayText(price.from)}`
    : amount;
  return `${period}: ${evidence(finding)}${hint}`;
}

function feeText(fee: FeeKind): string {
  switch (fee.kind) {
    case 'tool':
      return `fees of ${fee.item.replaceAll('_', ' ')}, ${many(fee.uses, 'use')} at $${fee.usdPerThousand} a thousand`;
    case 'gateway':
      return fee.uses === 0
        ? 'the gateway charged more than its upstream, which charged the list price'
        : `the gateway charged more than its upstream, which charged the list price, beside ${many(fee.uses, 'use')} of server tools`;
    case 'storage':
      return `storage of ${grouped(fee.tokens)} cached tokens for five minutes, at $${rateText(fee.hourly)} per million tokens and hour`;
    default:
      return fee satisfies never;
  }
}

const CLASS_NAMES: Readonly<Record<string, string>> = {
  input: 'input',
  cacheRead: 'cached input',
  output: 'output',
};

const ratesText = (rates: ReasonOf<'other-rates'>['rates']): string =>
  rates
    .map(({ tokenClass, rate }) => `$${rateText(rate)} for ${CLASS_NAMES[tokenClass] ?? tokenClass}`)
    .join(', ');

const TOO_FEW = 3;

function ratioText({ ratios, different }: ReasonOf<'unexplained'>): string {
  const few = different < TOO_FEW ? '; too few different calls to tell a factor' : '';
  if (ratios === undefined) return few;
  const [low, high] = ratios.map(shortNumber);
  return `, recorded is ${low === high ? low : `${low} to ${high}`} × list cost${few}`;
}

/** Four figures of a double. */
function shortNumber(value: number): string {
  const size = Math.abs(value);
  return size >= 1e6 || (size < 1e-4 && size > 0)
    ? value.toExponential(1)
    : String(Number(value.toPrecision(4)));
}
