/** A value of a file of the user's, with the line at which it stands. */
export type Node =
  | { readonly kind: 'text'; readonly text: string; readonly line: number }
  /** Nothing is written there: an empty cell, `null` or `~`. */
  | { readonly kind: 'absent'; readonly line: number }
  | { readonly kind: 'list'; readonly items: readonly Node[]; readonly line: number }
  | { readonly kind: 'map'; readonly pairs: readonly Pair[]; readonly line: number }
  /** What we do not follow; `what` says it in words. */
  | { readonly kind: 'other'; readonly what: string; readonly line: number };

export interface Pair {
  readonly key: string;
  readonly line: number;
  readonly node: Node;
}

const KINDS = { text: 'text', absent: 'nothing', list: 'a list', map: 'a group of keys' } as const;

/** What a node is, in words. */
export const kindOf = (node: Node): string => (node.kind === 'other' ? node.what : KINDS[node.kind]);

const LONGEST = 60;

/** The user's words for a message: cut if they are long. */
export function short(text: string): string {
  const characters = [...text.slice(0, 2 * LONGEST)];
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join('')}…` : text;
}
