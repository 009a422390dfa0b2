import type { PriceRecord, RateVector, RoutingRow, Timeline } from '../../domain/book.ts';
import type { CacheRule } from '../../domain/caching.ts';
import { type Rate, rateText } from '../../domain/money.ts';
import type { BookFacts, ModelHistory, PriceDiff, PriceList, PriceRow } from '../../domain/price-view.ts';
import { TOKEN_CLASSES, type TokenClass } from '../../domain/tokens.ts';
import { unpricedText } from '../../domain/unpriced.ts';
import { changeOfRate, kindOfChange } from './diff-page.ts';
import { stateOf } from './history-page.ts';

export const PRICES_SCHEMA_VERSION = 1;

const iso = (at: number | undefined): string | null => (at === undefined ? null : new Date(at).toISOString());
const rateOrNull = (rate: Rate | undefined): string | null => (rate === undefined ? null : rateText(rate));

const whole = (kind: string, content: object): string =>
  `${JSON.stringify({ schemaVersion: PRICES_SCHEMA_VERSION, kind, ...content }, null, 2)}\n`;

/** All classes, after the vendor's rules for absent ones; `null`: nobody knows it. */
const ratesOf = (rates: RateVector): Readonly<Record<TokenClass, string | null>> =>
  Object.fromEntries(TOKEN_CLASSES.map((key) => [key, rateOrNull(rates[key])])) as Record<
    TokenClass,
    string | null
  >;

const bookOf = ({ version, isDraft, hash, date, ageDays, layers }: BookFacts) => ({
  version,
  isDraft,
  sha256: hash,
  date: iso(date),
  ageDays,
  layers: layers.map(({ name, file, hash: sha256, isUnder, origin, left }) => ({
    name,
    file,
    sha256,
    position: isUnder ? 'under' : 'over',
    origin: origin ?? null,
    modelsLeft: left.length,
  })),
});

const recordOf = (record: PriceRecord) => ({
  id: record.id,
  from: record.precision === 'undated' ? null : iso(record.from),
  to: iso(record.to),
  precision: record.precision ?? 'minute',
  status: record.status,
  confidence: record.confidence,
  layer: record.layer ?? null,
  calendar: record.band?.calendar ?? null,
  notSoldAbove: record.notSoldAbove ?? null,
  guaranteedUntil: iso(record.guaranteedUntil),
  derived: record.derived ?? null,
  note: record.note ?? null,
  sources: record.sources,
});

const rowOf = ({ provider, model, tier, band, above, rates, stated, record }: PriceRow) => ({
  provider,
  model,
  tier,
  band: band ?? null,
  above: above ?? null,
  usdPerMtok: ratesOf(rates),
  stated,
  record: recordOf(record),
});

export const listJson = ({ book, at, rows, without }: PriceList): string =>
  whole('prices', { book: bookOf(book), at: iso(at), prices: rows.map(rowOf), modelsWithoutPrice: without });

const routeOf = (row: RoutingRow, today: number) => ({
  model: row.model ?? null,
  from: iso(row.from),
  to: iso(row.to),
  state: stateOf(row, today),
  sources: row.sources,
  note: row.note ?? null,
});

const timelineOf = (timeline: Timeline) => timeline.map(({ from, tokens }) => ({ from: iso(from), tokens }));

const cachingOf = (rule: CacheRule) => ({
  mode: rule.mode,
  minTokens: rule.minTokens,
  unitTokens: rule.unitTokens,
  idleSeconds: rule.idleSeconds,
  marks: rule.marks,
  lookBack: rule.lookBack ?? null,
  writes: rule.writes ?? null,
  from: iso(rule.from),
  to: iso(rule.to),
  confidence: rule.confidence,
  sources: rule.sources,
  note: rule.note ?? null,
});

export function historyJson(history: ModelHistory): string {
  const { host, provider, name, aliases, tokenizer, resale, routing, fees, sources, today, rows } = history;
  return whole('priceHistory', {
    book: bookOf(history.book),
    host,
    provider,
    name,
    aliases,
    tokenizer: tokenizer ?? null,
    contextWindow: timelineOf(history.contextWindow),
    maxOutput: timelineOf(history.maxOutput),
    released: iso(history.released),
    retired: iso(history.retired),
    resale: resale === undefined ? null : { basis: resale.basis, from: iso(resale.from), to: iso(resale.to) },
    routing: routing.map((row) => routeOf(row, today)),
    prices: rows.map((row) => ({ ...rowOf(row), state: stateOf(row.record, today) })),
    caching: history.caching === undefined ? null : cachingOf(history.caching),
    fees: fees.map(({ item, usdPerThousand, from, to }) => ({
      item,
      usdPerThousand,
      from: iso(from),
      to: iso(to),
    })),
    sources,
  });
}

export function diffJson({ sides, changes, came, went, rerouted, compared }: PriceDiff): string {
  const reasoned = ({ provider, model, reason }: PriceDiff['came'][number]) => ({
    provider,
    model,
    reason: reason === undefined ? null : unpricedText(reason),
  });
  return whole('priceDiff', {
    sides: sides.map(({ version, hash, at }) => ({ version, sha256: hash, at: iso(at) })),
    compared,
    changes: changes.map((change) => ({
      provider: change.provider,
      model: change.model,
      kind: kindOfChange(change),
      tier: change.tier,
      bandBefore: change.bands[0] ?? null,
      bandAfter: change.bands[1] ?? null,
      above: change.above ?? null,
      tokenClass: change.tokenClass,
      beforeUsdPerMtok: rateOrNull(change.before),
      afterUsdPerMtok: rateOrNull(change.after),
      change: changeOfRate(change) ?? null,
    })),
    came: came.map(reasoned),
    went: went.map(reasoned),
    rerouted,
  });
}
