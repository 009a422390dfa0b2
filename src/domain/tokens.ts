/**
 * The classes of tokens that can have a price of their own. They are disjoint: every token of a call is in
 * exactly one. `cacheWrite` is a write whose lifetime the log does not say; `output` holds the reasoning.
 */
export const TOKEN_CLASSES = [
  'input',
  'cacheRead',
  'cacheWrite',
  'cacheWrite5m',
  'cacheWrite1h',
  'cacheWrite12h',
  'audioInput',
  'audioCacheRead',
  'output',
  'audioOutput',
] as const;

export type TokenClass = (typeof TOKEN_CLASSES)[number];

/** Tokens of each class; whole, non-negative numbers. */
export type Quantities = Readonly<Record<TokenClass, number>>;

/**
 * A family of tokenizers: within one, the same text makes the same number of tokens, so a count carries over
 * unchanged. Models of unknown vocabulary have a family of their own vendor.
 */
export type TokenizerFamily = string;

/** The public vocabularies in which texts can be counted, by the family of models that use them. */
export const VOCABULARIES: ReadonlyMap<TokenizerFamily, string> = new Map([
  ['o200k', 'o200k_base'],
  ['cl100k', 'cl100k_base'],
  ['p50k', 'p50k_base'],
  ['deepseek', 'deepseek-v3'],
  ['qwen', 'qwen3'],
]);

/** The vocabulary in which a family's texts are counted exactly; `undefined`: it is not public, or not at hand. */
export const vocabularyFor = (family: TokenizerFamily | undefined): string | undefined =>
  VOCABULARIES.get(family ?? '');

/** How a token count is known. */
export type CountMethod =
  | { readonly kind: 'reported' }
  | { readonly kind: 'counted'; readonly vocabulary: string }
  | { readonly kind: 'estimated'; readonly method: string };

/** How the counts of calls are known; `barPercent`: how far off the sum of an estimate over many calls may be. */
export type Provenance =
  | Exclude<CountMethod, { readonly kind: 'estimated' }>
  | (Extract<CountMethod, { readonly kind: 'estimated' }> & { readonly barPercent: number });
