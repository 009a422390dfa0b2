import type { Unpriced } from './pricing.ts';

const day = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** Why there is no price, in words, with what to do where something can be done. */
export function unpricedText(why: Unpriced): string {
  switch (why.code) {
    case 'no-model':
      return 'the call names no model (give one with --model)';
    case 'unknown-model':
      return `no price for "${why.name}"${didYouMean(why.suggestions)}`;
    case 'unknown-provider':
      return `the provider "${why.name}" is not in the price book`;
    case 'several-hosts':
      return `"${why.name}" is sold by ${why.hosts.join(', ')}: name one with --provider`;
    case 'host-has-no-price':
      return `${why.host} has no price for "${why.name}", and is not known to resell it at list price`;
    case 'precedes-prices':
      return `${why.model} has no price before ${day(why.first)} (earlier calls: --at DATE; a candidate: a later --as-of)`;
    case 'no-longer-sold':
      return `${why.model} has no price since ${day(why.until)}`;
    case 'announced-only':
      return `${why.model} has only an announced price from ${day(why.from)} (use it with --include-announced)`;
    case 'no-price':
      return `${why.model} has no price at that instant`;
    case 'no-such-tier':
      return `${why.model} has no price for the service tier "${why.tier}"`;
    case 'not-sold-above':
      return `${why.model} is not sold at that tier for prompts over ${why.promptTokens} tokens`;
    case 'rate-unknown':
      return `${why.model}'s price of ${why.tokenClass} tokens is not known`;
    case 'no-counts':
      return 'the log lacks input or output tokens, and the text to count them (name a column with --map output=COLUMN)';
    default:
      return why satisfies never;
  }
}

const didYouMean = (names: readonly string[]): string =>
  names.length === 0 ? '' : ` (did you mean ${names.join(' or ')}?)`;
