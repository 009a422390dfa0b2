import { createHashIndex, wholes } from '../domain/growing.ts';
import type { Hash } from './text-hash.ts';

/** How many tokens a text makes in a vocabulary. */
export type CountText = (text: string) => number;

/** The different texts of all prompts: how long they are, never what they say. */
export interface PromptTexts {
  /** The number of a text, from 1 on; it is counted when it is new. */
  readonly of: (hash: Hash, bytes: number, tokensIn: (vocabulary: number) => number) => number;
  readonly bytes: (text: number) => number;
  readonly tokens: (vocabulary: number, text: number) => number;
  readonly size: () => number;
}

/** 12 bytes a text, 4 more for each vocabulary, and 16 to 32 for finding it. */
export function createPromptTexts(vocabularies: number): PromptTexts {
  const [lows, highs, lengths] = [wholes(), wholes(), wholes()];
  const tokens = Array.from({ length: vocabularies }, wholes);
  const index = createHashIndex();
  const wanted = { low: 0, high: 0, bytes: 0 };
  let count = 0;

  const isWanted = (text: number): boolean =>
    lows.get(text) === wanted.low && highs.get(text) === wanted.high && lengths.get(text) === wanted.bytes;

  return {
    of({ low, high }, bytes, tokensIn) {
      wanted.low = low;
      wanted.high = high;
      wanted.bytes = bytes;
      const known = index.find(low, isWanted);
      if (known >= 0) return known;
      const text = ++count;
      lows.set(text, low);
      highs.set(text, high);
      lengths.set(text, bytes);
      tokens.forEach((each, vocabulary) => {
        each.set(text, tokensIn(vocabulary));
      });
      index.add(low, text);
      return text;
    },
    bytes: lengths.get,
    tokens: (vocabulary, text) => tokens[vocabulary]?.get(text) ?? 0,
    size: () => count,
  };
}
