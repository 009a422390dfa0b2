import type { InputFile } from '../domain/files.ts';
import { problem, RecostError } from '../domain/problem.ts';
import { anthropicMessages } from './anthropic-messages.ts';
import { bedrockConverse } from './bedrock-converse.ts';
import { openText, type Text } from './bytes.ts';
import { failedRequest } from './failed-request.ts';
import type { JsonFormat, ReadContext, ReadOptions } from './format.ts';
import { gemini } from './gemini.ts';
import type { JsonValue } from './json-value.ts';
import { jsonValues } from './json-values.ts';
import { createLooseFields } from './loose-fields.ts';
import { looseJson } from './loose-json.ts';
import { openaiChat } from './openai-chat.ts';
import { openaiResponses } from './openai-responses.ts';
import { openrouter } from './openrouter.ts';
import type { Batch } from './table.ts';

export const JSON_FORMATS = {
  'openai-chat': openaiChat,
  'openai-responses': openaiResponses,
  'anthropic-messages': anthropicMessages,
  gemini,
  'bedrock-converse': bedrockConverse,
  openrouter,
  'failed-request': failedRequest,
  json: looseJson,
} as const satisfies Readonly<Record<string, JsonFormat>>;

export type JsonFormatName = keyof typeof JSON_FORMATS;
export type FormatName = JsonFormatName | 'table';

export const FORMAT_NAMES: readonly FormatName[] = [
  'table',
  ...(Object.keys(JSON_FORMATS) as JsonFormatName[]),
];

/** Calls and problems of one file, and in which format they were found. */
export interface FormatBatch extends Batch {
  readonly format: FormatName;
  readonly unclaimed: number;
}

/**
 * Reads one file, whatever it is.
 * @throws RecostError for a file that is no text or no log of calls
 */
export async function* readFile(file: InputFile, options: ReadOptions): AsyncGenerator<FormatBatch> {
  const text = await openText(file.name, file.open());
  if (/^\s*$/.test(new TextDecoder().decode(text.head)))
    throw new RecostError('empty-file', { name: file.name });
  if (options.format === 'table' || (options.format === undefined && !isJson(text.head))) {
    const { readTable } = await import('./table.ts');
    for await (const batch of readTable(file.name, text, options))
      yield { ...batch, format: 'table', unclaimed: 0 };
    return;
  }
  yield* readJson(file.name, text, options);
}

const isJson = (head: Uint8Array): boolean =>
  /^\s*[[{]/.test(new TextDecoder().decode(head.subarray(0, 4096)));

async function* readJson(file: string, text: Text, options: ReadOptions): AsyncGenerator<FormatBatch> {
  const context = { fields: createLooseFields(options.map, file) };
  const formats = options.format === undefined ? Object.keys(JSON_FORMATS) : [options.format];
  const names = formats as readonly JsonFormatName[];
  let last = names[0] ?? 'json';
  for await (const values of jsonValues(text.head, text.blocks)) {
    let batch = emptyBatch(last);
    for (const value of values) {
      const format = value.fault === undefined ? claimant(value, last, names, context) : undefined;
      if (format !== undefined && format !== last) {
        yield batch;
        last = format;
        batch = emptyBatch(last);
      }
      if (value.fault !== undefined) {
        batch.problems.push(problem('record-unreadable', { file, line: value.line }, { fault: value.fault }));
      } else if (format === undefined) {
        batch.unclaimed++;
        batch.problems.push(problem('record-ignored', { file, line: value.line }, {}));
      } else
        for (const call of JSON_FORMATS[format].read(value.value, value.line, context))
          batch.calls.push(call);
    }
    yield batch;
  }
}

const emptyBatch = (format: FormatName) => ({
  format,
  calls: [] as Batch['calls'][number][],
  problems: [] as Batch['problems'][number][],
  unclaimed: 0,
});

/** The one format that is certain of a value, else the one for which it is possible; the last one is asked first. */
function claimant(
  { value }: JsonValue,
  last: JsonFormatName,
  names: readonly JsonFormatName[],
  context: ReadContext,
): JsonFormatName | undefined {
  if (last !== 'json' && JSON_FORMATS[last].claims(value, context) === 'certain') return last;
  let possible: JsonFormatName | undefined;
  for (const name of names) {
    const claim = JSON_FORMATS[name].claims(value, context);
    if (claim === 'certain') return name;
    if (claim === 'possible') possible ??= name;
  }
  return possible;
}
