import type { TokenClass } from '../../domain/tokens.ts';
import { figureOf, isSameFigure, PER_TOKEN } from './decimal.ts';
import {
  countIn,
  DESCRIBED,
  dayIn,
  type FieldSeen,
  type FieldUse,
  HELD,
  type Importer,
  isObject,
  isTold,
  type JsonObject,
  type ListedLife,
  type ListedModel,
  type ListedPrice,
  left,
  limitsOf,
  NEW,
  own,
  type Rates,
  textIn,
} from './listed.ts';
import { over, type Quote, readRates, skippedFor, withNeeded } from './rates.ts';
import { SKIP, WHY } from './reasons.ts';

/** /api/v1/models: a list of models, with USD per token as texts. */
export const openrouter: Importer = {
  title: 'OpenRouter model list',
  sign: 'an object with `data`, a list of models with `id` and `pricing`',
  isLike: (value) =>
    isObject(value) &&
    Array.isArray(value['data']) &&
    value['data'].some((model: unknown) => isObject(model) && isObject(model['pricing'])),
  models(value) {
    const list: readonly unknown[] = isObject(value) && Array.isArray(value['data']) ? value['data'] : [];
    return list.map((model, index) => modelOf(model, index));
  },
};

const HOST = 'openrouter';

function modelOf(model: unknown, index: number): ListedModel {
  const id = isObject(model) ? textIn(model, 'id') : undefined;
  if (!isObject(model) || id === undefined) {
    const key = `data[${index}]`;
    const skipped = { why: SKIP.malformed };
    return { key, host: HOST, name: key, aliases: [], life: {}, outcome: { skipped }, fields: [] };
  }
  const seen: FieldSeen[] = [];
  const outcome = pricesOf(model, seen);
  const life = lifeOf(model, seen);
  const slug = textIn(model, 'canonical_slug') ?? id;
  return {
    key: id,
    host: HOST,
    title: 'OpenRouter',
    name: id,
    aliases: slug === id ? [] : [slug],
    life,
    outcome,
    fields: [...seen, ...othersIn(model, seen)],
  };
}

/** `input_cache_write` is the write of five minutes where an hour has its own price. */
const CLASSES: Readonly<Record<string, TokenClass>> = {
  prompt: 'input',
  completion: 'output',
  input_cache_read: 'cacheRead',
  input_cache_write: 'cacheWrite',
  input_cache_write_1h: 'cacheWrite1h',
  audio: 'audioInput',
  audio_output: 'audioOutput',
  input_audio_cache: 'audioCacheRead',
};

const FEES: Readonly<Record<string, string>> = {
  request: WHY.requests,
  image: WHY.image,
  image_output: WHY.image,
  image_token: WHY.image,
  web_search: WHY.search,
  discount: WHY.discount,
};

function pricesOf(model: JsonObject, seen: FieldSeen[]): ListedModel['outcome'] {
  const pricing = own(model, 'pricing');
  if (!isObject(pricing)) {
    if (pricing !== undefined && pricing !== null) seen.push({ field: 'pricing', value: pricing, use: NEW });
    return { skipped: { why: SKIP.noPrice } };
  }
  seen.push({ field: 'pricing', value: pricing, use: HELD });
  const quotes = quotesIn(pricing, 'pricing');
  const rates = readRates(quotes, seen, true);
  const overrides = overridesIn(pricing, rates, seen);
  for (const [name, value] of Object.entries(pricing)) {
    const use = useOfPrice(name, value, pricing);
    if (use !== undefined) seen.push({ field: `pricing.${name}`, value, use });
  }
  // Here 0 is documented as free, and a model that varies has −1.
  const skipped = rates.isZero ? undefined : skippedFor(quotes, rates);
  if (skipped !== undefined) return { skipped };
  const { above, hasHours } = overrides;
  const note = hasHours ? 'The list has another price for some hours of the day.' : undefined;
  return {
    prices: [{ tier: 'standard', from: undefined, to: undefined, note, ...withNeeded(rates), above }],
  };
}

const quotesIn = (pricing: JsonObject, path: string): readonly Quote[] =>
  Object.entries(CLASSES).flatMap(([name, tokenClass]) => {
    const value = own(pricing, name);
    const isThere = value !== undefined && value !== null;
    return isThere ? [{ tokenClass, field: `${path}.${name}`, value, shift: PER_TOKEN }] : [];
  });

