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

/** The lines of a text, as they come. */
export async function* textLines(blocks: AsyncIterable<Uint8Array>): AsyncGenerator<readonly Line[]> {
  const decode = createDecode();
  let rest: string[] = [];
  let restLength = 0;
  let line = 1;
  for await (const block of blocks) {
    const text = decode(block);
    const batch: Line[] = [];
    let start = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      const piece = text.slice(start, end);
      batch.push({ line, text: rest.length === 0 ? piece : rest.join('') + piece, isTooLong: false });
      rest = [];
      restLength = 0;
      start = end + 1;
      line++;
    }
    if (start < text.length) {
      rest.push(text.slice(start));
      restLength += text.length - start;
    }
    if (restLength > MOST_CHARACTERS) {
      batch.push({ line, text: '', isTooLong: true });
      rest = [];
      restLength = 0;
    }
    yield batch;
  }
  yield [{ line, text: rest.join('') + decode(undefined), isTooLong: false }];
}

/** Decodes UTF-8 piece by piece; what is plain ASCII is only copied. */
function createDecode(): (block: Uint8Array | undefined) => string {
  const decoder = new TextDecoder();
  let isCut = false;
  return (block) => {
    if (block === undefined) return decoder.decode();
    if (!isCut && isAscii(block))
      return Buffer.from(block.buffer, block.byteOffset, block.length).toString('latin1');
    isCut = (block[block.length - 1] ?? 0) >= 0x80;
    return decoder.decode(block, { stream: true });
  };
}
