import type { Field } from '../domain/fields.ts';
import type { Problem } from '../domain/problem.ts';
import type { RawCall } from '../domain/raw-call.ts';
import type { JsonObject } from './members.ts';
import type { Requests } from './requests.ts';
import type { FieldMeta } from './tables/field-meta.ts';

/** How sure a format is that something is its own. `possible` yields to any `certain`. */
export type Claim = 'certain' | 'possible' | 'no';

/** Stands for text that is in the log, but that nobody needs: it was counted there. */
export const TEXT_NOT_KEPT = '';

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
