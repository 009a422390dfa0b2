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

/** Where cached tokens are: inside the input that is stated, or beside it. */
export type CacheConvention = 'inside' | 'outside';

/** Providers whose own input count holds neither cache reads nor writes. */
const COUNTS_APART = /anthropic|claude|bedrock/i;

/** @param provider who counted, or at least the model */
export const conventionOf = (provider: string | undefined): CacheConvention =>
  COUNTS_APART.test(provider ?? '') ? 'outside' : 'inside';

/**
 * Decides whether cached tokens are inside the input and reasoning inside the output, by proof where the record
 * has one: which sum is the stated total, then which reading is impossible, then the documented default.
 * @param fallback what the provider documents, used (and said) only without proof
 */
export function decideTotals(stated: StatedCounts, fallback: CacheConvention): Totals {
  const { input, cached, output, reasoning, total } = stated;
  if (input === undefined || output === undefined) return fillFromTotal(stated, fallback);
  const outerInput = input + cached;
  const outerOutput = output + reasoning;
  const isCacheInside = cached <= input;
  const isThoughtInside = reasoning <= output;
  if (cached + reasoning === 0) return nothingOpen(input, output, total);
  if (total !== undefined) {
    if (isCacheInside && isThoughtInside && input + output === total) return decided(input, output, 'total');
    if (isCacheInside && input + outerOutput === total) return decided(input, outerOutput, 'total');
    if (isThoughtInside && outerInput + output === total) return decided(outerInput, output, 'total');
    if (outerInput + outerOutput === total) return decided(outerInput, outerOutput, 'total');
  }
  const isContradicted = total !== undefined;
  // Reasoning is inside the output wherever it can be: the vendors that count it apart all state a total.
  const answer = isThoughtInside ? output : outerOutput;
  if (!isCacheInside) return decided(outerInput, answer, 'impossible otherwise', isContradicted);
  if (cached === 0) return decided(input, answer, 'nothing to decide', isContradicted);
  return decided(fallback === 'inside' ? input : outerInput, answer, 'assumed', isContradicted);
}

const decided = (input: number, output: number, rule: AlgebraRule, contradictsTotal = false): Totals => ({
  input,
  output,
  rule,
  contradictsTotal,
});

const nothingOpen = (input: number, output: number, total: number | undefined): Totals =>
  decided(input, output, 'nothing to decide', total !== undefined && total !== input + output);

/** With one side and the total, the other side is their difference; a total alone says nothing of either. */
function fillFromTotal({ input, cached, output, total }: StatedCounts, fallback: CacheConvention): Totals {
  const isOutside = cached > 0 && (fallback === 'outside' || (input !== undefined && cached > input));
  const whole = input !== undefined && isOutside ? input + cached : input;
  const rule = cached > 0 && input !== undefined ? 'assumed' : 'nothing to decide';
  const rest = (known: number | undefined): number | undefined =>
    total === undefined || known === undefined || total < known ? undefined : total - known;
  return { input: whole ?? rest(output), output: output ?? rest(whole), rule, contradictsTotal: false };
}
