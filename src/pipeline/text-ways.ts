import { vocabularyFor } from '../domain/tokens.ts';
import { flatFactor } from '../replay/transfer.ts';
import type { Estimate } from '../tokenize/estimate.ts';
import type { Features } from '../tokenize/features.ts';
import { type AskedTexts, createAskedTexts } from './asked-texts.ts';
import { MOST_COMMON } from './counting.ts';
import type { CountText, TextSetup } from './setup.ts';
import type { Tokenizers } from './tokenizers.ts';

/** In which ways of the prompt store texts are counted by a tokenizer. */
export interface TokenizerWays {
  readonly tokens: number;
  /** Where tokens are estimated: how many of them the estimate may be off, of one text and of many. */
  readonly off: { readonly one: number; readonly many: number } | undefined;
}

/** The ways in which texts are counted: a text is never counted twice in one. */
export interface TextWays {
  /** By the number of the way. It grows with the tokenizers that are asked for. */
  readonly counters: readonly CountText[];
  /** Opens what a tokenizer needs, by its name. */
  readonly open: (tokenizer: string) => Promise<TokenizerWays>;
  /** `undefined`: nobody has opened it. */
  readonly of: (tokenizer: string | undefined) => TokenizerWays | undefined;
  /** What programs of the user's are to count. */
  readonly asked: AskedTexts;
}

/** Counts as the user wants it or in a public vocabulary, else by an estimate from the count in the most common one. */
export function createTextWays(counterOnce: TextSetup['counterOnce'], isOwn: Tokenizers['isOwn']): TextWays {
  const counters: CountText[] = [];
  const asked = createAskedTexts();
  const known = new Map<string, TokenizerWays>();
  const opening = new Map<string, Promise<CountText>>();

  /** One counter for each vocabulary, however many families rest on it. */
  function counterIn(vocabulary: string): Promise<CountText> {
    const counter = opening.get(vocabulary) ?? openIn(vocabulary);
    opening.set(vocabulary, counter);
    return counter;
  }

  async function openIn(vocabulary: string): Promise<CountText> {
    const counter = await counterOnce(vocabulary);
    return 'count' in counter ? remembering(counter.count) : asked.countBy(counter.ask);
  }

  /** All families take the features of a text from one place. */
  let shared: Promise<Estimating> | undefined;
  function estimating(): Promise<Estimating> {
    shared ??= Promise.all([import('../tokenize/estimate.ts'), import('../tokenize/features.ts')]).then(
      ([{ estimateFrom }, { featuresOf }]) => ({ estimateFrom, features: remembering(featuresOf) }),
    );
    return shared;
  }

  async function waysOf(tokenizer: string): Promise<TokenizerWays> {
    const vocabulary = isOwn(tokenizer) ? tokenizer : vocabularyFor(tokenizer);
    const count = await counterIn(vocabulary ?? MOST_COMMON);
    if (vocabulary !== undefined) return { tokens: counters.push(count) - 1, off: undefined };
    const { estimateFrom, features } = await estimating();
    const [family, flat] = [tokenizer, flatFactor(tokenizer)];
    const estimate = remembering(
      (text): Estimate => estimateFrom(features(text), count(text), { family, flat }),
    );
    const add = (of: (estimate: Estimate) => number): number =>
      counters.push((text) => of(estimate(text))) - 1;
    return {
      tokens: add(({ tokens }) => tokens),
      off: {
        one: add(({ tokens, bar }) => tokens * bar),
        many: add(({ tokens, pooledBar }) => tokens * pooledBar),
      },
    };
  }

  return {
    counters,
    asked,
    of: (tokenizer) => known.get(tokenizer ?? ''),
    async open(tokenizer) {
      const ways = known.get(tokenizer) ?? (await waysOf(tokenizer));
      known.set(tokenizer, ways);
      return ways;
    },
  };
}

interface Estimating extends Pick<typeof import('../tokenize/estimate.ts'), 'estimateFrom'> {
  readonly features: (text: string) => Features;
}

/** The same function, which need not work when it is asked about the same text again at once. */
function remembering<T>(of: (text: string) => T): (text: string) => T {
  let latest: { readonly text: string; readonly value: T } | undefined;
  return (text) => {
    if (latest?.text !== text) latest = { text, value: of(text) };
    return latest.value;
  };
}

/** All ways of some tokenizers, each once. */
export const waysIn = (all: readonly TokenizerWays[]): readonly number[] => [
  ...new Set(all.flatMap(({ tokens, off }) => (off === undefined ? [tokens] : [tokens, off.one, off.many]))),
];
