import type { Field } from '../domain/fields.ts';
import type { RawCall } from '../domain/raw-call.ts';
import type { FieldMeta } from './field-meta.ts';

/** How sure a format is that something is its own. `possible` yields to any `certain`. */
export type Claim = 'certain' | 'possible' | 'no';

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
}

/** Fields found by the names of columns or members. */
export interface FoundFields {
  readonly fields: ReadonlyMap<Field, unknown>;
  readonly meta: FieldMeta;
}

/** What formats share while one file is read. */
export interface ReadContext {
  /** Finds fields by the names of an object's members. */
  readonly fields: (record: JsonObject) => FoundFields;
}

/** One shape of log in a file of JSON values; `traps` and `confidence` are documentation. */
export interface JsonFormat {
  readonly title: string;
  /** H: checked against real files by arithmetic. M: against the published schema. L: against descriptions. */
  readonly confidence: 'H' | 'M' | 'L';
  readonly traps: readonly string[];
  readonly claims: (value: unknown, context: ReadContext) => Claim;
  /** The calls of one value; what the value does not say stays undefined. */
  readonly read: (value: unknown, line: number, context: ReadContext) => Iterable<RawCall>;
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The member if it is an object, else an empty one. */
export const objectIn = (value: unknown, key: string): JsonObject => {
  const member = isObject(value) ? value[key] : undefined;
  return isObject(member) ? member : {};
};

export const textIn = (value: JsonObject, key: string): string | undefined => {
  const member = value[key];
  return typeof member === 'string' ? member : undefined;
};
