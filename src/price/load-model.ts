import {
  type Model,
  type PriceRecord,
  type RateVector,
  type RecordStatus,
  SERVICE_TIERS,
  type SizeTier,
  type Timeline,
} from '../domain/book.ts';
import { parseRate, type Rate } from '../domain/money.ts';
import { TOKEN_CLASSES, type TokenClass } from '../domain/tokens.ts';
import {
  complain,
  entries,
  instant,
  items,
  member,
  oneOf,
  optional,
  type Place,
  text,
  texts,
  wholeNumber,
} from './json.ts';

export function readModel(provider: string, name: string, place: Place): Model {
  return {
    provider,
    name,
    aliases: texts(member(place, 'aliases')),
    tokenizer: text(member(place, 'tokenizer')),
    contextWindow: readTimeline(member(place, 'contextWindow')),
    maxOutput: readTimeline(member(place, 'maxOutput')),
    records: items(member(place, 'prices')).map((price) => readRecord(provider, name, price)),
  };
}

/** `{"2024-12-26": 64000, "2025-08-21": 128000}` */
function readTimeline(place: Place): Timeline {
  return entries(place)
    .map(([date, tokens]) => ({ from: instant({ ...tokens, value: date }), tokens: wholeNumber(tokens) }))
    .sort((a, b) => a.from - b.from);
}

export function statusOf(place: Place): RecordStatus {
  const status = optional(member(place, 'status'), (each) =>
    oneOf(each, ['announced', 'withdrawn'] as const),
  );
  return status ?? 'published';
}

function readRecord(provider: string, model: string, place: Place): PriceRecord {
  const from = instant(member(place, 'from'));
  const tier = optional(member(place, 'tier'), (each) => oneOf(each, SERVICE_TIERS)) ?? 'standard';
  const calendar = optional(member(place, 'calendar'), text);
  const bandName = optional(member(place, 'band'), text);
  const label = optional(member(place, 'label'), text);
  const unknown = texts(member(place, 'unknown'));
  return {
    id: `${provider}/${model}@${compact(from)}#${bandName ?? label ?? tier}`,
    provider,
    model,
    tier,
    from,
    to: optional(member(place, 'to'), instant),
    band: bandName === undefined ? undefined : { calendar: calendar ?? '', name: bandName },
    status: statusOf(place),
    rates: readRates(member(place, 'usd'), unknown),
    sizeTiers: items(member(place, 'above')).map((tier) => readSizeTier(tier, unknown)),
    notSoldAbove: optional(member(place, 'notSoldAbove'), wholeNumber),
    confidence: oneOf(member(place, 'confidence'), ['high', 'medium', 'low']) ?? 'low',
    sources: texts(member(place, 'sources')),
    note: optional(member(place, 'note'), text),
  };
}

/** `2026-08-16T1600Z` */
const compact = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace(/:/g, '')}Z`;

function readSizeTier(place: Place, unknown: readonly string[]): SizeTier {
  return {
    promptTokens: wholeNumber(member(place, 'tokens')),
    isInclusive: member(place, 'inclusive').value === true,
    rates: readRates(member(place, 'usd'), [...unknown, ...texts(member(place, 'unknown'))]),
  };
}

/**
 * Where a vendor has no price for a class, the tokens bill as another class: an absent write class as a write of
 * another lifetime, else as input; an absent cache discount or audio price as plain tokens.
 */
const FALLBACKS = {
  input: [],
  cacheRead: ['input'],
  cacheWrite: ['cacheWrite5m', 'input'],
  cacheWrite5m: ['cacheWrite', 'input'],
  cacheWrite1h: ['cacheWrite', 'input'],
  cacheWrite12h: ['cacheWrite', 'input'],
  audioInput: ['input'],
  audioCacheRead: ['audioInput', 'cacheRead', 'input'],
  output: [],
  audioOutput: ['output'],
} as const satisfies Record<TokenClass, readonly TokenClass[]>;

function readRates(place: Place, unknown: readonly string[]): RateVector {
  const own = new Map(entries(place).map(([key, rate]) => [key, readRate(rate, key)] as const));
  const rateOf = (key: TokenClass): Rate | undefined => {
    if (own.has(key) || unknown.includes(key)) return own.get(key);
    const instead: TokenClass | undefined = FALLBACKS[key].find((each) => own.has(each));
    return instead === undefined ? complain(member(place, key), 'is missing') : own.get(instead);
  };
  return Object.fromEntries(TOKEN_CLASSES.map((key) => [key, rateOf(key)])) as RateVector;
}

function readRate(place: Place, key: string): Rate | undefined {
  if (!TOKEN_CLASSES.some((each) => each === key)) return complain(place, 'is no token class');
  const rate = typeof place.value === 'string' ? parseRate(place.value) : undefined;
  return (
    rate ?? complain(place, 'must be an exact decimal in quotes, at most 9 decimals, such as "0.003625"')
  );
}
