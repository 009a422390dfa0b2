import { isNothing } from './counts.ts';
import { isReported, type SpanRecord } from './span-record.ts';

/** A span in its tree. */
export interface SpanNode<Origin> extends SpanRecord<Origin> {
  parent: SpanNode<Origin> | undefined;
  readonly parts: SpanNode<Origin>[];
}

/** The spans of one trace as trees; a parent that is not there makes a root, and a circle is cut where it closes. */
export function treesOf<Origin>(spans: ReadonlyMap<string, SpanRecord<Origin>>): readonly SpanNode<Origin>[] {
  const nodes = new Map<string, SpanNode<Origin>>();
  for (const id of [...spans.keys()].sort()) {
    const record = spans.get(id);
    if (record !== undefined) nodes.set(id, { ...record, parent: undefined, parts: [] });
  }
  const placed = new Set<SpanNode<Origin>>();
  for (const node of nodes.values()) {
    const path = new Set<SpanNode<Origin>>();
    for (let each: SpanNode<Origin> | undefined = node; each && !placed.has(each); each = each.parent) {
      path.add(each);
      const parent = nodes.get(each.span.parent ?? '');
      each.parent = parent === undefined || path.has(parent) ? undefined : parent;
    }
    for (const each of path) placed.add(each);
  }
  for (const node of nodes.values()) node.parent?.parts.push(node);
  return [...nodes.values()].filter(({ parent }) => parent === undefined);
}

/** All nodes below and including these, parts before what they are parts of. */
export function partsFirst<Origin>(roots: readonly SpanNode<Origin>[]): readonly SpanNode<Origin>[] {
  const order = [...roots];
  for (let index = 0; index < order.length; index++) {
    for (const part of order[index]?.parts ?? []) order.push(part);
  }
  return order.reverse();
}

/** The log states counts for the span, and they are not 0. */
export const hasReported = ({ told }: SpanNode<unknown>): boolean =>
  told !== undefined && isReported(told) && !isNothing(told.entry.counts);
