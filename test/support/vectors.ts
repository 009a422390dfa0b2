import type { Priced, RateCard } from '../../src/domain/pricing.ts';
import type { Quantities } from '../../src/domain/tokens.ts';

export type Vector = readonly [
  provider: string,
  model: string,
  at: string,
  input: number,
  cacheRead: number,
  cacheWrite: number,
  output: number,
  record: string | undefined,
  usd: string | undefined,
];

/** Resolves and prices one call by the card alone. */
export function priceOfCall(
  card: RateCard,
  [provider, name, at, input, cacheRead, cacheWrite, output]: Vector,
) {
  const instant = Date.parse(at);
  const model = card.resolve(provider, name, instant);
  const quantities: Quantities = {
    input,
    cacheRead,
    cacheWrite,
    cacheWrite5m: 0,
    cacheWrite1h: 0,
    cacheWrite12h: 0,
    audioInput: 0,
    audioCacheRead: 0,
    output,
    audioOutput: 0,
  };
  const promptTokens = input + cacheRead + cacheWrite;
  const answer =
    'kind' in model
      ? model
      : card.priceAt({
          model,
          at: instant,
          place: instant,
          promptTokens,
          tier: 'standard',
          region: undefined,
        });
  const priced: Priced | undefined = answer.kind === 'priced' ? answer : undefined;
  return { priced, answer, quantities };
}
