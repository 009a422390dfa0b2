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
