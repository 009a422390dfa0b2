import { BYTE_CHARACTERS, isByteToken, writeToken } from './byte-alphabet.ts';
import { cutBelow, SHORT } from './merge.ts';
import { refuse } from './tokenizer-fault.ts';
import {
  buildVocabulary,
  emptyList,
  MOST_TOKENS,
  NO_RANK,
  rankOf,
  type TokenList,
  type Vocabulary,
} from './vocabulary.ts';

/** The two halves of a token, as a list of merges has them. */
export type Pair = readonly [left: string, right: string];

/** What a `tokenizer.json` says of its tokens, all of them written in the characters that stand for bytes. */
export interface MergeList {
  readonly vocabulary: readonly string[];
  readonly merges: readonly Pair[];
  /** A piece that is a token is that token, even where merges lead elsewhere. */
  readonly ignoresMerges: boolean;
}

/**
 * The tokens of a byte-level vocabulary in the order of their merges. Merging whatever two neighbours make the token
 * of lowest rank then comes to the same as merging the listed pairs only: that is checked, token by token.
 * @throws TokenizerFault if it does not
 */
export function tokensOfMerges({ vocabulary, merges, ignoresMerges }: MergeList): TokenList {
  const known = new Set(vocabulary);
  if (!BYTE_CHARACTERS.every((char) => known.has(char))) refuse('lacks tokens for some of the 256 bytes');
  const cuts = cutsOf(merges);
  const others = ignoresMerges ? vocabulary.filter((token) => !cuts.has(token)) : [];
  const names = [...cuts.keys(), ...others].filter(isByteToken);
  if (names.length > MOST_TOKENS) refuse(`has more than ${MOST_TOKENS} tokens`);
  const list = listOf(names);
  const all = buildVocabulary(list);
  const kept = names.filter((name, rank) => isMade(all, rank, cuts.get(name)) || ignoresMerges);
  return kept.length === names.length ? list : listOf(kept);
}

/** How long the left halves of a token's pairs are: nearly always one number. */
type Cuts = number | readonly number[];

/** The tokens that merges make, behind the single bytes. */
function cutsOf(merges: readonly Pair[]): ReadonlyMap<string, Cuts> {
  const cuts = new Map<string, Cuts>(BYTE_CHARACTERS.map((char) => [char, 0]));
  for (const [left, right] of merges) {
    if (!cuts.has(left) || !cuts.has(right)) refuse('merges tokens that no merge before makes');
    const known = cuts.get(left + right);
    cuts.set(left + right, known === undefined ? left.length : [known, left.length].flat());
  }
  return cuts;
}

function listOf(names: readonly string[]): TokenList {
  const list = emptyList(names.map(({ length }) => length));
  let at = 2 * names.length;
  for (const name of names) {
    writeToken(name, list.content, at);
    at += name.length;
  }
  return list;
}

/**
 * Whether merging makes the token: by the merges of lower rank, it comes to two parts, and those are a listed pair.
 * Else it must never come to two parts, or they would be merged here, and only here.
 */
function isMade(all: Vocabulary, rank: number, cuts: Cuts | undefined): boolean {
  const from = all.starts[rank] ?? 0;
  const to = all.starts[rank + 1] ?? 0;
  if (to - from === 1) return true;
  const cut =
    to - from <= SHORT ? cutBelow(all, from, to, rank) : cutOf(all, from, to, (other) => other < rank);
  if (cut !== 0 && (cut === cuts || (Array.isArray(cuts) && cuts.includes(cut)))) return true;
  if (cutOf(all, from, to, (other) => other !== rank) !== 0)
    refuse('has merges that do not follow from the order of its tokens');
  return false;
}

/** The same as `cutBelow` at any length, by merging to tokens of such ranks. */
function cutOf(all: Vocabulary, from: number, to: number, isAllowed: (rank: number) => boolean): number {
  const starts = Array.from({ length: to - from }, (_, at) => from + at);
  for (;;) {
    let lowest = NO_RANK;
    let at = 0;
    for (let left = 0; left + 1 < starts.length; left += 1) {
      const rank = rankOf(all, all.bytes, starts[left] ?? from, starts[left + 2] ?? to);
      if (rank >= lowest || !isAllowed(rank)) continue;
      lowest = rank;
      at = left;
    }
    if (lowest === NO_RANK) return starts.length === 2 ? (starts[1] ?? from) - from : 0;
    starts.splice(at + 1, 1);
  }
}
