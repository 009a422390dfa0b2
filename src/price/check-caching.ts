import type { Model, PriceBook, Provider } from '../domain/book.ts';
import type { CacheMode, CacheRule, InWorlds } from '../domain/caching.ts';
import { isRuleFor } from './caching.ts';

/** Faults of the rules of a provider's prompt cache: worlds that are no worlds, rules for no model. */
export function checkCaching(book: PriceBook, provider: Provider): readonly string[] {
  const models = [...provider.models.values()];
  return [
    ...provider.caching().flatMap((rule, index) => {
      const name = `${provider.id}: caching[${index}]`;
      return [...wrongRule(rule), ...wrongPlace(book, models, rule)].map((fault) => `${name} ${fault}`);
    }),
    ...models
      .filter(({ life }) => !isFalling(life().cacheMinTokens))
      .map(({ name }) => `${provider.id}/${name}: cacheMinTokens must not rise from low to high`),
  ];
}

function wrongRule({
  mode,
  minTokens,
  unitTokens,
  idleSeconds,
  marks,
  lookBack,
}: CacheRule): readonly string[] {
  const hasBreakpoints = Object.values(mode).includes('breakpoints');
  return [
    ...(isFalling(minTokens) ? [] : ['has minTokens that rise from low to high']),
    ...(isDividing(unitTokens) ? [] : ['has a unit that is no multiple of the one for more hits']),
    ...(isRising(idleSeconds) ? [] : ['has idleSeconds that fall from low to high']),
    ...(isRising(ranksOf(mode)) ? [] : ['finds less in a world of more hits']),
    ...(hasBreakpoints === marks.length > 0
      ? []
      : ['must have marks where it has breakpoints, and only there']),
    ...(lookBack !== undefined && !hasBreakpoints ? ['looks back without breakpoints'] : []),
  ];
}

function wrongPlace({ sources }: PriceBook, models: readonly Model[], rule: CacheRule): readonly string[] {
  const idle = (rule.models ?? []).filter(
    (pattern) => !models.some(({ name }) => isRuleFor({ ...rule, models: [pattern] }, name)),
  );
  return [
    ...idle.map((pattern) => `is for "${pattern}", which no model is`),
    ...rule.sources.filter((key) => !sources.has(key)).map((key) => `has no source "${key}"`),
    ...(rule.to !== undefined && rule.to <= rule.from ? ['ends before it begins'] : []),
  ];
}

/** Any beginning is more than those that end at marks. */
const ranksOf = (mode: InWorlds<CacheMode>): InWorlds<number> => {
  const rank = (each: CacheMode): number => (each === 'automatic' ? 1 : 0);
  return { low: rank(mode.low), base: rank(mode.base), high: rank(mode.high) };
};

const isRising = ({ low, base, high }: InWorlds<number>): boolean => low <= base && base <= high;
const isFalling = (values: InWorlds<number> | undefined): boolean =>
  values === undefined || (values.low >= values.base && values.base >= values.high);
const isDividing = ({ low, base, high }: InWorlds<number>): boolean => low % base === 0 && base % high === 0;
