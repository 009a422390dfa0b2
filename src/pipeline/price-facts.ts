import type { Entry, Source } from '../domain/entry.ts';
import { listCost, quantitiesOf } from '../domain/list-cost.ts';
import type { Money } from '../domain/money.ts';
import type { RateCard } from '../domain/pricing.ts';
import type { OtherPrice, PriceFacts } from '../domain/reconciliation.ts';
import type { Quantities } from '../domain/tokens.ts';
import { type LotPrice, type PricedLot, priceLot } from '../replay/lot-price.ts';
import { baseCost } from '../replay/lot-sums.ts';
import { createLots, type Lot, representative } from '../replay/lots.ts';
import { isCarried } from '../replay/run-cost.ts';
import type { ReplayOptions } from '../replay/scenario.ts';

/** What a reconciliation asks of an entry's price. */
export interface ListPrices {
  readonly of: (entry: Entry) => {
    readonly list: Money | undefined;
    readonly price: LotPrice;
    readonly facts: PriceFacts;
    readonly quantities: Quantities;
  };
}

const ONE_GROUP = '';

/** List costs call by call, and what else is asked of the prices of calls that are priced alike, once for all of them. */
export function createListPrices(card: RateCard, options: ReplayOptions): ListPrices {
  const lots = createLots(card, [{ kind: 'baseline' }], options);
  const known: PriceFacts[] = [];
  return {
    of(entry) {
      const number = lots.of(entry, ONE_GROUP);
      const lot = lots.lot(number);
      const [price] = lot.prices;
      if (price === undefined) throw new RangeError('a lot without a price');
      const facts = known[number] ?? factsOf(card, options, { lot, price, entry });
      known[number] = facts;
      const quantities = quantitiesOf(entry);
      const list = price.kind === 'priced' ? listOf(entry, { lot, price, quantities }) : undefined;
      return { list, price, facts, quantities };
    },
  };
}

/** As the report has it beside the recorded cost. */
function listOf(
  { source, counts }: Entry,
  {
    lot,
    price,
    quantities,
  }: { readonly lot: Lot; readonly price: PricedLot; readonly quantities: Quantities },
): Money {
  return isCarried({ price, isCacheKnown: source.isCacheKnown })
    ? listCost(quantities, price.rates.base)
    : baseCost(lot, price, { calls: 1, counts });
}

interface Priced {
  readonly lot: Lot;
  readonly price: LotPrice;
  readonly entry: Entry;
}

/** Token counts that hold as the log states them: other rates can be tried on them. */
const isReported = ({ inputKnown, outputKnown }: Source): boolean =>
  inputKnown?.kind === 'reported' && outputKnown?.kind === 'reported';

function factsOf(card: RateCard, options: ReplayOptions, { lot, price, entry }: Priced): PriceFacts {
  const { source } = entry;
  const isPriced = price.kind === 'priced';
  let others: readonly OtherPrice[] | undefined;
  return {
    key: lot.keys[0] ?? '',
    billedAs: isPriced ? price.billedAs : undefined,
    rates: isPriced && isReported(source) ? price.rates.base : undefined,
    others() {
      others ??= isReported(source) ? othersOf(card, options, entry) : [];
      return others;
    },
    fees: isPriced ? feesOf(card, options, entry) : [],
  };
}

function feesOf(card: RateCard, { at }: ReplayOptions, { source, startedAt = at }: Entry) {
  const model = card.resolve(source.provider, source.model, startedAt);
  return 'kind' in model ? [] : card.feesOf(model, startedAt);
}

/** The prices of the same model at all other times, and in all bands of the week. */
function othersOf(card: RateCard, options: ReplayOptions, entry: Entry): readonly OtherPrice[] {
  const call = representative(entry);
  const model = card.resolve(entry.source.provider, entry.source.model, undefined);
  if ('kind' in model) return [];
  const found = new Map<string, OtherPrice>();
  for (const at of card.startsOf(model)) {
    for (const place of card.placesOf(model, at)) {
      const price = priceLot(card, { kind: 'fixed', at, place, isPlain: false }, options, call);
      if (price.kind !== 'priced') continue;
      const { record, billedAs, rates } = price;
      const { id, from, to, band } = record;
      found.set(id, { id, billedAs, from, to, band: band?.name, rates: rates.base });
    }
  }
  return [...found.values()];
}
