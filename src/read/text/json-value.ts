/** A JSON value and the line on which it begins. */
export interface JsonValue {
  readonly line: number;
  readonly value: unknown;
  /** Why it could not be read, or `undefined`; the value is then what could be saved of it, if anything. */
  readonly fault: string | undefined;
}

/** Stands for a value that could not be read, and says why. */
export const faulty = (line: number, fault: string): JsonValue => ({ line, value: undefined, fault });

/** One JSON value, or why it is none. */
export function parseValue(text: string, line: number): JsonValue {
  try {
    return { line, value: JSON.parse(text), fault: undefined };
  } catch {
    return faulty(line, isCutShort(text) ? 'is cut short' : 'is not valid JSON');
  }
}

export const QUOTE = 0x22;
export const BACKSLASH = 0x5c;
export const isOpening = (char: number): boolean => char === 0x7b || char === 0x5b;
export const isClosing = (char: number): boolean => char === 0x7d || char === 0x5d;

/** Whether brackets or quotes are still open at the end. */
function isCutShort(text: string): boolean {
  let depth = 0;
  let isQuoted = false;
  for (let index = 0; index < text.length; index++) {
    const char = text.charCodeAt(index);
    if (char === BACKSLASH && isQuoted) index++;
    else if (char === QUOTE) isQuoted = !isQuoted;
    else if (!isQuoted && isOpening(char)) depth++;
    else if (!isQuoted && isClosing(char)) depth--;
  }
  return isQuoted || depth > 0;
}
