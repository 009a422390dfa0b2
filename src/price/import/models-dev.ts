import type { TokenClass } from '../../domain/tokens.ts';
import { PER_MTOK } from './decimal.ts';
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
  left,
  limitsOf,
  NEW,
  own,
  type Rates,
  textIn,
} from './listed.ts';
import { beside, type Quote, readRates, skippedFor, withNeeded } from './rates.ts';
import { SKIP, WHY } from './reasons.ts';

/** api.json: providers with their models, in USD per million tokens as numbers. */
export const modelsDev: Importer = {
  title: 'models.dev',
  sign: 'an object of providers with `models`, each with `cost` or `limit`',
  isLike: (value) => isObject(value) && Object.values(value).some(isProvider),
  models: (value) =>
    isObject(value)
      ? Object.entries(value).flatMap(([id, provider]) =>
          isProvider(provider)
            ? Object.entries(provider.models).map(([name, model]) => modelOf({ id, provider }, name, model))
            : [malformed(id, id)],
        )
      : [],
};

type Provider = JsonObject & { readonly models: JsonObject };

const isProvider = (value: unknown): value is Provider =>
  isObject(value) &&
  isObject(value['models']) &&
  Object.values(value['models']).every(
    (model) =>
      !isObject(model) ||
      Object.hasOwn(model, 'cost') ||
      Object.hasOwn(model, 'limit') ||
      Object.hasOwn(model, 'id'),
  );

const malformed = (key: string, host: string): ListedModel => ({
  key,
  host,
  name: key,
  aliases: [],
  life: {},
  outcome: { skipped: { why: SKIP.malformed } },
  fields: [],
});

function modelOf(
  { id, provider }: { readonly id: string; readonly provider: Provider },
  name: string,
  model: unknown,
): ListedModel {
  const key = `${id}/${name}`;
  if (!isObject(model)) return malformed(key, id);
  const seen: FieldSeen[] = [];
  const outcome = pricesOf(model, seen);
  const life = lifeOf(model, seen);
  const title = textIn(provider, 'name');
  return {
    key,
    host: id,
    title,
    name,
    aliases: [],
    life,
    outcome,
    fields: [...seen, ...othersIn(model, seen)],
  };
}

const CLASSES: Readonly<Record<string, TokenClass>> = {
  input: 'input',
  output: 'output',
  cache_read: 'cacheRead',
  cache_write: 'cacheWrite',
  input_audio: 'audioInput',
  output_audio: 'audioOutput',
};

function pricesOf(model: JsonObject, seen: FieldSeen[]): ListedModel['outcome'] {
  const cost = own(model, 'cost');
  if (!isObject(cost)) {
    if (cost !== undefined && cost !== null) seen.push({ field: 'cost', value: cost, use: NEW });
    return { skipped: { why: SKIP.noPrice } };
  }
  seen.push({ field: 'cost', value: cost, use: HELD });
  const quotes = quotesIn(cost, 'cost');
  const rates = readRates(quotes, seen, true);
  const above = rates.isZero ? [] : sizesOf(cost, rates, seen);
  for (const [name, value] of Object.entries(cost)) {
    const use = useOfCost(name, value, cost);
    if (use !== undefined) seen.push({ field: `cost.${name}`, value, use });
  }
  const skipped = skippedFor(quotes, rates);
  if (skipped !== undefined) return { skipped };
  const price = {
    tier: 'standard',
    from: undefined,
    to: undefined,
    note: undefined,
    ...withNeeded(rates),
    above,
  } as const;
  return { prices: [price] };
}

const quotesIn = (cost: JsonObject, path: string): readonly Quote[] =>
  Object.entries(CLASSES).flatMap(([name, tokenClass]) => {
    const value = own(cost, name);
    const isThere = value !== undefined && value !== null;
    return isThere ? [{ tokenClass, field: `${path}.${name}`, value, shift: PER_MTOK }] : [];
  });

