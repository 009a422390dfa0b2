import type { PatternName } from './patterns.ts';

interface Encoding {
  readonly pattern: PatternName;
  /** The tokens as js-tiktoken ships them: megabytes, which load only when asked for. */
  readonly ranks: () => Promise<{ readonly default: { readonly bpe_ranks: string } }>;
}

/** The public encodings of OpenAI. p50k_edit and gpt2 share their tokens with p50k_base and r50k_base. */
export const ENCODINGS = {
  o200k_base: { pattern: 'o200k', ranks: () => import('js-tiktoken/ranks/o200k_base') },
  cl100k_base: { pattern: 'cl100k', ranks: () => import('js-tiktoken/ranks/cl100k_base') },
  p50k_base: { pattern: 'gpt2', ranks: () => import('js-tiktoken/ranks/p50k_base') },
  p50k_edit: { pattern: 'gpt2', ranks: () => import('js-tiktoken/ranks/p50k_edit') },
  r50k_base: { pattern: 'gpt2', ranks: () => import('js-tiktoken/ranks/r50k_base') },
  gpt2: { pattern: 'gpt2', ranks: () => import('js-tiktoken/ranks/gpt2') },
} satisfies Record<string, Encoding>;

export type EncodingName = keyof typeof ENCODINGS;

export const isEncodingName = (name: string): name is EncodingName => Object.hasOwn(ENCODINGS, name);
