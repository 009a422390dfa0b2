import { pricesOf } from './genai-records.ts';
import {
  countIn,
  DESCRIBED,
  type FieldSeen,
  type FieldUse,
  HELD,
  type Importer,
  isObject,
  type JsonObject,
  type ListedModel,
  left,
  NEW,
  own,
  textIn,
} from './listed.ts';
import { SKIP, WHY } from './reasons.ts';

/** data.json of genai-prices: providers with their models, in USD per million tokens as numbers, some with dates. */
export const genaiPrices: Importer = {
  title: 'genai-prices',
  sign: 'a list of providers with `models`, each with `match` and `prices`',
  isLike: (value) => providersIn(value).some((each) => modelsIn(each).some(isPriced)),
  models: (value) =>
    providersIn(value).flatMap((provider, index) => {
      const id = isObject(provider) ? textIn(provider, 'id') : undefined;
      const isWhole = isObject(provider) && id !== undefined && Array.isArray(provider['models']);
      if (!isWhole) return [malformed(`[${index}]`)];
      return modelsIn(provider).map((model, place) => modelOf({ id, provider }, model, place));
    }),
};

/** Newer lists have the providers beside the units of their prices. */
function providersIn(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return isObject(value) && Array.isArray(value['providers']) ? value['providers'] : [];
}

const modelsIn = (provider: unknown): readonly unknown[] =>
  isObject(provider) && Array.isArray(provider['models']) ? provider['models'] : [];

const isPriced = (model: unknown): boolean =>
  isObject(model) && Object.hasOwn(model, 'match') && Object.hasOwn(model, 'prices');

const malformed = (key: string): ListedModel => ({
  key,
  host: '',
  name: key,
  aliases: [],
  life: {},
  outcome: { skipped: { why: SKIP.malformed } },
  fields: [],
});

function modelOf(
  { id: host, provider }: { readonly id: string; readonly provider: JsonObject },
  model: unknown,
  place: number,
): ListedModel {
  const id = isObject(model) ? textIn(model, 'id') : undefined;
  if (!isObject(model) || id === undefined) return malformed(`${host}[${place}]`);
  const seen: FieldSeen[] = [];
  const { aliases, isWhole } = namesIn(model['match']);
  const others = aliases.filter((each) => each.toLowerCase() !== id.toLowerCase());
  if (model['match'] !== undefined)
    seen.push({ field: 'match', value: model['match'], use: isWhole ? HELD : left(WHY.match) });
  const outcome = pricesOf(own(model, 'prices'), seen);
  return {
    key: `${host}/${id}`,
    host,
    title: textIn(provider, 'name'),
    name: id,
    aliases: [...new Set(others)],
    life: { maxInput: countIn(model, 'context_window') }, // as its schema explains it
    outcome,
    fields: [...seen, ...othersIn(model, seen)],
  };
}

/** Whole names are aliases; a rule of beginnings, endings and patterns is none. */
function namesIn(match: unknown): { readonly aliases: readonly string[]; readonly isWhole: boolean } {
  if (!isObject(match)) return { aliases: [], isWhole: false };
  const name = textIn(match, 'equals');
  if (name !== undefined) return { aliases: [name], isWhole: true };
  const parts = Array.isArray(match['or']) ? match['or'].map(namesIn) : [];
  return {
    aliases: parts.flatMap(({ aliases }) => aliases),
    isWhole: parts.length > 0 && parts.every(({ isWhole }) => isWhole),
  };
}

const DESCRIPTION = /^(id|name|description|context_window|deprecated)$/;

const othersIn = (model: JsonObject, seen: readonly FieldSeen[]): readonly FieldSeen[] => {
  const known = new Set(seen.map(({ field }) => field));
  return Object.entries(model)
    .filter(([field]) => field !== 'prices' && !known.has(field))
    .map(([field, value]) => ({ field, value, use: useOf(field, value) }));
};

function useOf(field: string, value: unknown): FieldUse {
  if (value === null || DESCRIPTION.test(field)) return DESCRIBED;
  return field === 'price_comments' ? left(WHY.remark) : NEW;
}
