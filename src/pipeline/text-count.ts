import type { TokenCount } from '../domain/token-count.ts';
import type { TokenizerFamily } from '../domain/tokens.ts';
import { flatFactor } from '../replay/transfer.ts';
import { type Estimate, estimateTokens } from '../tokenize/estimate.ts';
import { type Counting, MOST_COMMON } from './counting.ts';
import type { CountedModel } from './token-models.ts';

/** One text for one model. */
export interface TextCount extends TokenCount {
  /** How far off the sum over many such texts may be. */
  readonly pooledBar: number;
}

/** Counts a text for each model, once in each vocabulary. @throws RecostError of the user's own ways */
export async function countText(
  text: string,
  models: readonly CountedModel[],
  counting: Counting,
): Promise<readonly TextCount[]> {
  const tokens = new Map<string, number>();
  for (const vocabulary of new Set(models.map((model) => model.vocabulary ?? MOST_COMMON))) {
    const counter = await counting.counterFor(vocabulary);
    tokens.set(vocabulary, 'count' in counter ? counter.count(text) : await counter.ask(text));
  }
  return models.map(({ vocabulary, family }) => {
    const counted = tokens.get(vocabulary ?? MOST_COMMON) ?? 0;
    if (vocabulary === undefined) return estimated(text, counted, family);
    return { tokens: counted, bar: 0, pooledBar: 0, known: { kind: 'counted', vocabulary } };
  });
}

const NO_BAR = { bar: 0, pooledBar: 0 };

function estimated(text: string, o200k: number, family: TokenizerFamily | undefined): TextCount {
  const { method, tokens, ...bars }: Estimate = estimateTokens(text, o200k, {
    family,
    flat: flatFactor(family),
  });
  const isNothing = o200k === 0; // no text, whoever counts it
  const known = { kind: 'estimated', method } as const;
  return { tokens: Math.round(tokens), ...(isNothing ? NO_BAR : bars), known };
}
