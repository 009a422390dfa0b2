import type { TokenCount, TokenReport } from '../../domain/token-count.ts';
import { grouped, many } from '../numbers.ts';

/** Two figures are all that ±10 % leaves of a number; three where it is better known. */
const figuresFor = (bar: number): number => (bar >= 0.08 ? 2 : 3);

/** An estimate without digits that nobody knows. */
function rounded({ tokens, bar }: TokenCount): number {
  const size = 10 ** Math.max(Math.floor(Math.log10(Math.max(tokens, 1))) + 1 - figuresFor(bar), 0);
  return Math.round(tokens / size) * size;
}

/** `1,234`, or `~1,200` for an estimate. */
export const tokensText = (count: TokenCount): string =>
  count.bar === 0 ? grouped(count.tokens) : `~${grouped(rounded(count))}`;

/** In what a text was counted, or how it was estimated. */
export function wayText({ known }: TokenCount): string {
  switch (known.kind) {
    case 'counted':
      return known.vocabulary;
    case 'estimated':
      return known.method;
    case 'reported':
      return '';
    default:
      return known satisfies never;
  }
}

/** The same for programs: `counted: o200k_base`. */
export const methodText = (count: TokenCount): string => `${count.known.kind}: ${wayText(count)}`;

/** What the texts come to, in a sentence: for the model with the fewest tokens, and the one with the most. */
export function conclusionOf({ models, files, total }: TokenReport): string {
  const [first] = files;
  const subject = files.length === 1 && first !== undefined ? first.name : many(files.length, 'text');
  const verb = files.length === 1 ? 'comes' : 'come';
  const inOrder = models
    .map(({ name }, at) => ({ name, count: total.counts[at] }))
    .filter((each): each is { name: string; count: TokenCount } => each.count !== undefined)
    .sort((a, b) => a.count.tokens - b.count.tokens);
  const [least] = inOrder;
  const most = inOrder.at(-1);
  if (least === undefined || most === undefined) return '';
  const start = `${subject} ${verb} to ${tokensText(least.count)} tokens for ${least.name}`;
  if (most.count.tokens === least.count.tokens)
    return `${start}${inOrder.length > 1 ? ', and for all others' : ''}.`;
  const times =
    least.count.tokens === 0 ? '' : `, ${(most.count.tokens / least.count.tokens).toFixed(2)} times as many`;
  return `${start}, and to ${tokensText(most.count)} for ${most.name}${times}.`;
}
