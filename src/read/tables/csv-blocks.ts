/** Whole records of a table, and the line on which they begin. */
export interface RecordBlock {
  readonly bytes: Uint8Array;
  readonly line: number;
  /** Line breaks in it; as many as records, unless a quoted cell holds some. */
  readonly lines: number;
  /** A quoted cell was still open after as much as one record may hold: quotes prove nothing here. */
  readonly isBroken: boolean;
}

const MOST_BYTES_A_RECORD = 64 * 1024 * 1024;
const QUOTE = 0x22;
const NEWLINE = 0x0a;

const FIELD_START = 0;
const PLAIN = 1;
const QUOTED = 2;
const QUOTE_IN_QUOTED = 3;

/**
 * Cuts a delimited text at ends of records, so that each block can be parsed alone. A quote opens a cell only at
 * its beginning; a line break inside a quoted cell ends nothing.
 */
export async function* recordBlocks(
  blocks: AsyncIterable<Uint8Array>,
  delimiter: string,
): AsyncGenerator<RecordBlock> {
  const scan = createScan(delimiter.charCodeAt(0));
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let heldLines = 0;
  let line = 1;
  for await (const bytes of blocks) {
    let { cut, linesToCut, linesAfter } = scan.next(bytes);
    const isBroken = (cut > 0 ? 0 : heldBytes) + bytes.length - cut > MOST_BYTES_A_RECORD;
    if (isBroken) {
      scan.reset();
      [cut, linesToCut, linesAfter] = [bytes.length, linesToCut + linesAfter, 0];
    }
    if (cut > 0) {
      const lines = heldLines + linesToCut;
      yield { bytes: joined(held, bytes.subarray(0, cut)), line, lines, isBroken };
      line += lines;
      held = [];
      heldBytes = 0;
      heldLines = 0;
    }
    held.push(bytes.subarray(cut));
    heldBytes += bytes.length - cut;
    heldLines += cut > 0 ? linesAfter : linesToCut + linesAfter;
  }
  if (heldBytes > 0) yield { bytes: Buffer.concat(held), line, lines: heldLines + 1, isBroken: false };
}

const joined = (held: readonly Uint8Array[], last: Uint8Array): Uint8Array =>
  held.length === 0 ? last : Buffer.concat([...held, last]);

interface Scanned {
  /** Behind the last line break that ends a record; 0 if there is none. */
  readonly cut: number;
  readonly linesToCut: number;
  readonly linesAfter: number;
}

function createScan(separator: number): {
  readonly next: (bytes: Uint8Array) => Scanned;
  readonly reset: () => void;
} {
  let state = FIELD_START;

  /** Without quotes, every line is a record. */
  function plainLines(bytes: Uint8Array): Scanned {
    const cut = bytes.lastIndexOf(NEWLINE) + 1;
    state = cut === bytes.length || bytes[bytes.length - 1] === separator ? FIELD_START : PLAIN;
    let lines = 0;
    for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) lines++;
    return { cut, linesToCut: lines, linesAfter: 0 };
  }

  function quotedLines(bytes: Uint8Array): Scanned {
    let cut = 0;
    let lines = 0;
    let linesToCut = 0;
    for (let index = 0; index < bytes.length; index++) {
      const byte = bytes[index];
      if (byte === NEWLINE) lines++;
      if (state === QUOTED) {
        if (byte === QUOTE) state = QUOTE_IN_QUOTED;
      } else if (byte === QUOTE && state !== PLAIN) state = QUOTED;
      else if (byte === separator) state = FIELD_START;
      else if (byte === NEWLINE) {
        state = FIELD_START;
        cut = index + 1;
        linesToCut = lines;
      } else state = PLAIN;
    }
    return { cut, linesToCut, linesAfter: lines - linesToCut };
  }

  return {
    next: (bytes) => (state !== QUOTED && !bytes.includes(QUOTE) ? plainLines(bytes) : quotedLines(bytes)),
    reset: () => {
      state = FIELD_START;
    },
  };
}
