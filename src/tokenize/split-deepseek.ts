import {
  BLANK,
  CASELESS,
  CJK,
  CJK_LETTER,
  CJK_MARK,
  CJK_OTHER,
  CJK_SIGN,
  classAt,
  LOWER,
  MARK,
  NEWLINE,
  NUMBER,
  OTHER,
  SIGN,
  skip,
  UPPER,
  widthOf,
} from './classes.ts';
import { CASE_BIT, charBefore, numberEnd, SPACE, whitespaceEnd } from './scan.ts';

/** What the third pass tells apart, in the text between Chinese runs or inside of one. */
interface Kinds {
  readonly word: number;
  readonly sign: number;
  readonly newline: number;
  readonly other: number;
}

const BETWEEN: Kinds = {
  word: UPPER | LOWER | CASELESS | MARK,
  sign: SIGN,
  newline: NEWLINE,
  other: OTHER,
};
/** Newlines lie outside. */
const INSIDE: Kinds = { word: CJK_LETTER | CJK_MARK, sign: CJK_SIGN, newline: 0, other: CJK_OTHER };
/** What the first two passes have cut out: the third one takes it for the end of the text. */
const WALLS = NUMBER | CJK;

/**
 * The pattern of DeepSeek-V3, in one pass instead of its three: numbers by 3; runs of Chinese and kana; then, in
 * what is left and within those runs, words (with one ASCII sign before Latin letters, or anything else but a
 * letter, sign or newline), signs with newlines behind them, and whitespace. What nothing matches is a piece, too.
 */
export function splitDeepseek(bytes: Uint8Array, at: number): number {
  const first = classAt(bytes, at);
  if (first === NUMBER) return numberEnd(bytes, at, 3);
  const kinds = (first & CJK) === 0 ? BETWEEN : INSIDE;
  if ((first & kinds.word) !== 0) return skip(bytes, at, kinds.word);
  const next = at + widthOf(bytes[at] ?? 0);
  if ((first & kinds.sign) !== 0) return signsEnd(bytes, at, kinds);
  if (first === NEWLINE) return whitespaceEnd(bytes, at, WALLS);
  const second = classAt(bytes, next);
  if ((second & kinds.word) !== 0) return skip(bytes, next, kinds.word);
  if (first !== BLANK) return unmatchedEnd(bytes, next, kinds);
  const isSpaced = bytes[at] === SPACE && (second & SIGN) !== 0;
  return isSpaced ? skip(bytes, skip(bytes, next, SIGN), NEWLINE) : whitespaceEnd(bytes, at, WALLS);
}

/** One ASCII sign goes with Latin letters behind it. */
function signsEnd(bytes: Uint8Array, at: number, { sign, newline }: Kinds): number {
  if ((bytes[at] ?? 0) < 0x80 && isLatin(bytes[at + 1] ?? 0)) {
    let end = at + 2;
    while (isLatin(bytes[end] ?? 0)) end += 1;
    return end;
  }
  return skip(bytes, skip(bytes, at, sign), newline);
}

const isLatin = (byte: number): boolean => {
  const small = byte | CASE_BIT;
  return small >= 0x61 && small <= 0x7a && byte < 0x80;
};

/** Controls and the like, but for the last one where a word follows: it begins that word's piece. */
function unmatchedEnd(bytes: Uint8Array, from: number, { word, other }: Kinds): number {
  const end = skip(bytes, from, other);
  return end > from && (classAt(bytes, end) & word) !== 0 ? charBefore(bytes, end) : end;
}
