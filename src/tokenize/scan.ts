import { BLANK, classAt, NUMBER, skip, WHITESPACE, widthOf } from './classes.ts';

/** What split patterns are made of: where a run ends that starts at `at`. All take UTF-8 with `END` after it. */

export const SPACE = 0x20;
const APOSTROPHE = 0x27;
const [D, E, L, M, R, S, T, V] = [0x64, 0x65, 0x6c, 0x6d, 0x72, 0x73, 0x74, 0x76];
/** Set in `a`, clear in `A`. */
export const CASE_BIT = 0x20;

/** Where the character begins that ends at `at`. */
export function charBefore(bytes: Uint8Array, at: number): number {
  let start = at - 1;
  while (((bytes[start] ?? 0) & 0xc0) === 0x80) start -= 1;
  return start;
}

/** Behind `'s 't 'm 'd 're 've 'll`, else `at`. With `CASE_BIT` also capitals, and U+017F (c5 bf) as an s. */
export function contractionEnd(bytes: Uint8Array, at: number, caseBit: number): number {
  if (bytes[at] !== APOSTROPHE) return at;
  const first = (bytes[at + 1] ?? 0) | caseBit;
  if (first === S || first === T || first === M || first === D) return at + 2;
  const second = (bytes[at + 2] ?? 0) | caseBit;
  if ((first === R || first === V) && second === E) return at + 3;
  if (first === L && second === L) return at + 3;
  return caseBit !== 0 && bytes[at + 1] === 0xc5 && bytes[at + 2] === 0xbf ? at + 3 : at;
}

/** At most so many numbers. */
export function numberEnd(bytes: Uint8Array, at: number, most: number): number {
  let end = at;
  for (let digits = 0; digits < most; digits += 1) {
    if (classAt(bytes, end) !== NUMBER) break;
    end += widthOf(bytes[end] ?? 0);
  }
  return end;
}

/**
 * Whitespace up to its last newline; without one, all but the last blank, which goes to what follows, unless
 * nothing does: the text ends there, or one of the kinds `walls` stands there.
 */
export function whitespaceEnd(bytes: Uint8Array, at: number, walls = 0): number {
  const end = skip(bytes, at, WHITESPACE);
  for (let last = end - 1; last >= at; last -= 1) {
    if (bytes[last] === 0x0a || bytes[last] === 0x0d) return last + 1;
  }
  return allButLastBlank(bytes, at, end, walls);
}

/** The same of blanks from `at` to `end` in which newlines are blanks like others. */
export function allButLastBlank(bytes: Uint8Array, at: number, end: number, walls = 0): number {
  const next = classAt(bytes, end);
  if (next === 0 || (next & walls) !== 0) return end;
  const last = charBefore(bytes, end);
  return last > at ? last : end;
}

/** Whether symbols may begin here, at most one space before them. */
export const startsSymbols = (bytes: Uint8Array, at: number, second: number, symbols: number): boolean =>
  classAt(bytes, at) !== BLANK || (bytes[at] === SPACE && (second & symbols) !== 0);
