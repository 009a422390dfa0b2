/** One regular expression that cuts texts into its matches and what lies between them. */
export interface Pass {
  /** With the flag `g`. */
  readonly pattern: RegExp;
  /** What lies between matches is a piece too; else it is left out. */
  readonly keepsGaps: boolean;
}

/** The pieces of a text: each pass cuts what the one before left. */
export const piecesOf = (text: string, passes: readonly Pass[]): Iterable<string> =>
  passes.reduce<Iterable<string>>((pieces, pass) => cutAll(pieces, pass), [text]);

function* cutAll(pieces: Iterable<string>, pass: Pass): Generator<string> {
  for (const piece of pieces) yield* cut(piece, pass);
}

function* cut(text: string, { pattern, keepsGaps }: Pass): Generator<string> {
  let end = 0;
  for (const { 0: match, index } of text.matchAll(pattern)) {
    if (keepsGaps && index > end) yield text.slice(end, index);
    if (match !== '') yield match;
    end = index + match.length;
  }
  if (keepsGaps && end < text.length) yield text.slice(end);
}
