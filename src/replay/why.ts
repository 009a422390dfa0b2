import type { Entry } from '../domain/entry.ts';
import type { PriceExplanation, PriceStep } from '../domain/price-steps.ts';
import type { Priced, PriceQuestion, RateCard } from '../domain/pricing.ts';
import { type Destination, destinationOf } from './destination.ts';
import { type LotPrice, priceLot } from './lot-price.ts';
import { representative } from './lots.ts';
import type { ReplayOptions, ShownScenario } from './scenario.ts';
import type { Served } from './served.ts';

/** How a scenario prices a call, and why. */
export interface Why {
  readonly price: LotPrice;
  /** Where it goes; `undefined`: no such model. */
  readonly to: Destination | undefined;
  /** What the price was asked for; `undefined`: it came to no question. */
  readonly question: PriceQuestion | undefined;
  readonly steps: readonly PriceStep[];
  /** Prices of other hours and sizes that it may have, where these are not known. */
  readonly others: readonly Priced[];
}

/** Prices a call as its lot is priced, listens to what the book is asked, and has the answers explained. */
export function whyOf(
  card: RateCard,
  scenario: ShownScenario,
  options: ReplayOptions,
  { entry, served }: { readonly entry: Entry; readonly served?: Served | undefined },
): Why {
  const call = { ...representative(entry), served };
  const asked: PriceQuestion[] = [];
  const listening: RateCard = {
    ...card,
    priceAt(question) {
      asked.push(question);
      return card.priceAt(question);
    },
  };
  const price = priceLot(listening, scenario, options, call);
  const to = destinationOf(card, scenario, options, call);
  if ('kind' in to) return { price, to: undefined, question: undefined, steps: [], others: [] };
  // A tier that is not sold is asked for first, and without an answer; the base comes before the ends of its range.
  const question = asked.find((each) => card.priceAt(each).kind === 'priced') ?? asked.at(-1);
  const { source } = entry;
  const name =
    scenario.kind === 'target' && to.model === scenario.model
      ? card.explainName(undefined, scenario.label, scenario.asOf)
      : card.explainName(source.provider, source.model, question?.at ?? to.at);
  const explained: PriceExplanation | undefined =
    question && card.explainPrice(question, { serviceTier: source.serviceTier });
  return {
    price,
    to,
    question,
    steps: [...('kind' in name ? [] : [name]), ...(explained?.steps ?? [])],
    others: otherPrices(card, asked, explained),
  };
}

/** Each record and its rates once, without those that hold. */
function otherPrices(
  card: RateCard,
  asked: readonly PriceQuestion[],
  explained: PriceExplanation | undefined,
): readonly Priced[] {
  const keyOf = ({ record, rates }: Priced): string => `${record.id} ${Object.values(rates).join()}`;
  const found = new Map<string, Priced>();
  for (const question of asked) {
    const price = card.priceAt(question);
    if (price.kind === 'priced') found.set(keyOf(price), price);
  }
  if (explained?.price.kind === 'priced') found.delete(keyOf(explained.price));
  return [...found.values()];
}
