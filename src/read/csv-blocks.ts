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
  const separator = delimiter.charCodeAt(0);
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let state = FIELD_START;
  let line = 1;
  let lines = 0;
  for await (const bytes of blocks) {
    let cut = 0;
    let linesAtCut = 0;
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
        linesAtCut = lines;
      } else state = PLAIN;
    }
    const left = (cut > 0 ? 0 : heldBytes) + bytes.length - cut;
    const isBroken = left > MOST_BYTES_A_RECORD;
    if (isBroken) {
      cut = bytes.length;
      linesAtCut = lines;
      state = FIELD_START;
    }
    if (cut > 0) {
      yield { bytes: Buffer.concat([...held, bytes.subarray(0, cut)]), line, lines: linesAtCut, isBroken };
      line += linesAtCut;
      lines -= linesAtCut;
      held = [];
      heldBytes = 0;
    }
    held.push(bytes.subarray(cut));
    heldBytes += bytes.length - cut;
  }
  if (heldBytes > 0) yield { bytes: Buffer.concat(held), line, lines: lines + 1, isBroken: false };
}
