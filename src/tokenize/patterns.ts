import type { Pass } from './passes.ts';
import { type Split, splitCl100k, splitGpt2, splitO200k, splitQwen } from './split.ts';
import { splitDeepseek } from './split-deepseek.ts';

/** What is done to a text before its pieces are looked up. */
export interface Pattern {
  /** Letters and their marks become one character first where Unicode has one (NFC). */
  readonly isComposed: boolean;
  /** A scanner written by hand, or regular expressions, one after the other on what the last one left. */
  readonly split: Split | readonly Pass[];
}

/** The patterns of vocabularies that come with the program, by the word that their files name them with. */
export const PATTERNS = {
  o200k: { isComposed: false, split: splitO200k },
  cl100k: { isComposed: false, split: splitCl100k },
  gpt2: { isComposed: false, split: splitGpt2 },
  deepseek: { isComposed: false, split: splitDeepseek },
  qwen: { isComposed: true, split: splitQwen },
} satisfies Record<string, Pattern>;

export type PatternName = keyof typeof PATTERNS;

export const isPatternName = (name: string): name is PatternName => Object.hasOwn(PATTERNS, name);
