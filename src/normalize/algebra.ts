import type { AlgebraRule } from '../domain/call.ts';

/** Counts as a record states them; nobody knows yet which are inside which. `undefined`: not stated. */
export interface StatedCounts {
  readonly input: number | undefined;
  /** Cache reads and writes together. */
  readonly cached: number;
  readonly output: number | undefined;
  readonly reasoning: number;
  readonly total: number | undefined;
}

/** Totals with subsets: what the record's input and output are once everything is inside. */
export interface Totals {
  readonly input: number | undefined;
  readonly output: number | undefined;
  readonly rule: AlgebraRule;
  /** The stated total fits no reading of the counts. */
  readonly contradictsTotal: boolean;
}

export type CacheConvention = 'inside' | 'outside';

/**
 * Decides whether cached tokens are inside the input and reasoning inside the output, by proof where the record
 * has one: which sum is the stated total, then which reading is impossible, then the documented default.
 * @param fallback what the provider documents, used (and said) only without proof
 */
export function decideTotals(stated: StatedCounts, fallback: CacheConvention): Totals {
  const { input, cached, output, reasoning, total } = stated;
  if (input === undefined || output === undefined) return fillFromTotal(stated, fallback);
  const readings = (['inside', 'outside'] as const).flatMap((cache) =>
    (['inside', 'outside'] as const).map((thought) => ({
      cache,
      input: cache === 'inside' ? input : input + cached,
      output: thought === 'inside' ? output : output + reasoning,
      isPossible: (cache === 'outside' || cached <= input) && (thought === 'outside' || reasoning <= output),
    })),
  );
  const isOpen = cached > 0 || reasoning > 0;
  const possible = readings.filter((reading) => reading.isPossible);
  const fitting = possible.filter((reading) => reading.input + reading.output === total);
  const proven = fitting[0];
  if (proven !== undefined)
    return { ...proven, rule: isOpen ? 'total' : 'nothing to decide', contradictsTotal: false };
  const contradictsTotal = total !== undefined;
  // Reasoning is inside the output wherever it can be: the vendors that count it apart all state a total.
  const left = possible.filter(
    (reading) => reading.output === Math.min(...possible.map((each) => each.output)),
  );
  const only = left.every((reading) => reading.input === left[0]?.input) ? left[0] : undefined;
  if (only !== undefined) {
    return {
      ...only,
      rule: isOpen && cached > 0 ? 'impossible otherwise' : 'nothing to decide',
      contradictsTotal,
    };
  }
  const chosen = left.find((reading) => reading.cache === fallback) ?? left[0];
  return { input: chosen?.input, output: chosen?.output, rule: 'assumed', contradictsTotal };
}

/** With one side and the total, the other side is their difference; a total alone says nothing of either. */
function fillFromTotal({ input, cached, output, total }: StatedCounts, fallback: CacheConvention): Totals {
  const isOutside = cached > 0 && (fallback === 'outside' || (input !== undefined && cached > input));
  const whole = input !== undefined && isOutside ? input + cached : input;
  const rule = cached > 0 && input !== undefined ? 'assumed' : 'nothing to decide';
  const rest = (known: number | undefined): number | undefined =>
    total === undefined || known === undefined || total < known ? undefined : total - known;
  return { input: whole ?? rest(output), output: output ?? rest(whole), rule, contradictsTotal: false };
}
