import type { RateVector } from '../../src/domain/book.ts';
import type { Money, Rate } from '../../src/domain/money.ts';
import type { GapCause, OtherPrice, PriceFacts } from '../../src/domain/reconciliation.ts';
import type { Quantities } from '../../src/domain/tokens.ts';
import type { OpenCall } from '../../src/reconcile/calls.ts';
import { classify, type Explanation } from '../../src/reconcile/classify.ts';

/** USD as 10⁻¹⁵ dollars, of a text such as `0.0123`. */
export function usd(text: string): Money {
  const [, sign = '', whole = '0', decimals = ''] = /^(-?)(\d*)\.?(\d*)$/.exec(text) ?? [];
  return BigInt(`${sign}${whole}${decimals.padEnd(15, '0')}`) as Money;
}

/** Dollars per million tokens as a rate. */
export const rate = (dollars: number): Rate => BigInt(Math.round(dollars * 1e9)) as Rate;

const NONE = {
  input: 0,
  cacheRead: 0,
  cacheWrite: 0,
  cacheWrite5m: 0,
  cacheWrite1h: 0,
  cacheWrite12h: 0,
  audioInput: 0,
  audioCacheRead: 0,
  output: 0,
  audioOutput: 0,
} satisfies Quantities;

/** Claude-like: $3, $0.30 read, $3.75 written, $15 out. */
export const RATES: RateVector = {
  ...Object.fromEntries(Object.keys(NONE).map((name) => [name, undefined])),
  input: rate(3),
  cacheRead: rate(0.3),
  cacheWrite: rate(3.75),
  cacheWrite5m: rate(3.75),
  cacheWrite1h: rate(6),
  output: rate(15),
} as RateVector;

/** The price that held before: a third more. */
export const BEFORE: OtherPrice = {
  id: 'maker/model@2025-01-01',
  billedAs: 'maker/model',
  from: Date.UTC(2025, 0, 1),
  to: Date.UTC(2026, 0, 1),
  band: undefined,
  rates: { ...RATES, input: rate(4), cacheRead: rate(0.4), output: rate(20) },
};

export const PRICE: PriceFacts = {
  key: 'maker/model',
  billedAs: 'maker/model',
  rates: RATES,
  others: () => [BEFORE],
  fees: [{ item: 'web_search', usdPerThousand: '10', from: 0, to: undefined, sources: [], note: undefined }],
};

/** Tokens of a call: plain input, read from the cache, output. */
export type Tokens = readonly [plain: number, cached: number, output: number];

/** In 10⁻¹⁵ dollars: nano-dollars per million tokens × tokens. */
export const listOf = ([plain, cached, output]: Tokens): Money =>
  (BigInt(plain) * 3_000_000_000n +
    BigInt(cached) * 300_000_000n +
    BigInt(output) * 15_000_000_000n) as Money;

/** A call that records so much. */
export function call(tokens: Tokens, recorded: bigint, other: Partial<OpenCall> = {}): OpenCall {
  const [input, cacheRead, output] = tokens;
  return {
    recorded: recorded as Money,
    list: listOf(tokens),
    decimals: 12,
    quantities: { ...NONE, input, cacheRead, output },
    price: PRICE,
    details: undefined,
    ...other,
  };
}

/** Some calls that differ in everything. */
export const TOKENS: readonly Tokens[] = [
  [1200, 5000, 310],
  [2411, 0, 77],
  [805, 12_288, 1204],
  [9310, 640, 15],
  [333, 20_480, 498],
  [4096, 1024, 2048],
];

export interface Classified {
  readonly found: readonly Explanation[];
  /** The cause of each call, in their order. */
  readonly causes: readonly GapCause[];
  /** What each cause has of all gaps. */
  readonly parts: ReadonlyMap<GapCause, bigint>;
}

/** Classifies calls of one group. */
export function classified(calls: readonly OpenCall[], usual = 12, isUnlisted = false): Classified {
  const causes: GapCause[] = [];
  const parts = new Map<GapCause, bigint>();
  const add = (cause: GapCause, amount: bigint): void => {
    parts.set(cause, (parts.get(cause) ?? 0n) + amount);
  };
  const group = {
    indexes: Uint32Array.from(calls.keys()),
    read: (index: number) => calls[index] as OpenCall,
    usual,
    isUnlisted,
  };
  const found = classify(group, (index, cause, { gap, beside }, besideCause) => {
    causes[index] = cause;
    add(cause, gap);
    add(besideCause, beside);
  });
  return { found, causes, parts };
}
