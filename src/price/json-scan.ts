/** Digits of a number that every double holds. */
const SAFE_LENGTH = 15;

/** What a text of JSON has that its value does not show. */
export interface JsonScan {
  /** How many keys, those included that are there twice. */
  readonly keys: number;
  /** No double rounds any of its numbers, and all are written as prices are. */
  readonly isExact: boolean;
}

/** @param text is JSON */
export function scanJson(text: string): JsonScan {
  let keys = 0;
  let isExact = true;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] ?? '';
    if (sign === '"') {
      at = endOfString(text, at);
      let after = at + 1;
      while (/\s/.test(text[after] ?? '')) after += 1;
      if (text[after] === ':') keys += 1;
    } else if (sign === '-' || (sign >= '0' && sign <= '9')) {
      const [number = ''] = /^[-+.\deE]+/.exec(text.slice(at, at + 40)) ?? [];
      if (number.length > SAFE_LENGTH || /e/i.test(number)) isExact = false;
      at += number.length - 1;
    }
  }
  return { keys, isExact };
}

/** Where the quote stands that ends a string. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end;
}

function isEscaped(text: string, at: number): boolean {
  let strokes = 0;
  while (text[at - 1 - strokes] === '\\') strokes += 1;
  return strokes % 2 === 1;
}

const DEEPEST = 100;

/** How many keys a value has, at any depth, once each. @throws SyntaxError if it is nested too deeply to be walked */
export function keysOf(value: unknown): number {
  let keys = 0;
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value: inner, depth } = next;
    if (typeof inner !== 'object' || inner === null) continue;
    if (depth > DEEPEST) throw new SyntaxError('nested too deeply');
    const members = Object.values(inner);
    if (!Array.isArray(inner)) keys += members.length;
    for (const each of members) if (typeof each === 'object') open.push({ value: each, depth: depth + 1 });
  }
  return keys;
}
