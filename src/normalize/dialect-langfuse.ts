import { decideTotals } from './algebra.ts';
import { dialectOf, NO_USAGE } from './dialect.ts';

type Bucket =
  | 'input'
  | 'read'
  | 'written'
  | 'written5m'
  | 'written1h'
  | 'audioInput'
  | 'other input'
  | 'output'
  | 'reasoning'
  | 'audioOutput'
  | 'other output';

/**
 * Langfuse's free-form buckets. Its own clients take the parts out of input and output, so that all buckets add up
 * to the total; counts that came by OpenTelemetry hold their parts, which then have dots in their names.
 * Source: Langfuse's documentation of token and cost tracking; its exported traces, added up.
 */
export const langfuse = dialectOf((read, payload) => {
  const sums = new Map<Bucket, number>();
  const names = Object.keys((payload ?? {}) as object);
  for (const name of names) {
    const count = read(payload, name);
    const bucket = bucketOf(name);
    if (count !== undefined && bucket !== undefined) sums.set(bucket, (sums.get(bucket) ?? 0) + count);
  }
  const total = read(payload, 'total', 'total_tokens', 'totalTokens');
  const of = (bucket: Bucket): number => sums.get(bucket) ?? 0;
  const written = of('written') + of('written5m') + of('written1h');
  const stated = {
    input: sums.get('input') ?? (hasAny(sums, INPUTS) ? 0 : undefined),
    cached: of('read') + written + of('audioInput') + of('other input'),
    output: sums.get('output') ?? (hasAny(sums, OUTPUTS) ? 0 : undefined),
    reasoning: of('reasoning') + of('audioOutput') + of('other output'),
    total,
  };
  const isInside = names.some((name) => name.includes('_details.'));
  const totals = decideTotals({ ...stated, total: provingTotal(stated) }, isInside ? 'inside' : 'outside');
  const rest = (total ?? 0) - (totals.input ?? 0) - (totals.output ?? 0);
  const isKnown = totals.input !== undefined && totals.output !== undefined;
  return {
    usage: {
      ...NO_USAGE,
      input: totals.input,
      cacheRead: sums.get('read'),
      cacheWrite: of('written'),
      cacheWrite5m: of('written5m'),
      cacheWrite1h: of('written1h'),
      audioInput: of('audioInput'),
      output: totals.output,
      reasoning: sums.get('reasoning'),
      audioOutput: of('audioOutput'),
    },
    rule: totals.rule,
    contradictsTotal: isKnown && totals.contradictsTotal && rest <= 0,
    unexplained: isKnown && total !== undefined ? Math.max(rest, 0) : 0,
  };
});

const INPUTS: readonly Bucket[] = ['read', 'written', 'written5m', 'written1h', 'audioInput', 'other input'];
const OUTPUTS: readonly Bucket[] = ['reasoning', 'audioOutput', 'other output'];
const hasAny = (sums: ReadonlyMap<Bucket, number>, among: readonly Bucket[]): boolean =>
  among.some((bucket) => sums.has(bucket));

/** Langfuse adds up what it was given: a total that is no more than one side proves nothing of the other. */
function provingTotal({
  input,
  output,
  cached,
  reasoning,
  total,
}: Parameters<typeof decideTotals>[0]): number | undefined {
  if (input !== undefined && output !== undefined) return total;
  const given = (input ?? 0) + (output ?? 0);
  const isSum = total === given || total === given + cached + reasoning;
  return isSum ? undefined : total;
}

const WRITTEN = /cache_?(creation|write)/;
const READ = /cache/;

/** What a bucket counts, by its name; `undefined` for a total and for what is no count of tokens. */
function bucketOf(name: string): Bucket | undefined {
  const key = name.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
  if (/^(input|prompt)(_tokens)?$/.test(key)) return 'input';
  if (/^(output|completion)(_tokens)?$/.test(key)) return 'output';
  if (/^(output|completion)|^(reasoning|thinking|thoughts)/.test(key)) {
    if (/reasoning|thinking|thought/.test(key)) return 'reasoning';
    return /audio/.test(key) ? 'audioOutput' : 'other output';
  }
  if (WRITTEN.test(key) || /^ephemeral_/.test(key)) {
    if (/1h/.test(key)) return 'written1h';
    return /5m/.test(key) ? 'written5m' : 'written';
  }
  if (READ.test(key)) return 'read';
  if (!/^(input|prompt)/.test(key)) return undefined;
  return /audio/.test(key) ? 'audioInput' : 'other input';
}
