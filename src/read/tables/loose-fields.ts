import { COUNT_FIELDS, type Field } from '../../domain/fields.ts';
import type { ReadContext } from '../format.ts';
import { isObject, type JsonObject, scalarText } from '../members.ts';
import { type FieldPlan, planFields } from './columns.ts';
import { type FieldMeta, metaOf } from './field-meta.ts';
import { FIELDS_BY_NAME, normalizeHeader } from './synonyms.ts';

const MOST_DEPTH = 8;
const MOST_SHAPES = 10_000;

interface Leaf {
  readonly path: string;
  readonly value: unknown;
}

interface Plan {
  readonly columns: FieldPlan['columns'];
  readonly rivals: FieldPlan['rivals'];
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
    const fields = new Map(
      [...plan.columns].map(([field, index]) => [field, memberValue(leaves, index, plan.rivals.get(field))]),
    );
    return { fields, meta: plan.meta };
  };
}

/** Members that disagree about one count are told as such: nobody chooses between them. */
function memberValue(leaves: readonly Leaf[], index: number, rivals: readonly number[] = []): unknown {
  const own = leaves[index];
  const other = rivals
    .map((each) => leaves[each])
    .find((leaf) => leaf !== undefined && leaf.value !== own?.value);
  return other === undefined
    ? own?.value
    : `${scalarText(own?.value)} (${own?.path}) or ${scalarText(other.value)} (${other.path})`;
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
  const sample = (index: number): readonly unknown[] => [leaves[index]?.value];
  const plain = planFields({ file, names: leaves.map(({ path }) => path), sample, map: present });
  // Deep inside, only what the paths themselves do not name is looked for, by the member's own name.
  const names = leaves.map(({ path }, index) => deepName(path, index, plain));
  const { columns, rivals } = planFields({ file, names, sample, map: present });
  const at = (field: Field): number => columns.get(field) ?? -1;
  const meta = metaOf(
    (field) => leaves[at(field)]?.path ?? '',
    (field) => sample(at(field)),
  );
  return { columns, rivals, meta };
}

/** Only what is unmistakable is looked for deep inside: a `name`, an `id` or a `time` there is of something else. */
const DEEP_FIELDS: ReadonlySet<Field> = new Set<Field>([...COUNT_FIELDS, 'model']);
const DEEP_NAMES: ReadonlySet<string> = new Set([
  ...['run_id', 'workflow_run_id', 'execution_id', 'trace_id', 'session_id', 'conversation_id', 'thread_id'],
  ...['workflow', 'workflow_name', 'agent_name', 'step', 'step_name', 'provider', 'service_tier'],
  ...['request_id', 'response_id', 'generation_id', 'started_at', 'start_time', 'timestamp', 'created_at'],
  ...['ended_at', 'end_time', 'duration_ms', 'latency_ms', 'cost_usd', 'total_cost', 'response_cost'],
]);

function deepName(path: string, index: number, plain: FieldPlan): string {
  if ([...plain.columns.values()].includes(index)) return path;
  const last = path.slice(path.lastIndexOf('.') + 1);
  const name = normalizeHeader(last);
  const isSought = ({ field }: { readonly field: Field }): boolean =>
    (DEEP_FIELDS.has(field) || DEEP_NAMES.has(name)) && !plain.columns.has(field);
  return FIELDS_BY_NAME.get(name)?.some(isSought) ? last : path;
}
