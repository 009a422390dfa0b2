import type { Provider } from '../domain/book.ts';

/** No real name carries more than a region, a maker and a variant; the limit keeps hostile ones cheap. */
const MOST_CUTS = 3;

/** What is left of a name. */
export interface Spelling {
  readonly text: string;
  /** That a prefix stood for. */
  readonly region: string | undefined;
  /** So many letters were cut off its front. */
  readonly start: number;
}

/** A name and what is left of it when prefixes and suffixes that do not change the price are cut off. */
export const spellings = (provider: Provider, text: string): Generator<Spelling> =>
  shorter(provider, { text, region: undefined, start: 0 }, 0);

function* shorter(provider: Provider, spelling: Spelling, cuts: number): Generator<Spelling> {
  yield spelling;
  if (cuts === MOST_CUTS) return;
  const { text, region, start } = spelling;
  // Endings first: a beginning may say where a call was answered, and that has a price.
  for (const suffix of provider.strip.suffixes) {
    if (text.endsWith(suffix))
      yield* shorter(provider, { text: text.slice(0, -suffix.length), region, start }, cuts + 1);
  }
  for (const prefix of provider.strip.prefixes) {
    if (!text.startsWith(prefix.text)) continue;
    const { length } = prefix.text;
    const rest = { text: text.slice(length), region: prefix.region ?? region, start: start + length };
    yield* shorter(provider, rest, cuts + 1);
  }
}

/** What was cut off a name, front and end. */
export const cutOff = (name: string, { text, start }: Spelling): readonly string[] =>
  [name.slice(0, start), name.slice(start + text.length)].filter((each) => each !== '');
