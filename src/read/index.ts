import type { InputFile } from '../domain/files.ts';
import { type Problem, problem, RecostError } from '../domain/problem.ts';
import type { RawCall } from '../domain/raw-call.ts';
import { openText, type Text } from './bytes.ts';
import { type Claims, createClaims } from './claims.ts';
import type { JsonFormat, ReadOptions } from './format.ts';
import { FORMATS, type FormatName, JSON_FORMATS, type JsonFormatName } from './formats.ts';
import type { JsonValue } from './json-value.ts';
import { isLineJson, jsonValues } from './json-values.ts';
import { createLooseFields } from './loose-fields.ts';
import { eventValues, isEventStream } from './sse.ts';
import type { Batch } from './table.ts';
import { tableHeader, tableValues } from './table-values.ts';

/** Calls and problems of a piece of one file. */
export interface FormatBatch extends Batch {
  /** How many of its records each format has read. */
  readonly formats: ReadonlyMap<FormatName, number>;
  /** Values in which no format recognised a call. */
  readonly unclaimed: number;
}

/**
 * Reads one file, whatever it is.
 * @throws RecostError for a file that is no text or no log of calls
 */
export async function* readFile(file: InputFile, options: ReadOptions): AsyncGenerator<FormatBatch> {
  const text = await openText(file.name, file.open());
  const head = new TextDecoder().decode(text.head);
  if (/^\s*$/.test(head)) throw new RecostError('empty-file', { name: file.name });
  const values = await valuesIn(head, text, options);
  if (values === undefined) yield* asTable(file.name, text, options);
  else yield* readValues(file.name, values, options);
}

/** The values of a file that has such; `undefined` for a table. */
async function valuesIn(head: string, text: Text, { format }: ReadOptions) {
  if (format === 'table') return undefined;
  if (/^\s*[[{]/.test(head)) return jsonValues(head, text.blocks);
  if (isEventStream(head)) return eventValues(text.blocks);
  const columns = new Set(await tableHeader(text.head));
  const isRecords = FORMATS.some(
    ([name, { claimsTable }]) => (format ?? name) === name && claimsTable?.(columns) === true,
  );
  if (isRecords) return tableValues(text);
  return isLineJson(head) || format !== undefined ? jsonValues(head, text.blocks) : undefined;
}

async function* asTable(file: string, text: Text, options: ReadOptions): AsyncGenerator<FormatBatch> {
  const { readTable } = await import('./table.ts');
  for await (const batch of readTable(file, text, options))
    yield { ...batch, formats: new Map([['table', batch.calls.length]]), unclaimed: 0 };
}

async function* readValues(
  file: string,
  values: AsyncIterable<readonly JsonValue[]>,
  options: ReadOptions,
): AsyncGenerator<FormatBatch> {
  const context = { file, fields: createLooseFields(options.map, file) };
  const named = FORMATS.filter(([name]) => name === (options.format ?? name));
  const claims = createClaims(named, context);
  const sums = createSums(file, options);
  for await (const batch of values) yield readBatch(batch, file, claims, sums);
  const formats = new Map<FormatName, number>();
  const calls = claims.used().flatMap(({ reader }) => [...(reader.end?.() ?? [])]);
  yield { calls, problems: sums.end(), formats, unclaimed: 0 };
}

function readBatch(
  batch: readonly JsonValue[],
  file: string,
  claims: Claims<JsonFormatName>,
  sums: Sums,
): FormatBatch {
  const calls: RawCall[] = [];
  const problems: Problem[] = [];
  const formats = new Map<FormatName, number>();
  let unclaimed = 0;
  for (const { value, line, fault } of batch) {
    if (fault !== undefined) {
      problems.push(problem('record-unreadable', { file, line }, { fault }));
      continue;
    }
    const claimed = claims.of(value);
    if (claimed === undefined) {
      unclaimed++;
      problems.push(problem('record-ignored', { file, line }, {}));
    } else if ('rivals' in claimed) {
      problems.push(problem('format-ambiguous', { file, line }, { names: claimed.rivals.join(', ') }));
    } else if (!sums.takes(claimed.name, line)) {
      formats.set(claimed.name, (formats.get(claimed.name) ?? 0) + 1);
      for (const call of claimed.reader.read(value, line)) calls.push(call);
    }
  }
  return { calls, problems, formats, unclaimed };
}

/** Records that are sums over many requests: left out of a file that has calls, and no log by themselves. */
interface Sums {
  /** Whether the record is such a sum, and not to be read. */
  readonly takes: (format: JsonFormatName, line: number) => boolean;
  /** @throws RecostError if the file had nothing else */
  readonly end: () => readonly Problem[];
}

function createSums(file: string, { aggregates }: ReadOptions): Sums {
  const found = new Map<JsonFormatName, number>();
  let hasCalls = false;
  return {
    takes(name, line) {
      const { isAggregate }: JsonFormat = JSON_FORMATS[name];
      const isSum = isAggregate === true && !aggregates;
      if (!isSum) hasCalls = true;
      else if (!found.has(name)) found.set(name, line);
      return isSum;
    },
    end() {
      const [first] = found.keys();
      if (first !== undefined && !hasCalls)
        throw new RecostError('aggregate', { name: file, what: JSON_FORMATS[first].title });
      return [...found].map(([name, line]) =>
        problem('sums-ignored', { file, line }, { what: JSON_FORMATS[name].title }),
      );
    },
  };
}
