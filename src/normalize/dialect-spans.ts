import type { SpanUsage } from '../domain/raw-call.ts';
import { type CacheConvention, conventionOf, decideTotals } from './algebra.ts';
import { dialectOf, NO_USAGE, type ReadUsage } from './dialect.ts';
import { SPAN_FAMILIES, type SpanFamily } from './span-families.ts';

const NOTHING = { usage: NO_USAGE, rule: 'nothing to decide', contradictsTotal: false } as const;

/** Counts among a span's attributes: one family of names is read, however many describe the same tokens. */
export const spans = dialectOf((read, payload, provider) => {
  if (payload === undefined) return NOTHING;
  const { counts, isEmbedding } = payload as SpanUsage;
  const family = SPAN_FAMILIES.find(({ input, output, total }) =>
    [...input, ...output, ...total].some((name) => counts[name] !== undefined && counts[name] !== null),
  );
  if (family === undefined) return NOTHING;
  return readFamily((...names) => read(counts, ...names), family, isEmbedding, conventionOf(provider));
});

function readFamily(
  read: (...names: readonly string[]) => number | undefined,
  family: SpanFamily,
  isEmbedding: boolean,
  ofProvider: CacheConvention,
): ReadUsage {
  const of = (name: Exclude<keyof SpanFamily, 'inside'>): number | undefined => read(...family[name]);
  const [stated, cacheRead, written, uncached] = [
    of('input'),
    of('cacheRead'),
    of('cacheWrite'),
    of('uncached'),
  ];
  const cached = (cacheRead ?? 0) + (written ?? 0);
  const [total, reasoning] = [of('total'), of('reasoning')];
  const isAnswered = !isEmbedding && stated !== total;
  const output = of('output') ?? (stated === undefined || isAnswered ? undefined : 0);
  const isPassedOn = family.inside === 'of the provider' && ofProvider === 'outside';
  // What is not cached, where it is stated, settles it: the input is that and what is.
  const input = uncached !== undefined && uncached + cached === stated ? stated : undefined;
  const totals = decideTotals(
    {
      input: stated,
      cached: input === undefined ? cached : 0,
      output,
      reasoning: reasoning ?? 0,
      // The SDK adds up the two counts that it was given: its total proves nothing of what is inside them.
      total: isPassedOn ? undefined : total,
    },
    isPassedOn ? 'outside' : 'inside',
  );
  const isAsDocumented =
    family.inside === 'documented' && totals.input === stated && totals.output === output;
  return {
    usage: {
      ...NO_USAGE,
      input: totals.input,
      cacheRead,
      cacheWrite: written ?? 0,
      audioInput: of('audioInput') ?? 0,
      audioCacheRead: of('audioCacheRead') ?? 0,
      output: totals.output,
      reasoning,
      audioOutput: of('audioOutput') ?? 0,
    },
    rule: cached > 0 && (isAsDocumented || input !== undefined) ? 'format' : totals.rule,
    contradictsTotal: totals.contradictsTotal,
  };
}
