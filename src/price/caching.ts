import { patternMatcher } from '../config/pattern.ts';
import type { Instant, Model, Provider } from '../domain/book.ts';
import type { CacheRule } from '../domain/caching.ts';
import { covers } from './routing.ts';

/** Whether a rule of a provider's cache is meant for a model. */
export const isRuleFor = ({ models }: CacheRule, name: string): boolean =>
  models === undefined || models.some((pattern) => patternMatcher(pattern)(name));

/** The rule of a model's prompt cache in force at an instant; a model's own smallest beginning goes before the rule's. */
export function cacheRuleAt(
  { caching }: Provider,
  { name, life }: Pick<Model, 'name' | 'life'>,
  at: Instant,
): CacheRule | undefined {
  const rule = caching().findLast((each) => covers(each, at) && isRuleFor(each, name));
  return rule && { ...rule, minTokens: life().cacheMinTokens ?? rule.minTokens };
}
