import { COUNT_FIELDS, type Field } from '../../domain/fields.ts';
import { RecostError } from '../../domain/problem.ts';
import { scalarText } from '../members.ts';
import { FIELDS_BY_NAME, spellingsOf } from './synonyms.ts';

/** Which column (or path) of a file holds which field. */
export interface FieldPlan {
  readonly columns: ReadonlyMap<Field, number>;
  /** Columns that fit a field as well but stand behind another: told, not used. */
  readonly unused: readonly { readonly field: Field; readonly name: string; readonly instead: string }[];
  /** Other columns for a count: where their values differ, nobody may choose silently. */
  readonly rivals: ReadonlyMap<Field, readonly number[]>;
}

/** A file's columns or paths, to be assigned to fields. */
export interface FieldRequest {
  readonly file: string;
  readonly names: readonly string[];
  /** Some values of a column, to tell counts from texts and copies from contradictions. */
  readonly sample: (column: number) => readonly unknown[];
  /** `--map`: field → name of the column, as the user wrote it. */
  readonly map: ReadonlyMap<Field, string>;
}

interface Claim {
  readonly column: number;
  readonly rank: number;
}

/**
 * Assigns columns to fields by the table of synonyms; `--map` wins. Bare `input` and `output` are counts where
 * all sampled values are numbers, else texts.
 * @throws RecostError `column-missing` for a column of `--map` that is not there
 */
export function planFields(request: FieldRequest): FieldPlan {
  const columns = new Map<Field, number>();
  const unused: FieldPlan['unused'][number][] = [];
  const rivals = new Map<Field, readonly number[]>();
  const nameOf = (column: number): string => request.names[column] ?? '';
  for (const [field, candidates] of claimsOf(request)) {
    const [best, ...others] = [...candidates].sort((a, b) => a.rank - b.rank || a.column - b.column);
    if (best === undefined) continue;
    columns.set(field, best.column);
    for (const other of others) {
      unused.push({ field, name: nameOf(other.column), instead: nameOf(best.column) });
    }
    const isCount = COUNT_FIELDS.some((each) => each === field);
    if (isCount && others.length > 0)
      rivals.set(
        field,
        others.map(({ column }) => column),
      );
  }
  return { columns, unused, rivals };
}

/** @throws RecostError `columns-ambiguous` when two columns for one count disagree in some sampled row */
export function refuseRivals({ file, names, sample }: FieldRequest, { columns, rivals }: FieldPlan): void {
  for (const [field, others] of rivals) {
    const best = columns.get(field) ?? -1;
    const other = others.find((column) => disagree(sample(best), sample(column)));
    if (other === undefined) continue;
    const first = names[best] ?? '';
    throw new RecostError('columns-ambiguous', {
      name: file,
      field,
      columns: `"${first}" and "${names[other]}"`,
      first,
    });
  }
}

function claimsOf(request: FieldRequest): ReadonlyMap<Field, readonly Claim[]> {
  const claims = new Map<Field, Claim[]>();
  const claim = (field: Field, column: number, rank: number): void => {
    claims.set(field, [...(claims.get(field) ?? []), { column, rank }]);
  };
  request.names.forEach((name, column) => {
    const spelling = spellingsOf(name).find((each) => FIELDS_BY_NAME.has(each));
    for (const { field, rank } of FIELDS_BY_NAME.get(spelling ?? '') ?? []) {
      if (fitsContent(spelling ?? '', field, request.sample(column))) claim(field, column, rank);
    }
  });
  for (const [field, name] of request.map) {
    const column = request.names.indexOf(name);
    if (column < 0) {
      const columns = listed(request.names);
      throw new RecostError('column-missing', { name: request.file, field, column: name, columns });
    }
    claims.set(field, [{ column, rank: -1 }]);
  }
  return claims;
}

const NUMBER = /^[\s\d.,'\u00a0\u202f]*\d(\.\d+)?([eE][+-]?\d+)?\s*$/;
const isNumber = (value: unknown): boolean => typeof value === 'number' || NUMBER.test(scalarText(value));
const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '';

function fitsContent(name: string, field: Field, sample: readonly unknown[]): boolean {
  const values = sample.filter((value) => !isEmpty(value));
  if (name === 'input' || name === 'output') {
    return (values.length > 0 && values.every(isNumber)) === (field === name);
  }
  const isProjectId =
    name === 'session_id' && values.length >= 20 && values.every((value) => value === values[0]);
  if (field === 'run' && isProjectId && values.every(isNumber)) return false;
  // `time`, `start`, `end` may be seconds since the beginning of something: an instant is larger than that.
  if (field === 'started_at' || field === 'ended_at')
    return !values.every((value) => isNumber(value) && Number(value) < 1e8);
  return true;
}

const disagree = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.some((value, row) => !isEmpty(value) && !isEmpty(b[row]) && scalarText(value) !== scalarText(b[row]));

const MOST_LISTED = 12;

/** Names of columns for a message: the first few, in quotes. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, MOST_LISTED).map((each) => `"${each.slice(0, 40)}"`);
  const more = names.length - shown.length;
  return shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
}
