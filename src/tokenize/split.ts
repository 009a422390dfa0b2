import {
  BLANK,
  CASELESS,
  classAt,
  LETTER,
  LOWER,
  MARK,
  NEWLINE,
  NUMBER,
  OTHER,
  skip,
  UPPER,
  WHITESPACE,
  widthOf,
} from './classes.ts';

/**
 * Where the piece ends that starts at `at`: what a vocabulary's split pattern would match there. The bytes
 * are UTF-8 with `END` after the last one, and `at` is before the end. Merges never cross a piece.
 */
export type Split = (bytes: Uint8Array, at: number) => number;

const [SPACE, APOSTROPHE, SLASH] = [0x20, 0x27, 0x2f];
const [D, E, L, M, R, S, T, V] = [0x64, 0x65, 0x6c, 0x6d, 0x72, 0x73, 0x74, 0x76];
/** Set in `a`, clear in `A`. */
const CASE_BIT = 0x20;
const WORD = LETTER | MARK;
const UPPER_LIKE = UPPER | CASELESS | MARK;
const LOWER_LIKE = LOWER | CASELESS | MARK;
const SYMBOL = OTHER | MARK;

/**
 * The pattern of o200k_base (tiktoken's `openai_public.py`), alternative by alternative: a word with at most
 * one leading non-letter and an English contraction behind it; up to 3 digits; symbols with newlines and
 * slashes behind them; whitespace.
 */
export function splitO200k(bytes: Uint8Array, at: number): number {
  const first = classAt(bytes, at);
  if ((first & WORD) !== 0) return contractionEnd(bytes, casedWordEnd(bytes, at), CASE_BIT);
  if (first === NUMBER) return numberEnd(bytes, at);
  if (first === NEWLINE) return whitespaceEnd(bytes, at);
  const next = at + widthOf(bytes[at] ?? 0);
  const second = classAt(bytes, next);
  if ((second & WORD) !== 0) return contractionEnd(bytes, casedWordEnd(bytes, next), CASE_BIT);
  if (!startsSymbols(bytes, at, first, second)) return whitespaceEnd(bytes, at);
  let end = skip(bytes, next, SYMBOL);
  while (classAt(bytes, end) === NEWLINE || bytes[end] === SLASH) end += 1;
  return end;
}

/**
 * The pattern of cl100k_base as published first. Later copies of `openai_public.py` also take all whitespace
 * at the end of a text as one piece; that differs only after a newline there.
 */
export function splitCl100k(bytes: Uint8Array, at: number): number {
  const contraction = contractionEnd(bytes, at, CASE_BIT);
  if (contraction > at) return contraction;
  const first = classAt(bytes, at);
  if ((first & LETTER) !== 0) return skip(bytes, at, LETTER);
  if (first === NUMBER) return numberEnd(bytes, at);
  if (first === NEWLINE) return whitespaceEnd(bytes, at);
  const next = at + widthOf(bytes[at] ?? 0);
  const second = classAt(bytes, next);
  if ((second & LETTER) !== 0) return skip(bytes, next, LETTER);
  if (!startsSymbols(bytes, at, first, second)) return whitespaceEnd(bytes, at);
  return skip(bytes, skip(bytes, next, SYMBOL), NEWLINE);
}

/** The pattern of GPT-2 (gpt2, r50k_base, p50k_base, p50k_edit): runs with at most one space before them. */
export function splitGpt2(bytes: Uint8Array, at: number): number {
  const contraction = contractionEnd(bytes, at, 0);
  if (contraction > at) return contraction;
  const start = bytes[at] === SPACE ? at + 1 : at;
  const kind = classAt(bytes, start);
  if ((kind & LETTER) !== 0) return skip(bytes, start, LETTER);
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
    if ((classAt(bytes, start) & (CASELESS | MARK)) !== 0) return at;
    at = start;
  }
  return capitalsEnd;
}

function charBefore(bytes: Uint8Array, at: number): number {
  let start = at - 1;
  while (((bytes[start] ?? 0) & 0xc0) === 0x80) start -= 1;
  return start;
}

/** Behind `'s 't 'm 'd 're 've 'll`, else `at`. With `CASE_BIT` also capitals, and U+017F (c5 bf) as an s. */
function contractionEnd(bytes: Uint8Array, at: number, caseBit: number): number {
  if (bytes[at] !== APOSTROPHE) return at;
  const first = (bytes[at + 1] ?? 0) | caseBit;
  if (first === S || first === T || first === M || first === D) return at + 2;
  const second = (bytes[at + 2] ?? 0) | caseBit;
  if ((first === R || first === V) && second === E) return at + 3;
  if (first === L && second === L) return at + 3;
  return caseBit !== 0 && bytes[at + 1] === 0xc5 && bytes[at + 2] === 0xbf ? at + 3 : at;
}

function numberEnd(bytes: Uint8Array, at: number): number {
  let end = at;
  for (let digits = 0; digits < 3; digits += 1) {
    if (classAt(bytes, end) !== NUMBER) break;
    end += widthOf(bytes[end] ?? 0);
  }
  return end;
}

const startsSymbols = (bytes: Uint8Array, at: number, first: number, second: number): boolean =>
  first !== BLANK || (bytes[at] === SPACE && (second & SYMBOL) !== 0);

/** Whitespace up to its last newline; without one, all but the last blank, which goes to the next word. */
function whitespaceEnd(bytes: Uint8Array, at: number): number {
  const end = skip(bytes, at, WHITESPACE);
  for (let last = end - 1; last >= at; last -= 1) {
    if (bytes[last] === 0x0a || bytes[last] === 0x0d) return last + 1;
  }
  return allButLastBlank(bytes, at, end);
}

function allButLastBlank(bytes: Uint8Array, at: number, end: number): number {
  if (classAt(bytes, end) === 0) return end;
  const last = charBefore(bytes, end);
  return last > at ? last : end;
}
