import { createHashIndex, doubles, type Growing, wholes } from '../domain/growing.ts';
import type { Hash } from './text-hash.ts';

/** What a text counts for in a sum over texts: its tokens in a vocabulary, say. Zero for no text. */
export type CountText = (text: string) => number;

/** The different texts of all prompts: how long they are, never what they say. */
export interface PromptTexts {
  /** The number of a text, from 1 on. */
  readonly of: (hash: Hash, bytes: number) => number;
  readonly isCounted: (text: number, ways: readonly number[]) => boolean;
  /** Counts a text in the ways in which it has not been counted so far. */
  readonly count: (text: number, ways: readonly number[], countIn: (way: number) => number) => void;
  readonly bytes: (text: number) => number;
  /** What a text counts for; 0 where nobody has counted it that way. */
  readonly tokens: (way: number, text: number) => number;
  readonly size: () => number;
}

/** 12 bytes a text, 8 more for each way of counting, and 16 to 32 for finding it. */
export function createPromptTexts(): PromptTexts {
  const [lows, highs, lengths] = [wholes(), wholes(), wholes()];
  const tokens: Growing[] = [];
  const index = createHashIndex();
  const wanted = { low: 0, high: 0, bytes: 0 };
  let count = 0;

  const isWanted = (text: number): boolean =>
    lows.get(text) === wanted.low && highs.get(text) === wanted.high && lengths.get(text) === wanted.bytes;

  const column = (way: number): Growing => {
    const known = tokens[way] ?? doubles();
    tokens[way] = known;
    return known;
  };

  return {
    of({ low, high }, bytes) {
      wanted.low = low;
      wanted.high = high;
      wanted.bytes = bytes;
      const known = index.find(low, isWanted);
      if (known >= 0) return known;
      const text = ++count;
      lows.set(text, low);
      highs.set(text, high);
      lengths.set(text, bytes);
      index.add(low, text);
      return text;
    },
    isCounted: (text, ways) => ways.every((way) => (tokens[way]?.get(text) ?? 0) !== 0),
    count(text, ways, countIn) {
      for (const way of ways) if (column(way).get(text) === 0) column(way).set(text, countIn(way));
    },
    bytes: lengths.get,
    tokens: (way, text) => tokens[way]?.get(text) ?? 0,
    size: () => count,
  };
}
