import {
  type Model,
  PRECISIONS,
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
  isPresent,
  isTrue,
  items,
  member,
  once,
  oneOf,
  optional,
  type Place,
  text,
  texts,
  wholeNumber,
} from './json.ts';
import { readTokensInWorlds } from './load-caching.ts';

/** Whose model is read, and in which book of the user's; recost's own has no layer. */
export interface ModelHome {
  readonly provider: string;
  readonly layer: string | undefined;
}

/**
 * A model of a provider's file. Its prices and limits are read when they are first asked for: a log has few of a
 * book's models. What is wrong with it goes to the place's faults.
 */
export const readModel = (home: ModelHome, name: string, place: Place): Model => ({
  provider: home.provider,
  name,
  aliases: texts(member(place, 'aliases')),
  tokenizer: tokenizerOf(home, name, member(place, 'tokenizer')),
  records: once(() => items(member(place, 'prices')).map((price) => readRecord(home, name, price))),
  life: once(() => ({
    contextWindow: readTimeline(member(place, 'contextWindow')),
    maxInput: readTimeline(member(place, 'maxInput')),
    maxOutput: readTimeline(member(place, 'maxOutput')),
    cacheMinTokens: optional(member(place, 'cacheMinTokens'), readTokensInWorlds),
    released: optional(member(place, 'released'), instant),
    retired: optional(member(place, 'retired'), instant),
  })),
});

/** A user's book need not know it: the model is then a family of its own, like no other. */
const tokenizerOf = ({ provider, layer }: ModelHome, name: string, place: Place): string =>
  layer !== undefined && !isPresent(place) ? `${provider}/${name}` : text(place);

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

function readRecord({ provider, layer }: ModelHome, model: string, place: Place): PriceRecord {
  const isUndated = layer !== undefined && !isPresent(member(place, 'from'));
  const from = isUndated ? 0 : instant(member(place, 'from'));
  const tier = optional(member(place, 'tier'), (each) => oneOf(each, SERVICE_TIERS)) ?? 'standard';
  const calendar = optional(member(place, 'calendar'), text);
  const bandName = optional(member(place, 'band'), text);
  const label = optional(member(place, 'label'), text);
  const unknown = texts(member(place, 'unknown'));
  return {
    id: `${layer === undefined ? '' : `${layer}:`}${provider}/${model}@${isUndated ? 'undated' : compact(from)}#${bandName ?? label ?? tier}`,
    provider,
    model,
    tier,
    from,
    to: optional(member(place, 'to'), instant),
    band: bandName === undefined ? undefined : { calendar: calendar ?? '', name: bandName },
    status: statusOf(place),
    rates: readRates(member(place, 'usd'), unknown),
    stated: TOKEN_CLASSES.filter((key) => isPresent(member(member(place, 'usd'), key))),
    sizeTiers: items(member(place, 'above')).map((tier) => readSizeTier(tier, unknown)),
    notSoldAbove: optional(member(place, 'notSoldAbove'), wholeNumber),
    confidence: confidenceOf(layer, member(place, 'confidence')),
    sources: texts(member(place, 'sources')),
    note: optional(member(place, 'note'), text),
    precision: isUndated
      ? 'undated'
      : optional(member(place, 'precision'), (each) => oneOf(each, PRECISIONS)),
    guaranteedUntil: optional(member(place, 'guaranteedUntil'), instant),
    derived: optional(member(place, 'derived'), text),
    layer,
  };
}

/** Who writes down a price of a contract is sure of it. */
function confidenceOf(layer: string | undefined, place: Place): PriceRecord['confidence'] {
  if (layer !== undefined && !isPresent(place)) return 'high';
  return oneOf(place, ['high', 'medium', 'low']) ?? 'low';
}

/** `2026-08-16T1600Z` */
const compact = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace(/:/g, '')}Z`;

function readSizeTier(place: Place, unknown: readonly string[]): SizeTier {
  return {
    promptTokens: wholeNumber(member(place, 'tokens')),
    isInclusive: isTrue(member(place, 'inclusive')),
    rates: readRates(member(place, 'usd'), [...unknown, ...texts(member(place, 'unknown'))]),
  };
}

/**
 * Where a vendor has no price for a class, the tokens bill as another class: an absent write class as a write of
 * another lifetime, else as input; an absent cache discount or audio price as plain tokens. If the price of that
 * class is not known, neither is theirs.
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
  const own = ownRates(place);
  const rateOf = (key: TokenClass): Rate | undefined => {
    const stated = own[key];
    if (stated !== undefined || unknown.includes(key)) return stated;
    for (const instead of FALLBACKS[key])
      if (own[instead] !== undefined || unknown.includes(instead)) return own[instead];
    const isNeeded = FALLBACKS[key].length === 0 && !isPresent(member(place, key));
    return isNeeded ? complain(member(place, key), 'is missing') : undefined;
  };
  return {
    input: rateOf('input'),
    cacheRead: rateOf('cacheRead'),
    cacheWrite: rateOf('cacheWrite'),
    cacheWrite5m: rateOf('cacheWrite5m'),
    cacheWrite1h: rateOf('cacheWrite1h'),
    cacheWrite12h: rateOf('cacheWrite12h'),
    audioInput: rateOf('audioInput'),
    audioCacheRead: rateOf('audioCacheRead'),
    output: rateOf('output'),
    audioOutput: rateOf('audioOutput'),
  };
}

function ownRates(place: Place): Partial<Record<TokenClass, Rate>> {
  const own: Partial<Record<TokenClass, Rate>> = {};
  for (const [name, rate] of entries(place)) {
    const key = TOKEN_CLASSES.find((each) => each === name);
    const value = key === undefined ? complain(rate, 'is no token class') : readRate(rate);
    if (key !== undefined && value !== undefined) own[key] = value;
  }
  return own;
}

/** A book has few different figures. */
const RATES = new Map<string, Rate>();
const MOST_RATES = 10_000;

function readRate(place: Place): Rate | undefined {
  const { value } = place;
  const known = typeof value === 'string' ? RATES.get(value) : undefined;
  if (known !== undefined) return known;
  const rate = typeof value === 'string' ? parseRate(value) : undefined;
  if (rate === undefined || typeof value !== 'string')
    return complain(place, 'must be an exact decimal in quotes, at most 9 decimals, such as "0.003625"');
  if (RATES.size < MOST_RATES) RATES.set(value, rate);
  return rate;
}
