import { isAscii } from 'node:buffer';

/** A line of a text without its end, and its number. */
export interface Line {
  readonly line: number;
  readonly text: string;
  /** It was longer than anything that is read, and is empty here. */
  readonly isTooLong: boolean;
}

/** Longer lines are cut off here: nothing that is read has such. */
export const MOST_CHARACTERS = 256 * 1024 * 1024;

const NEWLINE = 0x0a;

/**
 * The lines of a text, as they come. A block is decoded between its line ends: what it has of the lines that it shares
 * with its neighbours waits as bytes, so that the longest line, too, is decoded once and lies in one piece.
 */
export async function* textLines(blocks: AsyncIterable<Uint8Array>): AsyncGenerator<readonly Line[]> {
  let rest: Uint8Array[] = [];
  let restLength = 0;
  let line = 1;
  const keep = (bytes: Uint8Array): void => {
    if (bytes.length === 0) return;
    rest.push(bytes);
    restLength += bytes.length;
  };
  const next = (text: string, isTooLong = false): Line => ({ line, text, isTooLong });
  const takeRest = (): string => {
    const text = decode(rest.length === 1 ? (rest[0] ?? EMPTY) : Buffer.concat(rest, restLength));
    [rest, restLength] = [[], 0];
    return text;
  };

  for await (const each of blocks) {
    const block = Buffer.from(each.buffer, each.byteOffset, each.length);
    const batch: Line[] = [];
    const first = block.indexOf(NEWLINE);
    const last = first < 0 ? -1 : block.lastIndexOf(NEWLINE);
    if (first >= 0) {
      keep(block.subarray(0, first));
      batch.push(next(takeRest()));
      line++;
    }
    if (last > first)
      for (const text of decode(block.subarray(first + 1, last)).split('\n')) {
        batch.push(next(text));
        line++;
      }
    keep(block.subarray(last + 1));
    if (restLength > MOST_CHARACTERS) {
      batch.push(next('', true));
      [rest, restLength] = [[], 0];
    }
    yield batch;
  }
  yield [next(takeRest())];
}

const EMPTY = Buffer.alloc(0);

/** UTF-8 as text; what is plain ASCII is only copied. */
function decode(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return isAscii(buffer) ? buffer.toString('latin1') : buffer.toString('utf8');
}
