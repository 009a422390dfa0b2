import type { PriceBook, ServiceTier } from '../../src/domain/book.ts';
import { rateText } from '../../src/domain/money.ts';
import type { Priced, Unpriced } from '../../src/domain/pricing.ts';
import { RecostError } from '../../src/domain/problem.ts';
import { compileCard } from '../../src/price/card.ts';
import { layOver } from '../../src/price/layers.ts';
import { BOOK } from './book.ts';

/** Books of the user's, in YAML or JSON, laid over recost's own in their order. */
export const laidOver = (...texts: readonly string[]): PriceBook =>
  layOver(
    BOOK,
    texts.map((text, index) => ({ name: `book${index + 1}.yaml`, text })),
  );

/** A book with a mark and a name in front of what is given. */
export const named = (text: string, name = 'acme'): string => `recost: prices\nname: ${name}\n${text}`;

/** What is wrong with a book: its lines; nothing if it has no faults. */
export function faultsOf(...texts: readonly string[]): readonly string[] {
  try {
    laidOver(...texts);
    return [];
  } catch (error) {
    if (!(error instanceof RecostError)) throw error;
    return error.message.split('\n').slice(1);
  }
}

export interface Question {
  readonly provider?: string;
  readonly model: string;
  readonly at?: string;
  readonly tier?: ServiceTier;
  readonly promptTokens?: number;
  readonly region?: string;
}

export function answerOf(book: PriceBook, question: Question): Priced | Unpriced {
  const { provider, model, at = '2026-06-01', tier = 'standard', promptTokens = 1000, region } = question;
  const instant = Date.parse(at);
  const card = compileCard(book);
  const found = card.resolve(provider, model, instant);
  if ('kind' in found) return found;
  return card.priceAt({ model: found, at: instant, place: instant, promptTokens, tier, region });
}

/** `input/cached read/output` in USD per million tokens, or why there is none. */
export function ratesOf(book: PriceBook, question: Question): string {
  const answer = answerOf(book, question);
  if (answer.kind === 'unpriced') return answer.code;
  const { input, cacheRead, output } = answer.rates;
  return [input, cacheRead, output].map((rate) => (rate === undefined ? '?' : rateText(rate))).join('/');
}
