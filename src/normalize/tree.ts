import { echoesAmong } from './echoes.ts';
import type { Registry } from './registry.ts';
import { type Remains, withoutRollUps } from './roll-ups.ts';
import { type Nearby, nearbyIn, type TraceName, traceName } from './span-names.ts';
import { treesOf } from './span-nodes.ts';
import { mergeRecords, type SpanCall, type SpanRecord } from './span-record.ts';

/** What became of a span that has counts or texts, and where it was read. */
export interface SpanOutcome<Origin> {
  readonly origin: Origin;
  readonly kind: Remains<Origin>['kind'];
  readonly untold: number;
  readonly call: SpanCall;
}

/** Holds the spans of all files until their trees are whole. Memory grows with spans. */
export interface Tree<Origin> {
  /** @returns `merged` if its call was known from another record of the same span */
  readonly add: (record: SpanRecord<Origin>) => 'new' | 'merged';
  /** What became of each span, whatever the order in which they were added; places are left out. */
  readonly drain: () => Iterable<SpanOutcome<Origin>>;
}

/** One for all files of a command. */
export function createTree<Origin>(registry: Registry): Tree<Origin> {
  const traces = new Map<string, Map<string, SpanRecord<Origin>>>();

  return {
    add(record) {
      const { trace, id } = record.span;
      const spans = traces.get(trace) ?? new Map<string, SpanRecord<Origin>>();
      traces.set(trace, spans);
      const known = spans.get(id);
      spans.set(id, known === undefined ? record : mergeRecords(known, record, registry));
      return known?.told === undefined || record.told === undefined ? 'new' : 'merged';
    },
    *drain() {
      const names = new Map<string, TraceName>();
      const remains: (Remains<Origin> & { readonly nearby: Nearby | undefined })[] = [];
      const parentOf = new Map<string, string>();
      for (const [trace, spans] of traces) {
        const roots = treesOf(spans);
        names.set(trace, traceName(trace, roots));
        for (const { span } of spans.values()) if (span.parentTrace) parentOf.set(trace, span.parentTrace);
        const nearby = nearbyIn(roots);
        for (const each of withoutRollUps(roots, registry))
          remains.push({ ...each, nearby: nearby.get(each.node) });
        spans.clear();
      }
      const echoes = echoesAmong(remains);
      for (const { node, kind, call, untold, nearby } of remains) {
        const { origin } = node;
        if (kind === 'rolled up' || echoes.has(node)) yield { origin, kind: 'rolled up', call, untold };
        else {
          const place = placed(call, nearby, nameIn(node.span.trace, parentOf, names));
          yield { origin, kind, untold, call: { ...call, entry: { ...call.entry, ...place } } };
        }
      }
    },
  };

  function placed({ entry }: SpanCall, nearby: Nearby | undefined, { run, workflow }: TraceName) {
    const { source, home } = entry;
    const model = source.model ?? nearby?.model;
    return {
      source: model === source.model ? source : registry.source({ ...source, model }),
      home: registry.home(workflow ?? home.workflow, workflow === undefined && home.isFileName, run),
      step: nearby?.step,
    };
  }
}

/** The name of the outermost trace that this one is part of; a circle ends where it closes. */
function nameIn(
  trace: string,
  parentOf: ReadonlyMap<string, string>,
  names: ReadonlyMap<string, TraceName>,
): TraceName {
  const path = new Set([trace]);
  let outer = trace;
  for (let next = parentOf.get(outer); next !== undefined && !path.has(next); next = parentOf.get(outer)) {
    path.add(next);
    outer = next;
  }
  const own = names.get(trace);
  const whole = names.get(outer);
  return { run: whole?.run ?? outer, workflow: whole?.workflow ?? own?.workflow };
}
