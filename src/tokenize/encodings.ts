import { type Split, splitCl100k, splitGpt2, splitO200k } from './split.ts';

interface Encoding {
  readonly split: Split;
  /** The tokens as js-tiktoken ships them: megabytes, which load only when asked for. */
  readonly ranks: () => Promise<{ readonly default: { readonly bpe_ranks: string } }>;
}

/** The public encodings of OpenAI. p50k_edit and gpt2 share their tokens with p50k_base and r50k_base. */
export const ENCODINGS = {
  o200k_base: { split: splitO200k, ranks: () => import('js-tiktoken/ranks/o200k_base') },
  cl100k_base: { split: splitCl100k, ranks: () => import('js-tiktoken/ranks/cl100k_base') },
  p50k_base: { split: splitGpt2, ranks: () => import('js-tiktoken/ranks/p50k_base') },
  p50k_edit: { split: splitGpt2, ranks: () => import('js-tiktoken/ranks/p50k_edit') },
  r50k_base: { split: splitGpt2, ranks: () => import('js-tiktoken/ranks/r50k_base') },
  gpt2: { split: splitGpt2, ranks: () => import('js-tiktoken/ranks/gpt2') },
} satisfies Record<string, Encoding>;

export type EncodingName = keyof typeof ENCODINGS;

export const isEncodingName = (name: string): name is EncodingName => Object.hasOwn(ENCODINGS, name);
