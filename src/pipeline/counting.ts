import type { PriceBook } from '../domain/book.ts';
import type { Call } from '../domain/call.ts';
import type { CountCall, CountedText, OwnCounting } from '../domain/counting.ts';
import type { RateCard } from '../domain/pricing.ts';
import { vocabularyFor } from '../domain/tokens.ts';
import type { CallTokens } from '../tokenize/call-tokens.ts';
import type { Counter } from '../tokenize/counter.ts';
import { type FindOwn, familiesOf, labelOf, ownCountingFor } from './own-counting.ts';

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
  /** What a call's texts are counted in: a vocabulary, or the label of the user's own way. */
  readonly vocabularyOf: (call: Call) => string;
  readonly ownFor: FindOwn;
  /** The counter of a vocabulary, or of the user's own way. @throws RecostError `tokenizer-unusable` */
  readonly counterFor: (vocabulary: string) => Promise<TextCounter>;
  /** The counter of a public vocabulary for texts that come once: it remembers none. */
  readonly counterOnce: (vocabulary: string) => Promise<Counter>;
}

/** What texts of models are counted in whose own vocabulary is not at hand: factors do the rest. */
export const MOST_COMMON = 'o200k_base';

/** Vocabularies are opened when one is first needed. */
export function createCounting(resources: CountingResources, book: PriceBook, card: RateCard): Counting {
  const ownFor = ownCountingFor(resources.ownCounting);
  const ownByLabel = new Map(resources.ownCounting.map((own) => [labelOf(own), own]));
  const counters = new Map<string, Promise<TextCounter>>();
  const opened = new Map<string, Promise<Counter>>();
  const counterOnce = (name: string): Promise<Counter> => {
    const counter = opened.get(name) ?? openVocabulary(name, resources);
    opened.set(name, counter);
    return counter;
  };
  const counterFor = (vocabulary: string): Promise<TextCounter> => {
    const own = ownByLabel.get(vocabulary);
    const open = (): Promise<TextCounter> =>
      own === undefined ? counterOnce(vocabulary).then(remembering) : openOwn(own, book);
    const counter = counters.get(vocabulary) ?? open();
    counters.set(vocabulary, counter);
    return counter;
  };
  return {
    ownFor,
    counterFor,
    counterOnce,
    countCall: async (vocabulary, input, output) =>
      countedText(await counterFor(vocabulary), vocabulary, { input, output }),
    vocabularyOf({ provider, model, startedAt }) {
      const found = card.resolve(provider, model, startedAt);
      const known = 'kind' in found ? undefined : found;
      const family = known && card.limitsOf(known, startedAt ?? 0)?.tokenizer;
      const own = ownFor([model, known?.name, known && `${known.host}/${known.name}`, family]);
      return own === undefined ? (vocabularyFor(family) ?? MOST_COMMON) : labelOf(own);
    },
  };
}

/** Messages come again from call to call: that much text is remembered with its count. */
const REMEMBERED_BYTES = 64 * 1024 * 1024;

async function remembering(counter: Counter): Promise<Counter> {
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
  return remembering(counterOfFile(file, labelOf(own)));
}

interface CallTexts {
  readonly input: unknown;
  readonly output: unknown;
}

async function countedText(text: TextCounter, vocabulary: string, call: CallTexts): Promise<CountedText> {
  const { countCallText, textsOf } = await import('../tokenize/call-tokens.ts');
  const counter = 'count' in text ? text : await answered(text.ask, textsOf(call));
  const tokens: CallTokens = countCallText(counter, call);
  return {
    input: sumOf(tokens.inputText, tokens.inputTools, tokens.inputFraming),
    output: sumOf(tokens.outputText, tokens.outputReasoning),
    known: { kind: 'counted', vocabulary },
    media: tokens.media,
  };
}

/** What a program answered for these texts. */
async function answered(ask: (text: string) => Promise<number>, texts: readonly string[]): Promise<Counter> {
  const answers = new Map<string, number>();
  for (const text of texts) if (!answers.has(text)) answers.set(text, await ask(text));
  return { encoding: '', count: (text) => answers.get(text) ?? 0 };
}

/** Unknown only if all parts are. */
function sumOf(...parts: readonly (number | undefined)[]): number | undefined {
  const known = parts.filter((part) => part !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, part) => sum + part, 0);
}