interface Overrides {
  readonly above: ListedPrice['above'];
  readonly hasHours: boolean;
}

/** Prices of larger prompts ("strictly greater") say what is new in them; hours of the day cannot be held. */
function overridesIn(pricing: JsonObject, base: Rates, seen: FieldSeen[]): Overrides {
  const value = own(pricing, 'overrides');
  const rows = Array.isArray(value) ? value : [];
  const sized = rows
    .filter(isObject)
    .filter((row) => conditionsIn(row).join() === 'min_prompt_tokens' && tokensIn(row) > 0);
  const isWhole = Array.isArray(value) && sized.length === rows.length;
  const hasHours = rows.some(
    (row) => isObject(row) && conditionsIn(row).some((each) => each.startsWith('utc_')),
  );
  const use = isWhole ? HELD : left(hasHours ? WHY.hours : WHY.ranges);
  if (value !== undefined && value !== null) seen.push({ field: 'pricing.overrides', value, use });
  const above: ListedPrice['above'][number][] = [];
  let below = base;
  for (const row of [...sized].sort((a, b) => tokensIn(a) - tokensIn(b))) {
    const figures: FieldSeen[] = [];
    below = over(below, readRates(quotesIn(row, 'pricing.overrides'), figures));
    seen.push(...figures.filter(isTold));
    if (above.at(-1)?.tokens === tokensIn(row)) above.pop(); // of several, the later one holds
    above.push({ ...below, tokens: tokensIn(row), isInclusive: false });
  }
  return { above, hasHours };
}

const tokensIn = (row: JsonObject): number => countIn(row, 'min_prompt_tokens') ?? 0;

/** What must hold for an override to count: all that is no price. */
const conditionsIn = (row: JsonObject): readonly string[] =>
  Object.keys(row).filter((name) => !Object.hasOwn(CLASSES, name) && !Object.hasOwn(FEES, name));

/** Of what is no price of a class; `undefined`: it was looked at already. */
function useOfPrice(name: string, value: unknown, pricing: JsonObject): FieldUse | undefined {
  if (value === null) return DESCRIBED;
  if (Object.hasOwn(CLASSES, name) || name === 'overrides') return undefined;
  const { kind } = figureOf(value, PER_TOKEN);
  if (name === 'internal_reasoning') {
    const isOutput = kind === 'zero' || isSameFigure(value, pricing['completion'], PER_TOKEN);
    return isOutput ? HELD : left(WHY.reasoning);
  }
  const fee = Object.hasOwn(FEES, name) ? FEES[name] : undefined;
  if (fee === undefined) return NEW;
  return kind === 'zero' ? DESCRIBED : left(fee);
}

function lifeOf(model: JsonObject, seen: FieldSeen[]): ListedLife {
  const top = isObject(model['top_provider']) ? model['top_provider'] : {};
  const window = countIn(model, 'context_length') ?? countIn(top, 'context_length');
  const output = countIn(top, 'max_completion_tokens');
  const retired = dayIn(model, 'expiration_date');
  const date = own(model, 'expiration_date');
  if (date !== undefined && date !== null)
    seen.push({ field: 'expiration_date', value: date, use: retired === undefined ? left(WHY.date) : HELD });
  const limits = limitsOf(window, { maxOutput: output });
  if (output !== limits.maxOutput)
    seen.push({ field: 'top_provider.max_completion_tokens', value: output, use: left(WHY.belied) });
  return { ...limits, retired };
}

const DESCRIPTION =
  /^(id|canonical_slug|hugging_face_id|name|created|description|context_length|architecture|top_provider|per_request_limits|supported_parameters|default_parameters|supported_voices|knowledge_cutoff|links|reasoning|benchmarks)$/;

function othersIn(model: JsonObject, seen: readonly FieldSeen[]): readonly FieldSeen[] {
  const known = new Set(seen.map(({ field }) => field));
  return Object.entries(model)
    .filter(([field]) => field !== 'pricing' && !known.has(field))
    .map(([field, value]) => ({
      field,
      value,
      use: value === null || DESCRIPTION.test(field) ? DESCRIBED : NEW,
    }));
}
