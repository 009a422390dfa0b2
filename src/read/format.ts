import type { Field } from '../domain/fields.ts';
import type { Problem } from '../domain/problem.ts';
import type { RawCall } from '../domain/raw-call.ts';
import type { FieldMeta } from './field-meta.ts';
import type { Requests } from './requests.ts';

/** How sure a format is that something is its own. `possible` yields to any `certain`. */
export type Claim = 'certain' | 'possible' | 'no';

/** Stands for text that is in the log, but that nobody needs: it was counted there. */
export const TEXT_NOT_KEPT = '';

/** Any JSON object; its members are still unknown. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** What the user says about the files on the command line. */
export interface ReadOptions {
  /** `--map`: field → column or path, as the user wrote it. */
  readonly map: ReadonlyMap<Field, string>;
  /** Used where a call names none. */
  readonly model: string | undefined;
  readonly provider: string | undefined;
  readonly workflow: string | undefined;
  /** Take every file as this format. */
  readonly format: string | undefined;
  /** Take sums over many requests for what they are, instead of refusing them. */
  readonly aggregates: boolean;
}

/** Fields found by the names of columns or members. */
export interface FoundFields {
  readonly fields: ReadonlyMap<Field, unknown>;
  readonly meta: FieldMeta;
}

/** What formats share while one file is read. */
export interface ReadContext {
  /** The file's name, as the user or the folder gave it. */
  readonly file: string;
  /** Finds fields by the names of an object's members. */
  readonly fields: (record: JsonObject) => FoundFields;
  /** The requests of all files whose responses stand elsewhere. */
  readonly requests: Requests;
}

/** Reads the values of one file, in their order. What a value does not say stays undefined. */
export interface FormatReader {
  readonly read: (value: unknown, line: number) => Iterable<RawCall>;
  /** What is known only once the file has ended. */
  readonly end?: () => Iterable<RawCall>;
  /** What is odd about the file as a whole; asked for at its end. */
  readonly problems?: () => readonly Problem[];
  /** What is known only once every file has ended. */
  readonly afterAll?: (() => Iterable<RawCall>) | undefined;
}

/** One shape of log in a file of JSON values; `sign`, `traps` and `confidence` are documentation. */
export interface JsonFormat {
  readonly title: string;
  /** By what it is recognised, in words. */
  readonly sign: string;
  /** H: checked against real files by arithmetic. M: against the published schema. L: against descriptions. */
  readonly confidence: 'H' | 'M' | 'L';
  readonly traps: readonly string[];
  /** Its records are sums over many requests: no calls, and read only with `--aggregates`. */
  readonly isAggregate?: true;
  /** Its records may hold responses or errors of providers: it knows more of those than their own formats. */
  readonly wraps?: true;
  /** The value is such a response itself, with nothing around it that another format could know more of. */
  readonly isBare?: (value: unknown) => boolean;
  /** `possible` for a value that only a file of this format makes its own, such as a session's plain lines. */
  readonly claims: (value: unknown, context: ReadContext) => Claim;
  /** Whether the rows of a table with these columns (as written) are its records, one object a row. */
  readonly claimsTable?: (columns: ReadonlySet<string>) => boolean;
  readonly open: (context: ReadContext) => FormatReader;
}

/** The `open` of a format whose records say everything themselves. */
export const eachAlone =
  (read: (value: unknown, line: number, context: ReadContext) => Iterable<RawCall>): JsonFormat['open'] =>
  (context) => ({ read: (value, line) => read(value, line, context) });

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The member if it is an object, else an empty one. */
export const objectIn = (value: unknown, key: string): JsonObject => {
  const member = isObject(value) ? value[key] : undefined;
  return isObject(member) ? member : {};
};

/** A scalar as text, for comparing; nothing for an object, which may have no text at all. */
export const scalarText = (value: unknown): string =>
  typeof value === 'object' && value !== null ? '' : String(value ?? '');

export const textIn = (value: JsonObject, key: string): string | undefined => {
  const member = value[key];
  return typeof member === 'string' ? member : undefined;
};

/** The first of some members that says anything. */
export function firstIn(value: JsonObject, ...keys: readonly string[]): unknown {
  for (const key of keys) {
    const member = value[key];
    if (member !== undefined && member !== null && member !== '') return member;
  }
  return undefined;
}

/** A member as a number, also one that is written as text; NaN for anything else. */
export const numberIn = (value: JsonObject, key: string): number => {
  const member = value[key];
  return typeof member === 'number' || (typeof member === 'string' && member.trim() !== '')
    ? Number(member)
    : Number.NaN;
};

/** `true`, or a text that says so. */
export const isTrueIn = (value: JsonObject, key: string): boolean =>
  value[key] === true || /^(true|1)$/i.test(textIn(value, key) ?? '');
const ROLES: ReadonlySet<unknown> = new Set(['system', 'developer', 'user', 'assistant', 'tool']);

/** A message of a conversation and no more: it does not say what was sent with a request, or what that used. */
export const isBareMessage = (value: unknown): boolean =>
  isObject(value) && ROLES.has(value['role']) && 'content' in value;
