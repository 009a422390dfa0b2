import type { PriceBook } from '../domain/book.ts';
import type { Call } from '../domain/call.ts';
import type { CountCall, OwnCounting, TextMeasure } from '../domain/counting.ts';
import type { RateCard } from '../domain/pricing.ts';
import { vocabularyFor } from '../domain/tokens.ts';
import type { Counter } from '../tokenize/counter.ts';
import { createCallCount, REMEMBERED_BYTES } from './count-calls.ts';
import { type FindOwn, familiesOf, labelOf, namesOf, ownCountingFor } from './own-counting.ts';

/** What only the command line may open. */
export interface CountingResources {
  /** The packed bytes of a vocabulary such as `o200k_base`; `undefined` for the rarer ones. */
  readonly vocabulary: (name: string) => Promise<Uint8Array | undefined>;
  /** `--tokenizer` and `--counter`. */
  readonly ownCounting: readonly OwnCounting[];
}

/** Counts one text after the other. */
export type TextCounter = Counter | { readonly ask: (text: string) => Promise<number> };

/** How texts are counted. */
export interface Counting {
  readonly countCall: CountCall;
  /** In what a call's texts are counted. */
  readonly measureOf: (call: Call) => TextMeasure;
  readonly ownFor: FindOwn;
  /** The counter of a vocabulary, or of the user's own way. @throws RecostError `tokenizer-unusable` */
  readonly counterFor: (vocabulary: string) => Promise<TextCounter>;
  /** The same for texts that come once: it remembers none. */
  readonly counterOnce: (vocabulary: string) => Promise<TextCounter>;
}

/** What texts of models are counted in whose own vocabulary is not at hand: factors do the rest. */
export const MOST_COMMON = 'o200k_base';

/** Vocabularies are opened when one is first needed. */
export function createCounting(resources: CountingResources, book: PriceBook, card: RateCard): Counting {
  const ownFor = ownCountingFor(resources.ownCounting);
  const ownByLabel = new Map(resources.ownCounting.map((own) => [labelOf(own), own]));
  const counters = new Map<string, Promise<TextCounter>>();
  const opened = new Map<string, Promise<TextCounter>>();
  const counterOnce = (vocabulary: string): Promise<TextCounter> => {
    const own = ownByLabel.get(vocabulary);
    const open = (): Promise<TextCounter> =>
      own === undefined ? openVocabulary(vocabulary, resources) : openOwn(own, book);
    const counter = opened.get(vocabulary) ?? open();
    opened.set(vocabulary, counter);
    return counter;
  };
  const counterFor = (vocabulary: string): Promise<TextCounter> => {
    const counter = counters.get(vocabulary) ?? counterOnce(vocabulary).then(remembering);
    counters.set(vocabulary, counter);
    return counter;
  };
  return {
    ownFor,
    counterFor,
    counterOnce,
    countCall: createCallCount(counterFor),
    measureOf({ provider, model, startedAt }) {
      const found = card.resolve(provider, model, startedAt);
      const known = 'kind' in found ? undefined : found;
      const family = known && card.limitsOf(known, startedAt ?? 0)?.tokenizer;
      const own = ownFor(namesOf(model, known, family));
      const whose = { family, model: known?.name ?? model };
      if (own !== undefined) return { ...whose, vocabulary: labelOf(own), kind: 'own' };
      const vocabulary = vocabularyFor(family);
      const isEstimate = vocabulary === undefined && family !== undefined;
      const kind = isEstimate ? 'estimate' : 'vocabulary';
      return { ...whose, vocabulary: vocabulary ?? MOST_COMMON, kind };
    },
  };
}

/** A program's answers are asked for again. */
async function remembering(counter: TextCounter): Promise<TextCounter> {
  if (!('count' in counter)) return counter;
  const { cached } = await import('../tokenize/cached.ts');
  return cached(counter, REMEMBERED_BYTES);
}

async function openVocabulary(name: string, { vocabulary }: CountingResources): Promise<Counter> {
  const [{ createCounter, loadCounter }, bytes] = await Promise.all([
    import('../tokenize/counter.ts'),
    vocabulary(name),
  ]);
  return bytes === undefined ? loadCounter(name) : createCounter(bytes);
}

async function openOwn(own: OwnCounting, book: PriceBook): Promise<TextCounter> {
  if (own.kind === 'program') return { ask: own.ask };
  const { counterOfFile } = await import('../tokenize/user-tokenizer.ts');
  const file = { name: own.name, content: own.content, families: familiesOf(own, book) };
  return counterOfFile(file, labelOf(own));
}
