import type { TokenizerFamily } from '../domain/tokens.ts';
import { vocabularyFor } from '../domain/tokens.ts';
import { flatFactor } from '../replay/transfer.ts';
import type { Estimate } from '../tokenize/estimate.ts';
import type { Features } from '../tokenize/features.ts';
import { MOST_COMMON } from './counting.ts';
import type { CountText } from './setup.ts';

/** In which ways of the prompt store the texts of a tokenizer family are counted. */
export interface FamilyWays {
  readonly tokens: number;
  /** Where tokens are estimated: how many of them the estimate may be off, of one text and of many. */
  readonly off: { readonly one: number; readonly many: number } | undefined;
}

/** The ways in which texts are counted: a text is never counted twice in one. */
export interface TextWays {
  /** By the number of the way. It grows with the families that are asked for. */
  readonly counters: readonly CountText[];
  /** Opens what a family needs. */
  readonly open: (family: TokenizerFamily) => Promise<FamilyWays>;
  /** `undefined`: nobody has opened it. */
  readonly of: (family: TokenizerFamily | undefined) => FamilyWays | undefined;
}

/** Counts in a public vocabulary, else by an estimate from the count in the most common one. */
export function createTextWays(counterOf: (vocabulary: string) => Promise<CountText>): TextWays {
  const counters: CountText[] = [];
  const known = new Map<TokenizerFamily, FamilyWays>();
  const opening = new Map<string, Promise<CountText>>();

  /** One counter for each vocabulary, however many families rest on it. */
  function counterIn(vocabulary: string): Promise<CountText> {
    const counter = opening.get(vocabulary) ?? counterOf(vocabulary).then(remembering);
    opening.set(vocabulary, counter);
    return counter;
  }

  /** All families take the features of a text from one place. */
  let shared: Promise<Estimating> | undefined;
  function estimating(): Promise<Estimating> {
    shared ??= Promise.all([import('../tokenize/estimate.ts'), import('../tokenize/features.ts')]).then(
      ([{ estimateFrom }, { featuresOf }]) => ({ estimateFrom, features: remembering(featuresOf) }),
    );
    return shared;
  }

  async function waysOf(family: TokenizerFamily): Promise<FamilyWays> {
    const vocabulary = vocabularyFor(family);
    const count = await counterIn(vocabulary ?? MOST_COMMON);
    if (vocabulary !== undefined) return { tokens: counters.push(count) - 1, off: undefined };
    const { estimateFrom, features } = await estimating();
    const flat = flatFactor(family);
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
    of: (family) => known.get(family ?? ''),
    async open(family) {
      const ways = known.get(family) ?? (await waysOf(family));
      known.set(family, ways);
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

/** All ways of some families, each once. */
export const waysIn = (all: readonly FamilyWays[]): readonly number[] => [
  ...new Set(all.flatMap(({ tokens, off }) => (off === undefined ? [tokens] : [tokens, off.one, off.many]))),
];