/** What a tier does not price is not known of it. */
function sizesOf(cost: JsonObject, base: Rates, seen: FieldSeen[]) {
  const over200k = own(cost, 'context_over_200k');
  const tiers = own(cost, 'tiers');
  const listed = Array.isArray(tiers) ? tiers.filter(isObject) : [];
  const sized = listed.flatMap((tier) => {
    const size =
      isObject(tier['tier']) && tier['tier']['type'] === 'context'
        ? countIn(tier['tier'], 'size')
        : undefined;
    return size === undefined ? [] : [{ tokens: size, rates: tier, field: 'cost.tiers' }];
  });
  if (tiers !== undefined && tiers !== null) {
    const isWhole = Array.isArray(tiers) && sized.length === tiers.length;
    seen.push({ field: 'cost.tiers', value: tiers, use: isWhole ? HELD : left(WHY.ranges) });
  }
  // Where both are there, they are one under two names.
  const isOlder = isObject(over200k) && !sized.some(({ tokens }) => tokens === 200_000);
  if (isObject(over200k)) seen.push({ field: 'cost.context_over_200k', value: over200k, use: HELD });
  const all = isOlder
    ? [...sized, { tokens: 200_000, rates: over200k, field: 'cost.context_over_200k' }]
    : sized;
  return all
    .filter(({ tokens }, index) => all.findLastIndex((each) => each.tokens === tokens) === index)
    .sort((a, b) => a.tokens - b.tokens)
    .map(({ tokens, rates, field }) => {
      const figures: FieldSeen[] = [];
      const read = readRates(quotesIn(rates, field), figures);
      seen.push(...figures.filter(isTold));
      return { ...beside(base, read), tokens, isInclusive: false };
    });
}

/** Of a cost that is no price of a class; `undefined`: it was looked at already. */
function useOfCost(name: string, value: unknown, cost: JsonObject): FieldUse | undefined {
  if (value === null) return DESCRIBED;
  if (Object.hasOwn(CLASSES, name) || name === 'tiers') return undefined;
  if (name === 'context_over_200k') return isObject(value) ? undefined : left(WHY.noNumber);
  if (name === 'reasoning') return value === cost['output'] ? HELD : left(WHY.reasoning);
  if (name === 'currency') return value === 'USD' ? HELD : left(WHY.currency);
  return NEW;
}

function lifeOf(model: JsonObject, seen: FieldSeen[]): ListedLife {
  const limit = isObject(model['limit']) ? model['limit'] : {};
  const window = countIn(limit, 'context');
  const output = countIn(limit, 'output');
  const released = dayIn(model, 'release_date');
  const date = own(model, 'release_date');
  if (date !== undefined && date !== null)
    seen.push({ field: 'release_date', value: date, use: released === undefined ? left(WHY.date) : HELD });
  const limits = limitsOf(window, { maxInput: countIn(limit, 'input'), maxOutput: output });
  if (output !== limits.maxOutput) seen.push({ field: 'limit.output', value: output, use: left(WHY.belied) });
  return { ...limits, released };
}

const DESCRIPTION =
  /^(id|name|family|description|attachment|reasoning|reasoning_options|temperature|tool_call|structured_output|interleaved|knowledge|last_updated|modalities|open_weights|limit|status|options|headers|provider|variants)$/;

function othersIn(model: JsonObject, seen: readonly FieldSeen[]): readonly FieldSeen[] {
  const known = new Set(seen.map(({ field }) => field));
  return Object.entries(model)
    .filter(([field]) => field !== 'cost' && !known.has(field))
    .map(([field, value]) => ({ field, value, use: useOf(field, value) }));
}

/** `experimental` may be a mere mark, or hold prices of modes. */
function useOf(field: string, value: unknown): FieldUse {
  if (value === null || DESCRIPTION.test(field)) return DESCRIBED;
  if (field !== 'experimental') return NEW;
  return isObject(value) && JSON.stringify(value).includes('"cost"') ? left(WHY.mode) : DESCRIBED;
}
