import type { CostDetails } from '../domain/cost-form.ts';
import { bytes, doubles, wholes } from '../domain/growing.ts';
import type { Money } from '../domain/money.ts';
import type { PriceFacts } from '../domain/reconciliation.ts';
import type { Quantities, TokenClass } from '../domain/tokens.ts';

/** A call whose recorded cost is not plainly its list cost. */
export interface OpenCall {
  readonly recorded: Money;
  /** Nothing, where it has no list price. */
  readonly list: Money;
  /** With how many decimals the recorded cost is written. */
  readonly decimals: number;
  readonly quantities: Quantities;
  readonly price: PriceFacts;
  readonly details: CostDetails | undefined;
}

/** Where a call is counted. */
export interface CallPlace {
  readonly row: number;
  /** The group of calls that one cause may explain. */
  readonly group: number;
}

/** Open calls as rows of numbers: about 55 bytes each, whatever they say. */
export interface OpenCalls {
  readonly add: (call: OpenCall, place: CallPlace) => void;
  readonly count: () => number;
  readonly read: (index: number) => OpenCall;
  readonly place: (index: number) => CallPlace;
}

/** Classes that few calls have: then all of a call's classes are kept apart. */
const RARE = [
  'cacheWrite',
  'cacheWrite5m',
  'cacheWrite1h',
  'cacheWrite12h',
  'audioInput',
  'audioCacheRead',
  'audioOutput',
] as const satisfies readonly TokenClass[];

const common = (input: number, cacheRead: number, output: number): Quantities => ({
  input,
  cacheRead,
  cacheWrite: 0,
  cacheWrite5m: 0,
  cacheWrite1h: 0,
  cacheWrite12h: 0,
  audioInput: 0,
  audioCacheRead: 0,
  output,
  audioOutput: 0,
});

export function createOpenCalls(): OpenCalls {
  const [rows, groups, prices] = [wholes(), wholes(), wholes()];
  const [recorded, list] = [createAmounts(), createAmounts()];
  const decimals = bytes();
  const [input, cacheRead, output] = [doubles(), doubles(), doubles()];
  const rare = new Map<number, Quantities>();
  const details = new Map<number, CostDetails>();
  const facts: PriceFacts[] = [];
  const numberOf = new Map<PriceFacts, number>();

  function numberFor(price: PriceFacts): number {
    const known = numberOf.get(price);
    if (known !== undefined) return known;
    numberOf.set(price, facts.length);
    return facts.push(price) - 1;
  }

  function priceOf(index: number): PriceFacts {
    const price = facts[prices.get(index)];
    if (price === undefined) throw new RangeError(`there is no call ${index}`);
    return price;
  }

  return {
    count: rows.length,
    place: (index) => ({ row: rows.get(index), group: groups.get(index) }),
    add(call, { row, group }) {
      const index = rows.length();
      const { quantities } = call;
      rows.set(index, row);
      groups.set(index, group);
      prices.set(index, numberFor(call.price));
      recorded.set(index, call.recorded);
      list.set(index, call.list);
      decimals.set(index, call.decimals);
      input.set(index, quantities.input);
      cacheRead.set(index, quantities.cacheRead);
      output.set(index, quantities.output);
      if (RARE.some((name) => quantities[name] !== 0)) rare.set(index, quantities);
      if (call.details !== undefined) details.set(index, call.details);
    },
    read: (index) => ({
      recorded: recorded.get(index),
      list: list.get(index),
      decimals: decimals.get(index),
      quantities: rare.get(index) ?? common(input.get(index), cacheRead.get(index), output.get(index)),
      price: priceOf(index),
      details: details.get(index),
    }),
  };
}

/** Amounts as doubles where those are exact, else as they are. */
function createAmounts() {
  const small = doubles();
  const large = new Map<number, Money>();
  return {
    set(index: number, amount: Money): void {
      const isSmall = BigInt.asIntN(53, amount) === amount;
      small.set(index, isSmall ? Number(amount) : 0);
      if (!isSmall) large.set(index, amount);
    },
    get: (index: number): Money => large.get(index) ?? (BigInt(small.get(index)) as Money),
  };
}
