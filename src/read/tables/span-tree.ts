import { RecostError } from '../../domain/problem.ts';
import { isObject, type JsonObject } from '../members.ts';

/**
 * Notices records that are parts of one another, in logs of no known format: counts of the outer one are mostly the
 * sum of the inner ones, and nothing says which.
 */
export interface SpanTree {
  readonly add: (record: JsonObject, hasCounts: boolean) => void;
  /** @throws RecostError if a record with counts is inside another one with counts */
  readonly end: () => void;
}

const ID_NAMES = ['span_id', 'spanId', 'id', 'observation_id', 'observationId', 'call_id', 'callId'] as const;
const RUN_NAMES = ['run_id', 'runId'] as const;
const PARENT_NAMES = [
  ...['span_parents', 'parent_span_id', 'parentSpanId', 'parent_id', 'parentId', 'parent_run_id'],
  ...['parentRunId', 'parent_observation_id', 'parentObservationId', 'parent_call_id', 'parentCallId'],
] as const;
const MOST_DEPTH = 1000;

export const isParentName = (name: string): boolean => PARENT_NAMES.some((each) => each === name);

export function createSpanTree(file: string): SpanTree {
  const counted = new Set<string>();
  /** Run ids that several records share: they name groups of records, and none of them. */
  const groups = new Set<string>();
  const parents = new Map<string, string>();
  const orphans: string[] = [];

  /** The nearest record with counts that one is part of. */
  function countedAround(first: string): string | undefined {
    let at: string | undefined = first;
    for (let depth = 0; at !== undefined && depth < MOST_DEPTH; depth++) {
      if (counted.has(at) && !groups.has(at)) return at;
      at = parents.get(at);
    }
    return undefined;
  }

  return {
    add(record, hasCounts) {
      const own = firstScalar(record, ID_NAMES);
      const id = own ?? firstScalar(record, RUN_NAMES);
      const parent = parentOf(record);
      if (parent !== undefined && parent !== id) {
        if (id !== undefined) parents.set(id, parent);
        else if (hasCounts) orphans.push(parent);
      }
      if (id === undefined || !hasCounts) return;
      if (own === undefined && counted.has(id)) groups.add(id);
      counted.add(id);
    },
    end() {
      const inner = [...parents].filter(([id]) => counted.has(id)).map(([, parent]) => parent);
      for (const parent of [...inner, ...orphans]) {
        const around = countedAround(parent);
        if (around !== undefined) throw new RecostError('span-tree', { name: file, id: around.slice(0, 80) });
      }
    },
  };
}

/** Adds a record, or the records in the lists of a page. */
export function addToTree(tree: SpanTree, value: unknown, hasCounts: boolean): void {
  if (!isObject(value)) return;
  tree.add(value, hasCounts);
  for (const key in value) {
    const list = value[key];
    if (Array.isArray(list)) for (const each of list) if (isObject(each)) tree.add(each, hasCounts);
  }
}

function firstScalar(record: JsonObject, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = record[name];
    if ((typeof value === 'string' && value !== '') || typeof value === 'number') return String(value);
  }
  return undefined;
}

function parentOf(record: JsonObject): string | undefined {
  const list = record['span_parents'];
  return Array.isArray(list) && typeof list[0] === 'string' ? list[0] : firstScalar(record, PARENT_NAMES);
}
