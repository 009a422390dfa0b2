/**
 * The kinds of character that the split patterns tell apart; one bit each, so that a set is a mask. DeepSeek's pattern
 * cuts Chinese and kana out, by a range of its own: characters of that range have kinds of their own.
 */
export const UPPER = 1;
export const LOWER = 2;
export const CASELESS = 4;
export const MARK = 8;
export const NUMBER = 16;
export const NEWLINE = 32;
export const BLANK = 64;
/** Punctuation and symbols. */
export const SIGN = 128;
/** Controls, format characters and what no character has: neither of the others. */
export const OTHER = 256;
export const CJK_LETTER = 512;
export const CJK_MARK = 1024;
export const CJK_SIGN = 2048;
export const CJK_OTHER = 4096;

export const LETTERS = UPPER | LOWER | CASELESS | CJK_LETTER;
export const CASELESS_LETTERS = CASELESS | CJK_LETTER;
export const MARKS = MARK | CJK_MARK;
export const SIGNS = SIGN | CJK_SIGN;
/** What is neither letter, mark, number nor whitespace. */
export const SYMBOLS = SIGNS | OTHER | CJK_OTHER;
export const WHITESPACE = NEWLINE | BLANK;
export const CJK = CJK_LETTER | CJK_MARK | CJK_SIGN | CJK_OTHER;

/** The byte that must follow a text's last one. It never occurs in UTF-8, and its class is 0: in no set. */
export const END = 0xff;

const ASCII = Uint16Array.from({ length: 0x80 }, (_, point) => classify(point));
/** Filled as characters are met; 0 is "not met yet". */
const BEYOND_ASCII = new Uint16Array(0x110000);

/** The class of the character whose UTF-8 starts at `at`; 0 at the end of the text. */
export function classAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at] ?? END;
  return byte < 0x80 ? (ASCII[byte] ?? 0) : classBeyondAscii(bytes, at);
}

/** How many bytes the character takes whose first byte this is. */
export const widthOf = (byte: number): number => (byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4);

/** Where the run of characters of the set `mask` ends that starts at `from`; `from` if there is none. */
export function skip(bytes: Uint8Array, from: number, mask: number): number {
  let at = from;
  // `classAt` written out: this is the innermost loop.
  for (;;) {
    const byte = bytes[at] ?? END;
    const kind = byte < 0x80 ? (ASCII[byte] ?? 0) : classBeyondAscii(bytes, at);
    if ((kind & mask) === 0) return at;
    at += widthOf(byte);
  }
}

function classBeyondAscii(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? END;
  if (lead === END) return 0;
  const point = codePointAt(bytes, at);
  const known = BEYOND_ASCII[point] ?? 0;
  if (known !== 0) return known;
  const found = classify(point);
  BEYOND_ASCII[point] = found;
  return found;
}

/** The character whose UTF-8 starts at `at`, before the end. */
export function codePointAt(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? END;
  if (lead < 0x80) return lead;
  const second = (bytes[at + 1] ?? 0) & 0x3f;
  if (lead < 0xe0) return ((lead & 0x1f) << 6) | second;
  const third = (bytes[at + 2] ?? 0) & 0x3f;
  if (lead < 0xf0) return ((lead & 0x0f) << 12) | (second << 6) | third;
  return ((lead & 0x07) << 18) | (second << 12) | (third << 6) | ((bytes[at + 3] ?? 0) & 0x3f);
}

/** The ranges that DeepSeek's pattern names: U+4E00 to U+9FA5, and all of hiragana and katakana. */
function isCjk(point: number): boolean {
  return (point >= 0x4e00 && point <= 0x9fa5) || (point >= 0x3040 && point <= 0x30ff);
}

/**
 * `White_Space` is what `\s` means to the Rust tiktoken and to Hugging Face's tokenizers; JavaScript's own has U+FEFF
 * (byte order mark) in it and not U+0085 (next line). The Unicode version is Node's; another tokenizer's may lack the
 * newest letters.
 */
function classify(point: number): number {
  const char = String.fromCodePoint(point);
  if (char === '\n' || char === '\r') return NEWLINE;
  if (/\p{White_Space}/u.test(char)) return BLANK;
  if (/\p{Ll}/u.test(char)) return LOWER;
  if (/\p{Lu}|\p{Lt}/u.test(char)) return UPPER;
  if (/\p{N}/u.test(char)) return NUMBER;
  const isOfRange = isCjk(point);
  if (/\p{L}/u.test(char)) return isOfRange ? CJK_LETTER : CASELESS;
  if (/\p{M}/u.test(char)) return isOfRange ? CJK_MARK : MARK;
  if (/[\p{P}\p{S}]/u.test(char)) return isOfRange ? CJK_SIGN : SIGN;
  return isOfRange ? CJK_OTHER : OTHER;
}
