import type { CountedFile, TokenCount, TokenModel, TokenReport } from '../../domain/token-count.ts';

export const TOKENS_SCHEMA_VERSION = 1;

/** What texts come to, as JSON (`docs/tokens.schema.json`). */
export function tokensJson({ models, files, total }: TokenReport): string {
  const whole = {
    schemaVersion: TOKENS_SCHEMA_VERSION,
    kind: 'tokens',
    files: files.map((file) => ({ name: file.name, ...sizesOf(file, models) })),
    total: sizesOf(total, models),
  };
  return `${JSON.stringify(whole, null, 2)}\n`;
}

const sizesOf = (
  { characters, bytes, counts }: Omit<CountedFile, 'name'>,
  models: readonly TokenModel[],
) => ({
  characters,
  bytes,
  counts: counts.map((count, at) => ({
    model: models[at]?.name ?? null,
    tokenizer: models[at]?.family ?? null,
    ...rangeOf(count),
    known: count.known,
  })),
});

/** Whole numbers; the ends of the bar lie outside of it rather than within. */
const rangeOf = ({ tokens, bar }: TokenCount) => ({
  tokens,
  low: Math.floor(tokens * (1 - bar)),
  high: Math.ceil(tokens * (1 + bar)),
  bar: Number(bar.toPrecision(12)),
});
