import { END } from './classes.ts';

/** A text's bytes up to `end`, and `END` behind them; they hold until the next text is written. */
export interface Utf8 {
  readonly bytes: Uint8Array;
  readonly end: number;
}

/** Below this length a loop over ASCII is faster than the call to `TextEncoder`. */
const SHORT_TEXT = 256;

/** Writes texts to one buffer, with `END` after the last byte; a lone surrogate becomes U+FFFD. */
export function utf8Writer(): (text: string) => Utf8 {
  const encoder = new TextEncoder();
  let bytes = new Uint8Array(0x4000);
  return (text) => {
    const room = 3 * text.length + 1;
    if (room > bytes.length) bytes = new Uint8Array(2 * room);
    let end = 0;
    if (text.length <= SHORT_TEXT) end = writeAscii(text, bytes);
    if (end < text.length) end = encoder.encodeInto(text, bytes).written;
    bytes[end] = END;
    return { bytes, end };
  };
}

/** Writes the ASCII characters that `text` begins with; returns how many. */
function writeAscii(text: string, bytes: Uint8Array): number {
  let at = 0;
  for (; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= 0x80) break;
    bytes[at] = unit;
  }
  return at;
}
