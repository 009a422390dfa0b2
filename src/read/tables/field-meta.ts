import type { Field } from '../../domain/fields.ts';
import { scalarText } from '../members.ts';
import { normalizeHeader } from './synonyms.ts';

/** What the name of a field's column adds to its values. */
export interface FieldMeta {
  /** What the cost is counted in, as a power of ten of a dollar. */
  readonly costExponent: number;
  readonly durationUnitMs: number;
  /** The status column says what went wrong: empty or false is good. */
  readonly isFailureFlag: boolean;
}

/**
 * @param nameOf the name of a field's column, empty if it has none
 * @param valuesOf some of its values
 */
export function metaOf(
  nameOf: (field: Field) => string,
  valuesOf: (field: Field) => readonly unknown[],
): FieldMeta {
  return {
    costExponent: isPortkey(nameOf) ? -2 : costExponentOf(nameOf('cost')),
    durationUnitMs: durationUnit(nameOf('duration'), valuesOf('duration')),
    isFailureFlag: /(^|_)(is_)?(error|error_message|exception|cancelled)$/.test(
      normalizeHeader(nameOf('status')),
    ),
  };
}

/** The logs of Portkey's gateway have their `cost` in cents. */
const isPortkey = (nameOf: (field: Field) => string): boolean =>
  nameOf('cost') === 'cost' &&
  nameOf('model') === 'ai_model' &&
  nameOf('input') === 'req_units' &&
  nameOf('output') === 'res_units';

function costExponentOf(header: string): number {
  const name = normalizeHeader(header);
  if (/(^|_)cents$/.test(name)) return -2;
  if (/(^|_)micros?(_usd)?$/.test(name)) return -6;
  return /(^|_)nanos?(_usd)?$/.test(name) ? -9 : 0;
}

/** By its name, else by size: nobody waits a thousand seconds for an answer. */
function durationUnit(name: string, values: readonly unknown[]): number {
  if (/ms\b|_ms$|millis/i.test(name)) return 1;
  if (/[([]s[)\]]|_s$|_sec|seconds/i.test(name)) return 1000;
  return values.some((value) => Number(scalarText(value).replace(',', '.')) >= 1000) ? 1 : 1000;
}

/** A duration in ms; what is no number is left for the next stage to judge. */
export const inMilliseconds = (value: unknown, unit: number): unknown =>
  unit === 1 || value === undefined || value === ''
    ? value
    : Number(scalarText(value).replace(',', '.')) * unit;

/** What a column of failures says: nothing or "no" is good, anything else went wrong. */
export function failureFlag(value: unknown): unknown {
  const text = typeof value === 'string' ? value.trim().toLowerCase() : value;
  const isGood = text === undefined || text === null || text === '' || text === false || text === 'false';
  return isGood || text === 0 || text === '0' || text === 'none' || text === 'null' ? 'ok' : 'failed';
}
