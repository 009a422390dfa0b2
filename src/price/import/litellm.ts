import {
  countIn,
  DESCRIBED,
  dayIn,
  type FieldSeen,
  HELD,
  type Importer,
  isObject,
  type JsonObject,
  type ListedLife,
  type ListedModel,
  left,
  own,
  textIn,
} from './listed.ts';
import { useOfOther } from './litellm-fields.ts';
import { pricesOf } from './litellm-prices.ts';
import { SKIP, WHY } from './reasons.ts';

/** model_prices_and_context_window.json: one object, with USD per token as numbers. */
export const litellm: Importer = {
  title: 'LiteLLM price map',
  sign: 'an object of models with `litellm_provider`',
  isLike: (value) =>
    isObject(value) &&
    Object.values(value).some((each) => isObject(each) && Object.hasOwn(each, 'litellm_provider')),
  models: (value, isSameHost) =>
    isObject(value) ? Object.entries(value).map(([key, entry]) => modelOf(key, entry, isSameHost)) : [],
};

/** Entries that say how others look. */
const NO_MODELS: ReadonlySet<string> = new Set(['sample_spec', 'fallback_generalizations']);

function modelOf(key: string, entry: unknown, isSameHost: Parameters<Importer['models']>[1]): ListedModel {
  const bare = { key, host: '', name: key, aliases: [], life: {}, fields: [] };
  if (NO_MODELS.has(key)) return { ...bare, outcome: { skipped: { why: SKIP.noModel } } };
  const host = isObject(entry) ? hostOf(textIn(entry, 'litellm_provider')) : undefined;
  const malformed = { skipped: { why: SKIP.malformed } };
  if (!isObject(entry)) return { ...bare, outcome: malformed };
  const seen: FieldSeen[] = [];
  const outcome = pricesOf(entry, seen);
  const life = lifeOf(entry, seen);
  const fields = [...seen, ...otherFields(entry, seen)];
  if (host === undefined) return { ...bare, fields, outcome: malformed };
  return { ...bare, ...placeIn(key, host, isSameHost), host, life, outcome, fields };
}

/** Parts of one vendor that the list keeps apart. */
const HOSTS: readonly (readonly [RegExp, string])[] = [
  [/^vertex_ai-.*/, 'vertex_ai'],
  [/^text-completion-/, ''],
  [/^(azure|cohere)_(text|chat)$/, '$1'],
  [/^codestral$/, 'mistral'],
  [/^fireworks_ai-.*/, 'fireworks_ai'],
];

const hostOf = (provider: string | undefined): string | undefined =>
  HOSTS.reduce((name, [pattern, instead]) => name?.replace(pattern, instead), provider);

/** Keys carry the host in front, but for the oldest and those that clouds name otherwise. */
function placeIn(
  key: string,
  host: string,
  isSameHost: (a: string, b: string) => boolean,
): Pick<ListedModel, 'name' | 'prefix'> {
  const cut = key.indexOf('/');
  const first = key.slice(0, Math.max(cut, 0));
  const isHost = cut > 0 && cut < key.length - 1 && isSameHost(hostOf(first) ?? '', host);
  return isHost ? { name: key.slice(cut + 1), prefix: `${first}/` } : { name: key };
}

/** `max_tokens` is an older name of whichever of the others was meant. */
function lifeOf(entry: JsonObject, seen: FieldSeen[]): ListedLife {
  const [maxInput, maxOutput] = [countIn(entry, 'max_input_tokens'), countIn(entry, 'max_output_tokens')];
  const either = own(entry, 'max_tokens');
  if (either !== undefined && either !== null && either !== maxInput && either !== maxOutput)
    seen.push({ field: 'max_tokens', value: either, use: left(WHY.limits) });
  const retired = dayIn(entry, 'deprecation_date');
  const date = own(entry, 'deprecation_date');
  if (date !== undefined && date !== null)
    seen.push({ field: 'deprecation_date', value: date, use: retired === undefined ? left(WHY.date) : HELD });
  return { maxInput, maxOutput, retired };
}

/** Every field that is not seen yet. */
function otherFields(entry: JsonObject, seen: readonly FieldSeen[]): readonly FieldSeen[] {
  const known = new Set(seen.map(({ field }) => field));
  return Object.entries(entry)
    .filter(([field]) => !known.has(field))
    .map(([field, value]) => ({ field, value, use: value === null ? DESCRIBED : useOfOther(field, value) }));
}
