import { TOKEN_CLASSES, type TokenClass } from '../../domain/tokens.ts';
import { type Figure, figureOf } from './decimal.ts';
import { type FieldSeen, type FieldUse, HELD, left, type Rates, type Skipped } from './listed.ts';
import { SKIP, WHY } from './reasons.ts';

/** A price as the list has it. */
export interface Quote {
  readonly tokenClass: TokenClass;
  readonly field: string;
  readonly value: unknown;
  /** From its unit to USD per million tokens. */
  readonly shift: number;
}

export interface RatesRead extends Rates {
  /** It has prices, and all of them are 0. */
  readonly isZero: boolean;
}

/**
 * Puts prices of one vector together. What becomes of each goes to `seen`.
 * @param mayBeZero zeros only are a vector of zeros, not a list of unknowns
 */
export function readRates(quotes: readonly Quote[], seen: FieldSeen[], mayBeZero = false): RatesRead {
  const figures = quotes.map((quote) => ({ quote, figure: figureOf(quote.value, quote.shift) }));
  const isZero = mayBeZero && figures.length > 0 && figures.every(({ figure }) => figure.kind === 'zero');
  const usd = new Map<TokenClass, string>();
  const unknown = new Set<TokenClass>();
  for (const { quote, figure } of figures) {
    const use = isZero ? HELD : useOf(quote.tokenClass, figure);
    const isCleaned = figure.kind === 'rate' && figure.isCleaned;
    seen.push({ field: quote.field, value: quote.value, use, ...(isCleaned ? { isCleaned } : {}) });
    if (isZero) usd.set(quote.tokenClass, '0');
    else if (figure.kind === 'rate') usd.set(quote.tokenClass, figure.usd);
    else if (figure.kind !== 'zero' || isNeeded(quote.tokenClass)) unknown.add(quote.tokenClass);
  }
  return { ...inOrder(usd, unknown), isZero };
}

const isNeeded = (tokenClass: TokenClass): boolean => tokenClass === 'input' || tokenClass === 'output';

function useOf(tokenClass: TokenClass, { kind }: Figure): FieldUse {
  switch (kind) {
    case 'rate':
      return HELD;
    case 'zero':
      return left(isNeeded(tokenClass) ? WHY.zeroNeeded : WHY.zeroExtra);
    case 'negative':
      return left(WHY.negative);
    case 'no-number':
      return left(WHY.noNumber);
    case 'inexact':
      return left(WHY.inexact);
    default:
      return kind satisfies never;
  }
}

const inOrder = (usd: ReadonlyMap<TokenClass, string>, unknown: ReadonlySet<TokenClass>): Rates => ({
  usd: Object.fromEntries(
    TOKEN_CLASSES.flatMap((each) => (usd.has(each) ? [[each, usd.get(each)] as const] : [])),
  ),
  unknown: TOKEN_CLASSES.filter((each) => unknown.has(each) && !usd.has(each)),
});

/** Rates of a larger prompt: what they say nothing of stays as it is below. */
export const over = (below: Rates, { usd, unknown }: Rates): Rates =>
  inOrder(
    new Map([...pairs(below).filter(([each]) => !unknown.includes(each)), ...pairs({ usd })]),
    new Set([...below.unknown, ...unknown]),
  );

/** Rates of another tier, or of a larger prompt at a tier: what only the others say is not known of these. */
export const beside = (others: Rates, { usd, unknown }: Rates): Rates =>
  inOrder(
    new Map(pairs({ usd })),
    new Set([...unknown, ...others.unknown, ...pairs(others).map(([each]) => each)]),
  );

const pairs = ({ usd }: Pick<Rates, 'usd'>): readonly (readonly [TokenClass, string])[] =>
  TOKEN_CLASSES.flatMap((each) => {
    const rate = usd[each];
    return rate === undefined ? [] : [[each, rate] as const];
  });

/** Input and output are asked for in every call: without a price, calls that have such tokens have none. */
export const withNeeded = ({ usd, unknown }: Rates): Rates =>
  inOrder(new Map(pairs({ usd })), new Set([...unknown, 'input', 'output']));

/** Why prices are none that a book can hold; `undefined`: they are some. */
export function skippedFor(quotes: readonly Quote[], rates: RatesRead, kind?: string): Skipped | undefined {
  if (quotes.length === 0) return { why: SKIP.noPrice, kind };
  if (rates.isZero) return { why: SKIP.zero };
  const needed = quotes.filter(({ tokenClass }) => isNeeded(tokenClass));
  const kinds = (needed.length > 0 ? needed : quotes).map(({ value, shift }) => figureOf(value, shift).kind);
  if (kinds.includes('negative')) return { why: SKIP.varies };
  if (kinds.includes('no-number')) return { why: SKIP.noNumber };
  if (kinds.includes('inexact')) return { why: SKIP.inexact };
  return kinds.every((each) => each === 'zero') ? { why: SKIP.zero } : undefined;
}
