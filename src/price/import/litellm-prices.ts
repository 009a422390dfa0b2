import { SERVICE_TIERS, type ServiceTier } from '../../domain/book.ts';
import type { TokenClass } from '../../domain/tokens.ts';
import { isSameFigure, PER_TOKEN } from './decimal.ts';
import {
  type FieldSeen,
  HELD,
  type JsonObject,
  type ListedModel,
  type ListedPrice,
  left,
  type Rates,
  textIn,
} from './listed.ts';
import { billedAs, classOf, type FieldName, nameOf } from './litellm-fields.ts';
import { rangesOf } from './litellm-ranges.ts';
import { beside, over, type Quote, readRates, skippedFor, withNeeded } from './rates.ts';
import { SKIP, WHY } from './reasons.ts';

interface TierQuote extends Quote {
  readonly name: FieldName;
}

type Sizes = ListedPrice['above'];

/** The prices of an entry, by tier and size. What becomes of each field goes to `seen`. */
export function pricesOf(entry: JsonObject, seen: FieldSeen[]): ListedModel['outcome'] {
  const quotes = quotesIn(entry, seen);
  const isInclusive = textIn(entry, 'litellm_provider') === 'xai'; // LiteLLM's own calculation does so
  const sizes = (tier: ServiceTier, base: Rates): Sizes =>
    sizesOf(quotes.filter(({ name }) => name.tier === tier)).map((ofSize) => ({
      ...over(base, readRates(ofSize, seen)),
      tokens: ofSize[0]?.name.above ?? 0,
      isInclusive,
    }));
  seen.push(...likenesses(entry, quotes));
  const ranges = rangesOf(entry, seen);
  if (ranges.kind === 'unfit') {
    for (const { field, value } of quotes) seen.push({ field, value, use: left(WHY.ranges) });
    return { skipped: { why: SKIP.ranges } };
  }
  const flat = quotes.filter(({ name }) => name.tier === 'standard' && name.above === 0);
  const rates = ranges.kind === 'ranges' ? undefined : readRates(flat, seen, true);
  const standard: ListedPrice =
    ranges.kind === 'ranges'
      ? { ...plainPrice(entry), ...ofRanges(ranges.ranges, quotes, seen) }
      : { ...plainPrice(entry), ...withNeeded(rates ?? NOTHING), above: sizes('standard', rates ?? NOTHING) };
  const tiers = SERVICE_TIERS.filter((tier) => tier !== 'standard').flatMap((tier) =>
    tierPrice({ tier, own: quotes.filter(({ name }) => name.tier === tier), standard, sizes }, seen),
  );
  const skipped = rates && skippedFor(flat, rates, textIn(entry, 'mode'));
  return skipped === undefined ? { prices: [standard, ...tiers] } : { skipped };
}

const NOTHING: Rates = { usd: {}, unknown: [] };

const HOURS_NOTE = 'The list has another price for some hours of the day.';

const plainPrice = (entry: JsonObject) => ({
  tier: 'standard' as const,
  from: undefined,
  to: undefined,
  note:
    Object.hasOwn(entry, 'off_peak_pricing') && entry['off_peak_pricing'] !== null ? HOURS_NOTE : undefined,
});

function quotesIn(entry: JsonObject, seen: FieldSeen[]): readonly TierQuote[] {
  return Object.entries(entry).flatMap(([field, value]) => {
    const name = nameOf(field);
    const tokenClass = classOf(name) ?? olderRead(entry, name);
    if (tokenClass === undefined || value === null) return [];
    if (name.tier !== undefined) return [{ tokenClass, field, value, shift: PER_TOKEN, name }];
    seen.push({ field, value, use: left(WHY.tierUnknown) });
    return [];
  });
}

/** The name that a cached read had at first holds where the newer one is not there. */
const olderRead = (entry: JsonObject, { stem }: FieldName): TokenClass | undefined =>
  stem === 'input_cost_per_token_cache_hit' && !Object.hasOwn(entry, 'cache_read_input_token_cost')
    ? 'cacheRead'
    : undefined;

/** The quotes of each size, in the order of sizes. */
function sizesOf(quotes: readonly TierQuote[]): readonly (readonly TierQuote[])[] {
  const sizes = [...new Set(quotes.map(({ name }) => name.above))].filter((above) => above > 0);
  return sizes.sort((a, b) => a - b).map((size) => quotes.filter(({ name }) => name.above === size));
}

interface Tier {
  readonly tier: ServiceTier;
  readonly own: readonly TierQuote[];
  readonly standard: ListedPrice;
  readonly sizes: (tier: ServiceTier, base: Rates) => Sizes;
}

/** What only the standard tier has a price for is not known at another; the same holds for its sizes. */
function tierPrice({ tier, own, standard, sizes }: Tier, seen: FieldSeen[]): readonly ListedPrice[] {
  const figures: FieldSeen[] = [];
  const flat = own.filter(({ name }) => name.above === 0);
  const base = readRates(flat, figures);
  if (base.usd.input === undefined && base.usd.output === undefined) {
    const use = left(flat.length === 0 ? WHY.tierSizes : WHY.tierBare);
    for (const { field, value } of own) seen.push({ field, value, use });
    return [];
  }
  seen.push(...figures);
  const above = sizes(tier, base);
  const missing = standard.above
    .filter(({ tokens }) => !above.some((each) => each.tokens === tokens))
    .map((each) => ({ ...each, ...beside(each, NOTHING) }));
  const all = [...above, ...missing].sort((a, b) => a.tokens - b.tokens);
  return [{ ...standard, tier, ...withNeeded(beside(standard, base)), above: all }];
}

/** Prices by ranges of prompt sizes hold instead of those beside them, but for an output that only these have. */
function ofRanges(
  ranges: readonly (Rates & { readonly from: number })[],
  quotes: readonly TierQuote[],
  seen: FieldSeen[],
): Rates & Pick<ListedPrice, 'above'> {
  const beside = quotes.filter(({ name }) => name.tier === 'standard');
  const flat = readRates(
    beside.filter(({ name }) => name.above === 0),
    [],
  ).usd;
  const output = ranges.some(({ usd }) => usd.output === undefined) ? flat.output : undefined;
  const [first = NOTHING, ...others] = ranges.map((each) =>
    withNeeded(output === undefined ? each : over({ usd: { output }, unknown: [] }, each)),
  );
  for (const { field, value, tokenClass, name } of beside) {
    const isHeld = name.above === 0 && flat[tokenClass] === first.usd[tokenClass];
    seen.push({ field, value, use: isHeld ? HELD : left(WHY.replaced) });
  }
  const above = others.map((rates, index) => ({
    ...rates,
    tokens: ranges[index + 1]?.from ?? 0,
    isInclusive: false,
  }));
  return { ...first, above };
}

/** Prices of tokens that recost bills as another class: held if they are the same. */
function likenesses(entry: JsonObject, quotes: readonly TierQuote[]): readonly FieldSeen[] {
  return Object.entries(entry).flatMap(([field, value]) => {
    const name = nameOf(field);
    const like = billedAs(name);
    if (like === undefined || value === null || olderRead(entry, name) !== undefined) return [];
    const same = quotes.find(
      (each) => each.tokenClass === like.as && each.name.tier === name.tier && each.name.above === name.above,
    );
    return [
      {
        field,
        value,
        use: same !== undefined && isSameFigure(value, same.value, PER_TOKEN) ? HELD : left(like.why),
      },
    ];
  });
}
