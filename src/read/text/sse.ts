import { type JsonValue, parseValue } from './json-value.ts';
import { textLines } from './lines.ts';

/** Whether a text is a log of server-sent events, as streaming APIs answer. */
export const isEventStream = (head: string): boolean =>
  /^\s*(event|data|id|retry)?:/.test(head) && /^data:/m.test(head);

/** What OpenAI's streams end with. */
const END = '[DONE]';

/** The data of server-sent events that are JSON; what an event is called stands in its data as well. */
export async function* eventValues(blocks: AsyncIterable<Uint8Array>): AsyncGenerator<readonly JsonValue[]> {
  let data: string[] = [];
  let first = 0;
  const close = (batch: JsonValue[]): void => {
    const text = data.join('\n');
    if (/^\s*[[{]/.test(text) && text.trim() !== END) batch.push(parseValue(text, first));
    data = [];
  };
  for await (const lines of textLines(blocks)) {
    const batch: JsonValue[] = [];
    for (const { line, text } of lines) {
      if (text.startsWith('data:')) {
        if (data.length === 0) first = line;
        data.push(text.slice('data:'.length));
      } else if (text.trim() === '') close(batch);
    }
    yield batch;
  }
  const last: JsonValue[] = [];
  close(last);
  yield last;
}
