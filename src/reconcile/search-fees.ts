import {
  divideHalfEven,
  type Fraction,
  type Money,
  parseFraction,
  type Rate,
  ZERO,
} from '../domain/money.ts';
import type { FeeKind } from '../domain/reconciliation.ts';
import type { OpenCall } from './calls.ts';
import { absolute, isSameAmount } from './precision.ts';
import type { Search, Theory } from './theory.ts';

const SCALE = 10n ** 15n;
const NO_PRICE: Fraction = { num: 0n, den: 1n };

/** What a single call tells, without others to agree: each kind of it is one theory. */
export function searchFees(search: Search): Theory | undefined {
  for (const find of [toolFee, storage, gatewayFee] as const)
    for (const call of search.sample) {
      const fee = find(call, search.tolerance(call));
      if (fee !== undefined) return feeTheory(fee, find, search.tolerance);
    }
  return undefined;
}

type FindFee = (call: OpenCall, tolerance: Money) => FeeKind | undefined;

/** Calls with fees of the same kind and price. */
function feeTheory(fee: FeeKind, find: FindFee, tolerance: Search['tolerance']): Theory {
  return {
    cause: 'fees',
    besideCause: 'fees',
    explain(call) {
      const found = find(call, tolerance(call));
      if (found === undefined || priceOf(found) !== priceOf(fee)) return undefined;
      const count = found.kind === 'storage' ? found.tokens : found.uses;
      return { gap: (call.recorded - call.list) as Money, beside: ZERO, count };
    },
    reason: ({ count }) => ({
      cause: 'fees',
      fee: fee.kind === 'storage' ? { ...fee, tokens: count } : { ...fee, uses: count },
    }),
  };
}

function priceOf(fee: FeeKind): string {
  switch (fee.kind) {
    case 'tool':
      return `${fee.item} ${fee.usdPerThousand}`;
    case 'storage':
      return `storage ${fee.hourly}`;
    case 'gateway':
      return fee.uses > 0 ? 'gateway, tools' : 'gateway';
    default:
      return fee satisfies never;
  }
}

/** A price of the book, times the uses that the log counts. */
function toolFee({ recorded, list, details, price }: OpenCall, tolerance: Money): FeeKind | undefined {
  const uses = details?.toolUses ?? 0;
  if (uses === 0) return undefined;
  const fee = price.fees.find(({ usdPerThousand }) => {
    const { num, den } = parseFraction(usdPerThousand) ?? NO_PRICE;
    const amount = (SCALE * num * BigInt(uses)) / (den * 1000n);
    return amount > 0n && absolute(recorded - list - amount) <= tolerance;
  });
  return fee && { kind: 'tool', item: fee.item, usdPerThousand: fee.usdPerThousand, uses };
}

/** Five minutes, in hours. */
const PART_OF_HOUR = 12n;
/** Ten cents per million tokens and hour: prices of storage are multiples of it, up to ten dollars. */
const STEP = 10n ** 8n;
/** So rarely it may fit by chance. */
const MOST_CHANCE = 20_000n;
const MOST_HOURLY = 10n ** 10n;

/** Gemini's explicit caches cost by the hour; OpenRouter charges five minutes of it with the call that makes one. */
function storage({ recorded, list, quantities, price }: OpenCall, tolerance: Money): FeeKind | undefined {
  const written = quantities.cacheWrite + quantities.cacheWrite5m + quantities.cacheWrite1h;
  for (const tokens of new Set([quantities.cacheRead, written])) {
    if (tokens === 0 || recorded <= list || price.billedAs?.startsWith('google/') !== true) continue;
    const stored = BigInt(tokens);
    const hourly = divideHalfEven((recorded - list) * PART_OF_HOUR, stored * STEP) * STEP;
    const isNear = absolute(hourly * stored - (recorded - list) * PART_OF_HOUR) <= tolerance * PART_OF_HOUR;
    // A rounding that is coarser than the steps of prices would allow any of them.
    const isFine = tolerance * PART_OF_HOUR * MOST_CHANCE < STEP * stored;
    if (hourly > 0n && hourly <= MOST_HOURLY && isNear && isFine)
      return { kind: 'storage', tokens, hourly: hourly as Rate };
  }
  return undefined;
}

/** The upstream charged the list price, and the gateway more. */
function gatewayFee({ recorded, list, details }: OpenCall): FeeKind | undefined {
  const upstream = details?.upstream;
  if (upstream === undefined || recorded <= list || !isSameAmount(upstream, list)) return undefined;
  return { kind: 'gateway', uses: details?.toolUses ?? 0 };
}

/** The upstream charged another price than the list's; what the gateway charged beside that is a fee. */
export const searchUpstream = ({ sample }: Search): Theory | undefined =>
  sample.some((call) => UPSTREAM.explain(call) !== undefined) ? UPSTREAM : undefined;

const UPSTREAM: Theory = {
  cause: 'other-upstream',
  besideCause: 'fees',
  explain({ recorded, list, details }) {
    const upstream = details?.upstream;
    if (upstream === undefined || isSameAmount(upstream, list)) return undefined;
    const gap = (isSameAmount(upstream, recorded) ? recorded - list : upstream - list) as Money;
    return { gap, beside: (recorded - list - gap) as Money, count: 0 };
  },
  reason: () => ({ cause: 'other-upstream' }),
};
