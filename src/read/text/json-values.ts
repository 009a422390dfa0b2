import { scanValues } from './json-scan.ts';
import { faulty, type JsonValue, parseValue } from './json-value.ts';
import { textLines } from './lines.ts';

/**
 * The values of a JSON file, in batches: lines of JSON, values that follow one another in any layout, or the
 * elements of one array. A broken value costs only itself.
 */
export async function* jsonValues(
  head: string,
  blocks: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly JsonValue[]> {
  yield* isLineJson(head) ? lineValues(blocks) : scanValues(blocks);
}

const LINES_TO_TRY = 20;

/** Whether one of the first lines is a whole object, not indented; a list is scanned, even on one line. */
export function isLineJson(head: string): boolean {
  if (head.trimStart().startsWith('[')) return false;
  const lines = head.trimStart().split('\n', LINES_TO_TRY + 1);
  const whole = lines.length > 1 ? lines.slice(0, -1) : lines;
  return whole.some((line) => /^\{\s*"/.test(line) && parseValue(line, 0).fault === undefined);
}

async function* lineValues(blocks: AsyncIterable<Uint8Array>): AsyncGenerator<readonly JsonValue[]> {
  for await (const lines of textLines(blocks)) {
    const batch: JsonValue[] = [];
    for (const { line, text, isTooLong } of lines) {
      if (isTooLong) batch.push(faulty(line, 'is longer than 256 MB'));
      else if (/\S/.test(text)) batch.push(parseValue(text, line));
    }
    yield batch;
  }
}
