import type { PriceBook } from '../domain/book.ts';
import type { Call } from '../domain/call.ts';
import type { CountCall } from '../domain/counting.ts';
import type { RateCard } from '../domain/pricing.ts';
import { vocabularyFor } from '../domain/tokens.ts';
import { compileCard } from '../price/card.ts';
import { type BookResources, newestBook } from './open-book.ts';

/** What only the command line may open. */
export interface Resources extends BookResources {
  readonly bookVersions: () => readonly string[];
  /** The packed bytes of a vocabulary such as `o200k_base`; `undefined` for the rarer ones. */
  readonly vocabulary: (name: string) => Promise<Uint8Array | undefined>;
}

/** What every command works with. */
export interface Setup {
  readonly book: PriceBook;
  readonly card: RateCard;
  readonly countCall: CountCall;
  /** The vocabulary to count a call's texts in. */
  readonly vocabularyOf: (call: Call) => string;
}

/** @throws RecostError `book-invalid`, `prices-invalid` */
export async function setUp(resources: Resources, includeAnnounced: boolean): Promise<Setup> {
  const book = await newestBook(resources);
  const card = compileCard(book, includeAnnounced);
  return {
    book,
    card,
    countCall: lazyCounter(resources),
    vocabularyOf: (call) => vocabularyOf(call, card),
  };
}

/** The vocabulary of the call's own model, where it is at hand, else the most common one: factors do the rest. */
function vocabularyOf({ provider, model, startedAt }: Call, card: RateCard): string {
  const found = card.resolve(provider, model, startedAt);
  const family = 'kind' in found ? undefined : card.limitsOf(found, startedAt ?? 0)?.tokenizer;
  return vocabularyFor(family) ?? 'o200k_base';
}

/** Messages come again from call to call: that much text is remembered with its count. */
const REMEMBERED_BYTES = 64 * 1024 * 1024;

/** Vocabularies are opened when one is first needed. */
function lazyCounter({ vocabulary: bytesOf }: Resources): CountCall {
  const counters = new Map<string, Promise<CountCall>>();
  return async (vocabulary, input, output) => {
    const counter = counters.get(vocabulary) ?? counterFor(vocabulary, bytesOf);
    counters.set(vocabulary, counter);
    return (await counter)(vocabulary, input, output);
  };
}

async function counterFor(vocabulary: string, bytesOf: Resources['vocabulary']): Promise<CountCall> {
  const [{ createCounter, loadCounter }, { cached }, { countCallText }, bytes] = await Promise.all([
    import('../tokenize/counter.ts'),
    import('../tokenize/cached.ts'),
    import('../tokenize/call-tokens.ts'),
    bytesOf(vocabulary),
  ]);
  const plain = bytes === undefined ? await loadCounter(vocabulary) : createCounter(bytes);
  const counter = cached(plain, REMEMBERED_BYTES);
  return (_, input, output) => {
    const tokens = countCallText(counter, { input, output });
    return {
      input: sumOf(tokens.inputText, tokens.inputTools, tokens.inputFraming),
      output: sumOf(tokens.outputText, tokens.outputReasoning),
      known: { kind: 'counted', vocabulary },
      media: tokens.media,
    };
  };
}

/** Unknown only if all parts are. */
function sumOf(...parts: readonly (number | undefined)[]): number | undefined {
  const known = parts.filter((part) => part !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, part) => sum + part, 0);
}
