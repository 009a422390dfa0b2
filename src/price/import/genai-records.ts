import type { TokenClass } from '../../domain/tokens.ts';
import { isSameFigure, PER_MTOK } from './decimal.ts';
import {
  DESCRIBED,
  dayIn,
  type FieldSeen,
  type FieldUse,
  HELD,
  isObject,
  isTold,
  type JsonObject,
  type ListedModel,
  type ListedPrice,
  left,
  NEW,
  own,
  type Rates,
} from './listed.ts';
import { over, type Quote, readRates, skippedFor, withNeeded } from './rates.ts';
import { SKIP, WHY } from './reasons.ts';

const CLASSES: Readonly<Record<string, TokenClass>> = {
  input_mtok: 'input',
  cache_read_mtok: 'cacheRead',
  cache_write_mtok: 'cacheWrite',
  cache_write_5m_mtok: 'cacheWrite5m',
  cache_write_1h_mtok: 'cacheWrite1h',
  input_audio_mtok: 'audioInput',
  cache_audio_read_mtok: 'audioCacheRead',
  output_mtok: 'output',
  output_audio_mtok: 'audioOutput',
};

/** Prices of tokens that recost bills as another class: nothing is lost if that one costs the same. */
const BILLED_AS: Readonly<Record<string, { readonly as: string; readonly why: string }>> = {
  output_reasoning_mtok: { as: 'output_mtok', why: WHY.reasoning },
  output_citation_mtok: { as: 'output_mtok', why: WHY.citations },
  input_image_mtok: { as: 'input_mtok', why: WHY.image },
  cache_image_read_mtok: { as: 'cache_read_mtok', why: WHY.image },
  output_image_mtok: { as: 'output_mtok', why: WHY.image },
  input_video_mtok: { as: 'input_mtok', why: WHY.video },
  output_video_mtok: { as: 'output_mtok', why: WHY.video },
};

const FEES: readonly (readonly [RegExp, string])[] = [
  [/_searches_kcount$|^web_searches|^tool_use/, WHY.search],
  [/_hours$|_seconds$/, WHY.time],
  [/_kpages$|_kcount$/, WHY.requests],
  [/_mchars?$|_characters$/, WHY.characters],
];

const PATH = 'prices';

/** One vector, or several of which each holds from a day on. What becomes of each field goes to `seen`. */
export function pricesOf(value: unknown, seen: FieldSeen[]): ListedModel['outcome'] {
  const rows = Array.isArray(value) ? value : [{ prices: value }];
  const usable = rows.flatMap((row) =>
    isObject(row) && isObject(row['prices']) ? [rowOf(row, row['prices'])] : [],
  );
  if (usable.length < rows.length) seen.push({ field: PATH, value, use: left(WHY.noNumber) });
  else seen.push({ field: PATH, value, use: HELD });
  const hours = usable.filter(({ isDated }) => !isDated);
  for (const { constraint } of hours) {
    const isHour = isObject(constraint) && Object.hasOwn(constraint, 'start_time');
    seen.push({ field: `${PATH}.constraint`, value: constraint, use: left(isHour ? WHY.hours : WHY.date) });
  }
  const dated = inForce(
    usable.filter(({ isDated }) => isDated),
    seen,
  );
  const periods = dated.map((row, index) => ({ row, to: dated[index + 1]?.from }));
  const read = periods.map(({ row, to }) => priceOf(row, to, seen));
  const note = hours.length > 0 ? 'The list has another price for some hours of the day.' : undefined;
  const skipped = read.map((each) => each.skipped).find((each) => each !== undefined);
  if (read.length === 0) return { skipped: { why: SKIP.noPrice } };
  // A model whose price is unknown in one of its periods has none then; it is left out only if it never has one.
  const prices = read.flatMap(({ price, skipped: why }) => (why === undefined ? [{ ...price, note }] : []));
  return prices.length === 0 && skipped !== undefined ? { skipped } : { prices };
}

interface Row {
  readonly prices: JsonObject;
  readonly constraint: unknown;
  /** Not by the hour. */
  readonly isDated: boolean;
  /** `undefined`: from ever on. */
  readonly from: string | undefined;
}

