import {
  CASELESS_LETTERS,
  classAt,
  LETTERS,
  LOWER,
  MARKS,
  NEWLINE,
  NUMBER,
  SYMBOLS,
  skip,
  UPPER,
  WHITESPACE,
  widthOf,
} from './classes.ts';
import {
  allButLastBlank,
  CASE_BIT,
  charBefore,
  contractionEnd,
  numberEnd,
  SPACE,
  startsSymbols,
  whitespaceEnd,
} from './scan.ts';

/**
 * Where the piece ends that starts at `at`: what a vocabulary's split pattern would match there. The bytes
 * are UTF-8 with `END` after the last one, and `at` is before the end. Merges never cross a piece.
 */
export type Split = (bytes: Uint8Array, at: number) => number;

const SLASH = 0x2f;
const WORD = LETTERS | MARKS;
const UPPER_LIKE = UPPER | CASELESS_LETTERS | MARKS;
const LOWER_LIKE = LOWER | CASELESS_LETTERS | MARKS;
const SYMBOL = SYMBOLS | MARKS;

/**
 * The pattern of o200k_base (tiktoken's `openai_public.py`), alternative by alternative: a word with at most
 * one leading non-letter and an English contraction behind it; up to 3 digits; symbols with newlines and
 * slashes behind them; whitespace.
 */
export function splitO200k(bytes: Uint8Array, at: number): number {
  const first = classAt(bytes, at);
  if ((first & WORD) !== 0) return contractionEnd(bytes, casedWordEnd(bytes, at), CASE_BIT);
  if (first === NUMBER) return numberEnd(bytes, at, 3);
  if (first === NEWLINE) return whitespaceEnd(bytes, at);
  const next = at + widthOf(bytes[at] ?? 0);
  const second = classAt(bytes, next);
  if ((second & WORD) !== 0) return contractionEnd(bytes, casedWordEnd(bytes, next), CASE_BIT);
  if (!startsSymbols(bytes, at, second, SYMBOL)) return whitespaceEnd(bytes, at);
  let end = skip(bytes, next, SYMBOL);
  while (classAt(bytes, end) === NEWLINE || bytes[end] === SLASH) end += 1;
  return end;
}

/**
 * The pattern of cl100k_base as published first, and of vocabularies that took it over with at most so many digits
 * in a piece: Llama 3 with 3 as well, Qwen with 1. Later copies of `openai_public.py` also take all whitespace at
 * the end of a text as one piece; that differs only after a newline there.
 */
const splitWords =
  (mostDigits: number): Split =>
  (bytes, at) => {
    const contraction = contractionEnd(bytes, at, CASE_BIT);
    if (contraction > at) return contraction;
    const first = classAt(bytes, at);
    if ((first & LETTERS) !== 0) return skip(bytes, at, LETTERS);
    if (first === NUMBER) return numberEnd(bytes, at, mostDigits);
    if (first === NEWLINE) return whitespaceEnd(bytes, at);
    const next = at + widthOf(bytes[at] ?? 0);
    const second = classAt(bytes, next);
    if ((second & LETTERS) !== 0) return skip(bytes, next, LETTERS);
    if (!startsSymbols(bytes, at, second, SYMBOL)) return whitespaceEnd(bytes, at);
    return skip(bytes, skip(bytes, next, SYMBOL), NEWLINE);
  };

export const splitCl100k = splitWords(3);
export const splitQwen = splitWords(1);

/** The pattern of GPT-2 (gpt2, r50k_base, p50k_base, p50k_edit): runs with at most one space before them. */
export function splitGpt2(bytes: Uint8Array, at: number): number {
  const contraction = contractionEnd(bytes, at, 0);
  if (contraction > at) return contraction;
  const start = bytes[at] === SPACE ? at + 1 : at;
  const kind = classAt(bytes, start);
  if ((kind & LETTERS) !== 0) return skip(bytes, start, LETTERS);
  if (kind === NUMBER) return skip(bytes, start, NUMBER);
  if ((kind & SYMBOL) !== 0) return skip(bytes, start, SYMBOL);
  return allButLastBlank(bytes, at, skip(bytes, at, WHITESPACE));
}

/**
 * A word of o200k is capitals, then small letters, with caseless letters and marks among both. Without a
 * small letter it ends after the last caseless one (`中文ABC` is `中文` and `ABC`), else with the capitals.
 */
function casedWordEnd(bytes: Uint8Array, from: number): number {
  const capitalsEnd = skip(bytes, from, UPPER_LIKE);
  if (classAt(bytes, capitalsEnd) === LOWER) return skip(bytes, capitalsEnd, LOWER_LIKE);
  for (let at = capitalsEnd; at > from; ) {
    const start = charBefore(bytes, at);
    if ((classAt(bytes, start) & (CASELESS_LETTERS | MARKS)) !== 0) return at;
    at = start;
  }
  return capitalsEnd;
}
