import { BACKSLASH, isClosing, isOpening, QUOTE } from './json-value.ts';

const OPEN_LIST = 0x5b;
const OPEN_OBJECT = 0x7b;
const COMMA = 0x2c;

/**
 * What is whole of a value that ends in the middle: lists keep their finished elements, and what begins behind them
 * is lost. An object is never kept in part, unless it is around such a list.
 * @returns `undefined` if no list has a finished element
 */
export function salvaged(text: string): unknown {
  const open: number[] = [];
  let isQuoted = false;
  let whole: { readonly end: number; readonly closing: string } | undefined;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (isQuoted) {
      if (char === BACKSLASH) at++;
      else if (char === QUOTE) isQuoted = false;
    } else if (char === QUOTE) isQuoted = true;
    else if (isOpening(char)) open.push(char);
    else if (isClosing(char) || char === COMMA) {
      if (isClosing(char)) open.pop();
      const end = isClosing(char) ? at + 1 : at;
      if (open.at(-1) === OPEN_LIST) whole = { end, closing: closingOf(open) };
    }
  }
  if (whole === undefined) return undefined;
  try {
    return JSON.parse(text.slice(0, whole.end) + whole.closing) as unknown;
  } catch {
    return undefined;
  }
}

const closingOf = (open: readonly number[]): string =>
  [...open]
    .reverse()
    .map((char) => (char === OPEN_OBJECT ? '}' : ']'))
    .join('');
