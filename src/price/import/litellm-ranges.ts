import { PER_TOKEN } from './decimal.ts';
import { type FieldSeen, HELD, isObject, isTold, type JsonObject, left, NEW, type Rates } from './listed.ts';
import { classOf, nameOf } from './litellm-fields.ts';
import { type Quote, readRates } from './rates.ts';
import { WHY } from './reasons.ts';

/** What `tiered_pricing` comes to. */
export type Ranges =
  /** It has no prices of tokens. */
  | { readonly kind: 'none' }
  /** Its prices of tokens hold for something else than ranges of prompt sizes. */
  | { readonly kind: 'unfit' }
  | { readonly kind: 'ranges'; readonly ranges: readonly (Rates & { readonly from: number })[] };

const FIELD = 'tiered_pricing';

/**
 * `[{ "range": [0, 256000], … }, { "range": [256000, 1000000], … }]`: a prompt of exactly 256,000 tokens is in the
 * first, and the whole request bills at one range.
 */
export function rangesOf(entry: JsonObject, seen: FieldSeen[]): Ranges {
  const value = Object.hasOwn(entry, FIELD) ? entry[FIELD] : undefined;
  if (value === undefined || value === null) return { kind: 'none' };
  const rows = Array.isArray(value) ? value.filter(isObject) : [];
  const hasPrices = rows.some((row) => quotesIn(row).length > 0);
  if (!isUnbroken(rows) || rows.length !== (Array.isArray(value) ? value.length : -1) || !hasPrices) {
    seen.push({ field: FIELD, value, use: left(WHY.ranges) });
    return { kind: hasPrices ? 'unfit' : 'none' };
  }
  seen.push({ field: FIELD, value, use: HELD });
  const ranges = rows.map((row) => {
    const figures: FieldSeen[] = [];
    const rates = readRates(quotesIn(row), figures);
    seen.push(...[...figures, ...othersIn(row)].filter(isTold));
    return { ...rates, from: Number(rangeIn(row)?.[0]) };
  });
  return { kind: 'ranges', ranges };
}

const quotesIn = (row: JsonObject): readonly Quote[] =>
  Object.entries(row).flatMap(([field, value]) => {
    const tokenClass = classOf(nameOf(field));
    if (tokenClass === undefined || value === null) return [];
    return [{ tokenClass, field: `${FIELD}.${field}`, value, shift: PER_TOKEN }];
  });

function othersIn(row: JsonObject): readonly FieldSeen[] {
  return Object.entries(row)
    .filter(([field]) => field !== 'range' && classOf(nameOf(field)) === undefined)
    .map(([field, value]) => {
      const isReasoning = field === 'output_cost_per_reasoning_token';
      const isOutput = isReasoning && (value === null || value === row['output_cost_per_token']);
      const use = isOutput ? HELD : isReasoning ? left(WHY.reasoning) : NEW;
      return { field: `${FIELD}.${field}`, value, use };
    });
}

function rangeIn({ range }: JsonObject): readonly [number, number] | undefined {
  const [from, to, ...rest] = Array.isArray(range) ? range : [];
  const isRange = Number.isSafeInteger(from) && Number.isSafeInteger(to) && from < to && rest.length === 0;
  return isRange ? [from, to] : undefined;
}

function isUnbroken(rows: readonly JsonObject[]): boolean {
  let end = 0;
  for (const row of rows) {
    const range = rangeIn(row);
    if (range === undefined || range[0] !== end) return false;
    end = range[1];
  }
  return true;
}
