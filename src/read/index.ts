import type { InputFile } from '../domain/files.ts';
import { type Problem, problem, RecostError } from '../domain/problem.ts';
import type { RawCall } from '../domain/raw-call.ts';
import { type Claims, createClaims } from './claims.ts';
import type { JsonFormat, ReadContext, ReadOptions } from './format.ts';
import { FORMATS, type FormatName, JSON_FORMATS, type JsonFormatName } from './formats.ts';
import { isObject } from './members.ts';
import { createRequests, type Requests } from './requests.ts';
import { createLooseFields } from './tables/loose-fields.ts';
import { hasPriceNames } from './tables/price-lists.ts';
import { addToTree, createSpanTree, type SpanTree } from './tables/span-tree.ts';
import type { Batch } from './tables/table.ts';
import { tableHeader, tableValues } from './tables/table-values.ts';
import { refuseUnread } from './tables/unread.ts';
import { openText, type Text } from './text/bytes.ts';
import type { JsonValue } from './text/json-value.ts';
import { isLineJson, jsonValues } from './text/json-values.ts';
import { eventValues, isEventStream } from './text/sse.ts';

/** Calls and problems of a piece of one file. */
export interface FormatBatch extends Batch {
  /** How many of its records each format has read. */
  readonly formats: ReadonlyMap<FormatName, number>;
  /** Values in which no format recognised a call. */
  readonly unclaimed: number;
  /** Those among them that are messages of a conversation. */
  readonly messages: number;
  /** Calls that are known only once all files are read. */
  readonly later?: () => Iterable<RawCall>;
}

/**
 * Reads one file, whatever it is.
 * @param requests what the files of one command share
 * @throws RecostError for a file that is no text or no log of calls
 */
export async function* readFile(
  file: InputFile,
  options: ReadOptions,
  requests: Requests = createRequests(),
): AsyncGenerator<FormatBatch> {
  const text = await openText(file.name, file.open());
  const head = new TextDecoder().decode(text.head);
  if (/^\s*$/.test(head)) throw new RecostError('empty-file', { name: file.name });
  refuseOwnReport(file.name, head);
  const values = await valuesIn(head, text, options);
  if (values === undefined) yield* asTable(file.name, text, options);
  else
    yield* readValues(
      values,
      { file: file.name, fields: createLooseFields(options.map, file.name), requests },
      options,
    );
}

/** What recost printed of a log looks like a log: it has models, counts and costs. */
function refuseOwnReport(name: string, head: string): void {
  if (
    /^\s*\{\s*"schemaVersion":\s*\d+,\s*"kind":\s*"(cost|inspection|viability|check|diff|baseline|reconciliation|tokens|explanation|prices|priceHistory|priceDiff)"/.test(
      head,
    )
  )
    throw new RecostError('own-report', { name });
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
  const { readTable } = await import('./tables/table.ts');
  for await (const batch of readTable(file, text, options))
    yield { ...batch, formats: new Map([['table', batch.calls.length]]), unclaimed: 0, messages: 0 };
}

async function* readValues(
  values: AsyncIterable<readonly JsonValue[]>,
  context: ReadContext,
  options: ReadOptions,
): AsyncGenerator<FormatBatch> {
  const named = FORMATS.filter(([name]) => name === (options.format ?? name));
  const claims = createClaims(named, context);
  const sums = createSums(context.file, options);
  const tree = createSpanTree(context.file);
  let [claimed, priceLists] = [0, 0];
  for await (const batch of values) {
    const read = readBatch(batch, context.file, { claims, sums, tree, isMapped: options.map.size > 0 });
    claimed += read.formats.size;
    if (read.unclaimed > 0 && batch.some(({ value }) => hasPriceNames(value))) priceLists++;
    yield read;
  }
  tree.end();
  if (claimed === 0 && priceLists > 0) throw new RecostError('price-list', { name: context.file });
  const formats = new Map<FormatName, number>();
  const readers = claims.used().map(({ reader }) => reader);
  const calls = readers.flatMap((reader) => [...(reader.end?.() ?? [])]);
  const waiting = readers.filter(({ afterAll }) => afterAll !== undefined);
  const later = () => waiting.flatMap((reader) => [...(reader.afterAll?.() ?? [])]);
  const problems = [...readers.flatMap((reader) => reader.problems?.() ?? []), ...sums.end()];
  yield { calls, problems, formats, unclaimed: 0, messages: 0, ...(waiting.length > 0 && { later }) };
}

/** What is known of a file across its batches. */
interface Whole {
  readonly claims: Claims<JsonFormatName>;
  readonly sums: Sums;
  /** Of the records of no known format. */
  readonly tree: SpanTree;
  /** The user named fields: then it is what they say. */
  readonly isMapped: boolean;
}

function readBatch(
  batch: readonly JsonValue[],
  file: string,
  { claims, sums, tree, isMapped }: Whole,
): FormatBatch {
  const calls: RawCall[] = [];
  const problems: Problem[] = [];
  const formats = new Map<FormatName, number>();
  let unclaimed = 0;
  let messages = 0;
  for (const { value, line, fault } of batch) {
    if (fault !== undefined) {
      const code = value === undefined ? 'record-unreadable' : 'record-cut';
      problems.push(problem(code, { file, line }, { fault }));
      if (value === undefined) continue;
    }
    const claimed = claims.of(value);
    const isLoose = claimed !== undefined && 'name' in claimed && claimed.name === 'json';
    if (isLoose || claimed === undefined) {
      if (!isMapped) refuseUnread(file, value);
      addToTree(tree, value, isLoose);
    }
    if (claimed === undefined) {
      unclaimed++;
      if (isBareMessage(value)) messages++;
      problems.push(problem('record-ignored', { file, line }, {}));
    } else if ('rivals' in claimed) {
      problems.push(problem('format-ambiguous', { file, line }, { names: claimed.rivals.join(', ') }));
    } else if (!sums.takes(claimed.name, line)) {
      formats.set(claimed.name, (formats.get(claimed.name) ?? 0) + 1);
      for (const call of claimed.reader.read(value, line)) calls.push(call);
    }
  }
  return { calls, problems, formats, unclaimed, messages };
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

const ROLES: ReadonlySet<unknown> = new Set(['system', 'developer', 'user', 'assistant', 'tool']);

/** A message of a conversation and no more: it does not say what was sent with a request, or what that used. */
const isBareMessage = (value: unknown): boolean =>
  isObject(value) && ROLES.has(value['role']) && 'content' in value;
