import type { CountMethod, TokenizerFamily } from './tokens.ts';

/** So many texts are many: their errors do not all lie on one side, and the bar of their sum is the pooled one. */
export const MANY_TEXTS = 20;

/** Tokens of a text, or of several, for one model. */
export interface TokenCount {
  readonly tokens: number;
  /** How far off it may be: 0.1 is ±10 %; 0 where it is exact. */
  readonly bar: number;
  readonly known: CountMethod;
}

/** A model that texts are counted for. */
export interface TokenModel {
  /** As the user wrote it. */
  readonly name: string;
  /** `undefined`: the price book has no such model. */
  readonly family: TokenizerFamily | undefined;
}

/** A text that was counted. */
export interface CountedFile {
  readonly name: string;
  /** Unicode characters, not units of UTF-16. */
  readonly characters: number;
  /** As UTF-8, unpacked, without a byte order mark. */
  readonly bytes: number;
  /** One for each model, in their order. */
  readonly counts: readonly TokenCount[];
}

/** What texts come to for models. */
export interface TokenReport {
  readonly models: readonly TokenModel[];
  readonly files: readonly CountedFile[];
  /** All files together; their bars are pooled. */
  readonly total: Omit<CountedFile, 'name'>;
}
