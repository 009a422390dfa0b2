/** Bytes that stand for themselves in byte-level vocabularies: the visible characters of Latin-1, soft hyphen aside. */
const isVisible = (byte: number): boolean =>
  (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;

const BYTES = Array.from({ length: 0x100 }, (_, byte) => byte);
const HIDDEN = BYTES.filter((byte) => !isVisible(byte));
/** The others are the characters from U+0100 on, in their order. */
const FIRST_STAND_IN = 0x100;

/** The 256 characters that byte-level vocabularies write bytes with. */
export const BYTE_CHARACTERS: readonly string[] = BYTES.map((byte) =>
  String.fromCharCode(isVisible(byte) ? byte : FIRST_STAND_IN + HIDDEN.indexOf(byte)),
);

const NO_BYTE = -1;
/** The byte of each code unit. */
const BYTE_OF = new Int16Array(FIRST_STAND_IN + HIDDEN.length).fill(NO_BYTE);
for (const [byte, char] of BYTE_CHARACTERS.entries()) BYTE_OF[char.charCodeAt(0)] = byte;

const byteAt = (token: string, at: number): number => BYTE_OF[token.charCodeAt(at)] ?? NO_BYTE;

/** Whether all characters of a token stand for bytes; those of special tokens do not. */
export function isByteToken(token: string): boolean {
  for (let at = 0; at < token.length; at += 1) if (byteAt(token, at) === NO_BYTE) return false;
  return token !== '';
}

/** Writes the bytes of a token that `isByteToken` accepts, from `start` on. */
export function writeToken(token: string, bytes: Uint8Array, start: number): void {
  for (let at = 0; at < token.length; at += 1) bytes[start + at] = byteAt(token, at);
}
