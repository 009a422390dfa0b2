import type { Provenance, TokenizerFamily } from './tokens.ts';

/** What the texts of a call come to; `undefined` where there is no text on that side, or not all of it. */
export interface CountedText {
  readonly input: number | undefined;
  readonly output: number | undefined;
  readonly known: Provenance;
  /** Images, files and sound that were left out. */
  readonly media: number;
  /** Sides with text that is too deeply nested to be read, and left out. */
  readonly cut: readonly ('input' | 'output')[];
  /** The provider keeps what was said before: the prompt is more than the input's text, and its number not known. */
  readonly hasKeptHistory: boolean;
}

/** In what texts of a model are counted. */
export interface TextMeasure {
  /** A public vocabulary such as `o200k_base`, or the label of the user's own way. */
  readonly vocabulary: string;
  /** `estimate`: the vocabulary is another family's, and tokens are estimated from what it makes. */
  readonly kind: 'vocabulary' | 'estimate' | 'own';
  /** The model, whose vendor puts more around the texts; `undefined`: nobody knows it. */
  readonly family: TokenizerFamily | undefined;
  readonly model: string | undefined;
}

/** Counts a call's prompt and answer, as logged. */
export type CountCall = (
  measure: TextMeasure,
  inputText: unknown,
  outputText: unknown,
) => Promise<CountedText> | CountedText;

/** How the user has texts of some models counted: by a vocabulary's file, or by a program's answers. */
export type OwnCounting = {
  /** A model's name, a pattern with `*` and `?`, or a tokenizer family. */
  readonly models: string;
} & (
  | { readonly kind: 'file'; readonly name: string; readonly content: Uint8Array }
  /** Fails rather than answer wrongly. */
  | { readonly kind: 'program'; readonly ask: (text: string) => Promise<number> }
);
