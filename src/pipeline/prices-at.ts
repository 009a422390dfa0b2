import type { Instant, PriceBook, ServiceTier } from '../domain/book.ts';
import type { Counts } from '../domain/entry.ts';
import { whole } from '../domain/exact.ts';
import {
  type CostItem,
  type Explanation,
  type RateRow,
  sumOfLines,
  type UnpricedRow,
} from '../domain/explanation.ts';
import { type Money, ZERO } from '../domain/money.ts';
import type { PriceExplanation } from '../domain/price-steps.ts';
import type { BookModel, Priced, RateCard, Unpriced } from '../domain/pricing.ts';
import { recordedLines } from '../replay/cost-lines.ts';

/** A model at an instant, as the user names them. */
export interface AskedPrice {
  readonly model: string;
  readonly provider: string | undefined;
  readonly at: Instant;
  readonly serviceTier: string | undefined;
  readonly region: string | undefined;
  /** All input, cached tokens included; `undefined`: not given. */
  readonly input: number | undefined;
  readonly cached: number | undefined;
  readonly output: number | undefined;
}

/** The book alone → which price holds and why, and what so many tokens cost. */
export function priceAtInstant(
  { book, card }: { readonly book: PriceBook; readonly card: RateCard },
  asked: AskedPrice,
): Explanation {
  const { version, isDraft, hash, date, layers } = book;
  const hasTokens = asked.input !== undefined || asked.output !== undefined;
  const found = answerTo(card, asked);
  const row = found.price.kind === 'priced' ? rowOf(found.price, found.steps, asked, hasTokens) : undefined;
  const cost = (row?.sum.num ?? ZERO) as Money;
  return {
    subject: { kind: 'question', model: asked.model, hasTokens },
    workflow: undefined,
    run: undefined,
    book: { version, isDraft, hash, date, layers },
    scenario: { kind: 'baseline', label: 'baseline' },
    asOf: asked.at,
    world: 'base',
    bandAt: 'start',
    rows: row === undefined ? [] : [row],
    roomy: undefined,
    unpriced: found.price.kind === 'priced' ? [] : [unpricedRow(found.price, found.steps, asked)],
    warm: [],
    total: {
      recorded: cost,
      exact: whole(0),
      rounded: ZERO,
      mixed: { runs: 0, calls: 0, cost: ZERO },
      cost,
      calls: 1,
      reaching: undefined,
      callsPriced: row === undefined ? 0 : 1,
      runs: undefined,
    },
    runsCompared: undefined,
  };
}

/** The chain of rules, as far as it goes. */
function answerTo(card: RateCard, asked: AskedPrice): PriceExplanation {
  const { model: name, provider, at, serviceTier, region, cached = 0 } = asked;
  const found = card.explainName(provider, name, at);
  if ('kind' in found) return { price: found, steps: [] };
  const { model } = found;
  const tier = card.tierOf(model, serviceTier);
  if (tier === undefined) return { price: noSuchTier(model, serviceTier), steps: [found] };
  const question = questionOf(model, tier, { at, region, promptTokens: asked.input ?? 0 });
  const { price, steps } = card.explainPrice(question, { serviceTier });
  const isUnknown = price.kind === 'priced' && cached > 0 && price.rates.cacheRead === undefined;
  return {
    price: isUnknown
      ? { kind: 'unpriced', code: 'rate-unknown', model: price.billedAs, tokenClass: 'cacheRead' }
      : price,
    steps: [found, ...steps],
  };
}

const questionOf = (
  model: BookModel,
  tier: ServiceTier,
  {
    at,
    region,
    promptTokens,
  }: { readonly at: Instant; readonly region: string | undefined; readonly promptTokens: number },
) => ({ model, at, place: at, promptTokens, tier, region });

const noSuchTier = ({ provider, name }: BookModel, tier = ''): Unpriced => ({
  kind: 'unpriced',
  code: 'no-such-tier',
  model: `${provider}/${name}`,
  tier,
});

const NO_COUNTS: Counts = {
  input: 0,
  cacheRead: 0,
  output: 0,
  cacheWrite: 0,
  cacheWrite5m: 0,
  cacheWrite1h: 0,
  cacheWrite12h: 0,
  audioInput: 0,
  audioCacheRead: 0,
  audioOutput: 0,
};

function rowOf(
  price: Priced,
  steps: RateRow['steps'],
  { at, input = 0, cached = 0, output = 0 }: AskedPrice,
  hasTokens: boolean,
): RateRow {
  const counts = { ...NO_COUNTS, input, cacheRead: cached, output };
  const lines = recordedLines(counts, price.rates);
  const how = { call: undefined, caching: 'recorded', simulated: undefined } as const;
  const item: CostItem = { calls: 1, ...how, counts, lines };
  return {
    billedAs: price.billedAs,
    record: price.record,
    rates: price.rates,
    others: [],
    at,
    isInstantAssumed: false,
    known: { input: undefined, output: undefined, isCacheKnown: true, isTotal: false },
    steps,
    transfer: undefined,
    items: hasTokens ? [item] : [],
    sum: sumOfLines(lines),
  };
}

const unpricedRow = (
  why: Unpriced,
  steps: RateRow['steps'],
  { model, provider }: AskedPrice,
): UnpricedRow => ({ why, tooMany: undefined, provider, model, steps, calls: 1, origins: [] });