function rowOf(row: JsonObject, prices: JsonObject): Row {
  const constraint = own(row, 'constraint');
  const from = isObject(constraint) ? dayIn(constraint, 'start_date') : undefined;
  return {
    prices,
    constraint,
    from,
    isDated: constraint === undefined || constraint === null || from !== undefined,
  };
}

/** Later entries win: one that begins before an earlier one holds in its place. In the order of their days. */
function inForce(rows: readonly Row[], seen: FieldSeen[]): readonly Row[] {
  const kept: Row[] = [];
  for (const row of [...rows].reverse()) {
    const next = kept[0];
    const isLater = next !== undefined && (row.from ?? '') >= (next.from ?? '');
    if (isLater) seen.push({ field: PATH, value: row.prices, use: left(WHY.shadowed) });
    else kept.unshift(row);
  }
  return kept;
}

function priceOf(
  { prices, from }: Row,
  to: string | undefined,
  seen: FieldSeen[],
): { readonly price: ListedPrice; readonly skipped: ReturnType<typeof skippedFor> } {
  const quotes = quotesIn(prices, (value) => (isTiered(value) ? value['base'] : value));
  const rates = readRates(quotes, seen, true);
  for (const [name, value] of Object.entries(prices)) {
    const use = useOf(name, value, prices);
    if (use !== undefined) seen.push({ field: `${PATH}.${name}`, value, use });
  }
  const above = rates.isZero ? [] : sizesOf(prices, rates, seen);
  return {
    price: { tier: 'standard', from, to, note: undefined, ...withNeeded(rates), above },
    skipped: skippedFor(quotes, rates),
  };
}

type Tiered = JsonObject & { readonly tiers: readonly unknown[] };

const isTiered = (value: unknown): value is Tiered => isObject(value) && Array.isArray(value['tiers']);

const quotesIn = (prices: JsonObject, pick: (value: unknown) => unknown): readonly Quote[] =>
  Object.entries(CLASSES).flatMap(([name, tokenClass]) => {
    const value = pick(own(prices, name));
    const isThere = value !== undefined && value !== null;
    return isThere ? [{ tokenClass, field: `${PATH}.${name}`, value, shift: PER_MTOK }] : [];
  });

/** Each class has its own limits, above which the whole request bills; together they part the sizes for all. */
function sizesOf(prices: JsonObject, base: Rates, seen: FieldSeen[]): ListedPrice['above'] {
  const tiered = Object.entries(prices).filter(([name]) => Object.hasOwn(CLASSES, name));
  const starts = tiered.flatMap(([, value]) => (isTiered(value) ? value.tiers.map(startOf) : []));
  const ordered = [...new Set(starts)].filter((start) => start > 0).sort((a, b) => a - b);
  let below = base;
  return ordered.map((tokens) => {
    const figures: FieldSeen[] = [];
    const quotes = quotesIn(prices, (value) =>
      isTiered(value) ? priceIn(value.tiers.find((tier) => startOf(tier) === tokens)) : undefined,
    );
    below = over(below, readRates(quotes, figures));
    seen.push(...figures.filter(isTold));
    return { ...below, tokens, isInclusive: false };
  });
}

function startOf(tier: unknown): number {
  const start = isObject(tier) ? Number(tier['start']) : 0;
  return Number.isSafeInteger(start) ? start : 0;
}

const priceIn = (tier: unknown): unknown => (isObject(tier) ? tier['price'] : undefined);

/** Of what is no price of a class; `undefined`: it was looked at already. */
function useOf(name: string, value: unknown, prices: JsonObject): FieldUse | undefined {
  if (value === null) return DESCRIBED;
  if (Object.hasOwn(CLASSES, name)) return undefined;
  const like = Object.hasOwn(BILLED_AS, name) ? BILLED_AS[name] : undefined;
  if (like !== undefined) return isSameFigure(value, prices[like.as], PER_MTOK) ? HELD : left(like.why);
  const fee = FEES.find(([pattern]) => pattern.test(name));
  if (fee === undefined) return NEW;
  return value === 0 ? DESCRIBED : left(fee[1]);
}
