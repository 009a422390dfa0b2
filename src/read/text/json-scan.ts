import { salvaged } from './json-salvage.ts';
import { BACKSLASH, faulty, isClosing, isOpening, type JsonValue, parseValue, QUOTE } from './json-value.ts';
import { MOST_CHARACTERS } from './lines.ts';

const NEWLINE = 0x0a;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const isBlank = (char: number): boolean =>
  char === 0x20 || char === NEWLINE || char === 0x09 || char === 0x0d;

/** A value whose end was not seen yet. */
interface OpenValue {
  readonly line: number;
  /** How far from the left of its line it begins. */
  readonly column: number;
  /** What earlier pieces of the text held of it, and where it goes on in this piece. */
  readonly parts: string[];
  length: number;
  from: number;
}

interface Scanner {
  /** Takes the next piece of text; gives the values that end in it. */
  push(text: string): readonly JsonValue[];
  /** Gives the value that was never closed, if any. */
  end(): readonly JsonValue[];
}

/**
 * Finds where values end without understanding them: the elements of a top-level array one by one, other
 * values whole, however they are laid out. A line break inside a string is no JSON: that value is given up.
 */
export async function* scanValues(blocks: AsyncIterable<Uint8Array>): AsyncGenerator<readonly JsonValue[]> {
  const decoder = new TextDecoder();
  const scanner = createScanner();
  for await (const block of blocks) yield scanner.push(decoder.decode(block, { stream: true }));
  yield [...scanner.push(decoder.decode()), ...scanner.end()];
}

function createScanner(): Scanner {
  let line = 1;
  let isInList = false;
  let open: OpenValue | undefined;
  /** After a value that broke off: how far from the left the next one may begin. What stands deeper was inside. */
  let indent: number | undefined;
  /** How far from the left the first value begins. */
  let leftmost: number | undefined;
  let column = 0;
  let isLineBegun = false;
  let depth = 0;
  let isQuoted = false;
  let isEscaped = false;

  function close(text: string, end: number, batch: JsonValue[], fault?: string): void {
    if (open === undefined) return;
    const whole = open.parts.join('') + text.slice(open.from, end);
    batch.push(fault === undefined ? parseValue(whole, open.line) : faulty(open.line, fault));
    if (fault !== undefined) indent = open.column;
    open = undefined;
    isQuoted = false;
    isEscaped = false;
  }

  function inString(char: number, text: string, at: number, batch: JsonValue[]): void {
    if (isEscaped) isEscaped = false;
    else if (char === BACKSLASH) isEscaped = true;
    else if (char === QUOTE) isQuoted = false;
    else if (char === NEWLINE) close(text, at, batch, 'has a line break inside a string');
  }

  function begin(char: number, at: number, batch: JsonValue[]): boolean {
    if (isBlank(char) || char === COMMA) return false;
    if (indent !== undefined) {
      const isPiece = isLineBegun || column > indent || !(isOpening(char) || char === CLOSE_LIST);
      if (isPiece) return false;
      indent = undefined;
    }
    if ((char === OPEN_LIST && !isInList) || (char === CLOSE_LIST && isInList)) {
      isInList = char === OPEN_LIST;
      return false;
    }
    // Between values there is nothing: what stands there is a piece of a broken one, or a line of something else.
    if (!isOpening(char) && (!isInList || char === COLON || isClosing(char))) {
      batch.push(faulty(line, 'is not valid JSON'));
      indent = leftmost ?? 0;
      return false;
    }
    leftmost ??= column;
    open = { line, column, parts: [], length: 0, from: at };
    depth = 0;
    return true;
  }

  function inValue(char: number, text: string, at: number, batch: JsonValue[]): void {
    if (char === QUOTE) isQuoted = true;
    else if (isOpening(char)) depth++;
    else if (isClosing(char) && depth <= 1) {
      const isEndOfList = depth === 0 && char === CLOSE_LIST && isInList;
      close(text, isEndOfList ? at : at + 1, batch);
      if (isEndOfList) isInList = false;
    } else if (isClosing(char)) depth--;
    else if (depth === 0 && (char === COMMA || isBlank(char))) close(text, at, batch);
  }

  function keepOpen(text: string, batch: JsonValue[]): void {
    if (open === undefined) return;
    open.parts.push(text.slice(open.from));
    open.length += text.length - open.from;
    open.from = 0;
    if (open.length > MOST_CHARACTERS) close('', 0, batch, 'is longer than 256 MB');
  }

  return {
    push(text) {
      const batch: JsonValue[] = [];
      for (let at = 0; at < text.length; at++) {
        const char = text.charCodeAt(at);
        if (char === NEWLINE) line++;
        if (isQuoted) inString(char, text, at, batch);
        else if (open !== undefined || begin(char, at, batch)) inValue(char, text, at, batch);
        isLineBegun = char !== NEWLINE && (isLineBegun || !isBlank(char));
        column = char === NEWLINE ? 0 : column + 1;
      }
      keepOpen(text, batch);
      return batch;
    },
    end: () => {
      if (open === undefined) return [];
      return unclosed(open.parts.join(''), open.line);
    },
  };
}

/**
 * What a value that never closes holds: where values are laid out over lines, one that begins at the left begins
 * anew, and only those that broke off are lost.
 */
function unclosed(text: string, firstLine: number): readonly JsonValue[] {
  let line = firstLine;
  return text.split(/\n(?=\{)/).map((piece) => {
    const parsed = parseValue(piece, line);
    line += piece.split('\n').length;
    return parsed.fault === undefined ? parsed : { ...parsed, value: salvaged(piece) };
  });
}
