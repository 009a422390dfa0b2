import { COUNT_FIELDS, type Field } from '../domain/fields.ts';
import { planFields } from './columns.ts';
import { type FieldMeta, metaOf } from './field-meta.ts';
import { isObject, type JsonObject, type ReadContext } from './format.ts';
import { FIELDS_BY_NAME, normalizeHeader, spellingsOf } from './synonyms.ts';

const MOST_DEPTH = 8;
const MOST_SHAPES = 10_000;

interface Leaf {
  readonly path: string;
  readonly value: unknown;
}

interface Plan {
  readonly columns: ReadonlyMap<Field, number>;
  readonly meta: FieldMeta;
}

/**
 * Finds the fields of loose JSON records by the names of their members, at any depth outside lists. Records of
 * one shape are understood once.
 * @param map `--map`: field → path such as `usage.in`, as the user wrote it
 */
export function createLooseFields(map: ReadonlyMap<Field, string>, file: string): ReadContext['fields'] {
  const plans = new Map<string, Plan>();
  return (record) => {
    const leaves = [...leavesOf(record, '', 0)];
    const shape = leaves.map((leaf) => `${leaf.path}:${typeof leaf.value}`).join('\n');
    let plan = plans.get(shape);
    if (plan === undefined) {
      plan = planFor(leaves, map, file);
      if (plans.size < MOST_SHAPES) plans.set(shape, plan);
    }
    const fields = new Map([...plan.columns].map(([field, index]) => [field, leaves[index]?.value]));
    return { fields, meta: plan.meta };
  };
}

function* leavesOf(record: JsonObject, prefix: string, depth: number): Generator<Leaf> {
  for (const key in record) {
    const value = record[key];
    const path = prefix === '' ? key : `${prefix}.${key}`;
    if (value === null) continue;
    if (isObject(value) && depth < MOST_DEPTH) yield* leavesOf(value, path, depth + 1);
    else yield { path, value };
  }
}

function planFor(leaves: readonly Leaf[], map: ReadonlyMap<Field, string>, file: string): Plan {
  const present = new Map([...map].filter(([, path]) => leaves.some((leaf) => leaf.path === path)));
  const names = leaves.map(({ path }) => ([...present.values()].includes(path) ? path : knownName(path)));
  const { columns } = planFields({ file, names, sample: (index) => [leaves[index]?.value], map: present });
  const at = (field: Field): number => columns.get(field) ?? -1;
  return {
    columns,
    meta: metaOf(
      (field) => names[at(field)] ?? '',
      (field) => [leaves[at(field)]?.value],
    ),
  };
}

/** Only what is unmistakable is looked for deep inside: a `name` or an `id` there is of something else. */
const DEEP_FIELDS: ReadonlySet<Field> = new Set<Field>([...COUNT_FIELDS, 'model']);

/** The path as the table of synonyms knows it, or the path itself. */
function knownName(path: string): string {
  if (spellingsOf(path).some((each) => FIELDS_BY_NAME.has(each))) return path;
  const last = path.slice(path.lastIndexOf('.') + 1);
  const fields = FIELDS_BY_NAME.get(normalizeHeader(last)) ?? [];
  return fields.some(({ field }) => DEEP_FIELDS.has(field)) ? last : path;
}
