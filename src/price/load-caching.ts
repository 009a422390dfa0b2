import { CACHE_MARKS, CACHE_MODES, type CacheRule, HIT_WORLDS, type InWorlds } from '../domain/caching.ts';
import { TOKEN_CLASSES } from '../domain/tokens.ts';
import {
  complain,
  instant,
  isPresent,
  items,
  member,
  oneOf,
  optional,
  type Place,
  text,
  texts,
  wholeNumber,
} from './json.ts';

/** A rule of a provider's prompt cache. What is wrong with it goes to the place's faults. */
export function readCacheRule(place: Place): CacheRule {
  const models = member(place, 'models');
  return {
    from: instant(member(place, 'from')),
    to: optional(member(place, 'to'), instant),
    models: isPresent(models) ? texts(models) : undefined,
    mode: readInWorlds(member(place, 'mode'), (each) => oneOf(each, CACHE_MODES) ?? 'automatic'),
    minTokens: readTokensInWorlds(member(place, 'minTokens')),
    unitTokens: readTokensInWorlds(member(place, 'unitTokens')),
    idleSeconds: readInWorlds(member(place, 'idleSeconds'), positive),
    marks: items(member(place, 'marks')).flatMap((each) => oneOf(each, CACHE_MARKS) ?? []),
    lookBack: optional(member(place, 'lookBack'), positive),
    writes: optional(member(place, 'writes'), (each) => oneOf(each, TOKEN_CLASSES)),
    confidence: oneOf(member(place, 'confidence'), ['high', 'medium', 'low']) ?? 'low',
    sources: texts(member(place, 'sources')),
    note: optional(member(place, 'note'), text),
  };
}

/** `1024`, or `{"low": 4096, "base": 1024, "high": 512}` */
export const readTokensInWorlds = (place: Place): InWorlds<number> => readInWorlds(place, positive);

function readInWorlds<T>(place: Place, read: (place: Place) => T): InWorlds<T> {
  if (HIT_WORLDS.some((world) => isPresent(member(place, world))))
    return {
      low: read(member(place, 'low')),
      base: read(member(place, 'base')),
      high: read(member(place, 'high')),
    };
  const value = read(place);
  return { low: value, base: value, high: value };
}

function positive(place: Place): number {
  const count = wholeNumber(place);
  if (place.value === 0 || place.value === '0') complain(place, 'must be above 0');
  return Math.max(count, 1);
}
