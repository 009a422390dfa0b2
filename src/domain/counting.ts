import type { Provenance } from './tokens.ts';

/** What the texts of a call come to; `undefined` where there is no text on that side. */
export interface CountedText {
  readonly input: number | undefined;
  readonly output: number | undefined;
  readonly known: Provenance;
  /** Images, files and sound that were left out. */
  readonly media: number;
}

/** Counts a call's prompt and answer, as logged, in a vocabulary such as `o200k_base`. */
export type CountCall = (
  vocabulary: string,
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
