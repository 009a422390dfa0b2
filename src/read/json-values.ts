import { isAscii } from 'node:buffer';
import { scanValues } from './json-scan.ts';
import { faulty, type JsonValue, MOST_CHARACTERS, parseValue } from './json-value.ts';

/**
 * The values of a JSON file, in batches: lines of JSON, values that follow one another in any layout, or the
 * elements of one array. A broken value costs only itself.
 */
export async function* jsonValues(
  head: Uint8Array,
  blocks: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly JsonValue[]> {
  yield* isLineJson(new TextDecoder().decode(head)) ? lineValues(blocks) : scanValues(blocks);
}

const LINES_TO_TRY = 20;

/** Whether one of the first lines is a whole object; a list is scanned, even on one line. */
function isLineJson(head: string): boolean {
  if (head.trimStart().startsWith('[')) return false;
  const lines = head.split('\n', LINES_TO_TRY + 1);
  const whole = lines.length > 1 ? lines.slice(0, -1) : lines;
  return whole.some((line) => line.trimStart().startsWith('{') && parseValue(line, 0).fault === undefined);
}

async function* lineValues(blocks: AsyncIterable<Uint8Array>): AsyncGenerator<readonly JsonValue[]> {
  const decode = createDecode();
  let rest: string[] = [];
  let restLength = 0;
  let line = 1;
  for await (const block of blocks) {
    const text = decode(block);
    const batch: JsonValue[] = [];
    let start = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      readLine(rest.length === 0 ? text.slice(start, end) : rest.join('') + text.slice(0, end), line, batch);
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
      batch.push(faulty(line, 'is longer than 256 MB'));
      rest = [];
      restLength = 0;
    }
    yield batch;
  }
  const last: JsonValue[] = [];
  readLine(rest.join('') + decode(undefined), line, last);
  yield last;
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

function readLine(text: string, line: number, batch: JsonValue[]): void {
  if (/\S/.test(text)) batch.push(parseValue(text, line));
}
