import type { Counts } from '../domain/entry.ts';
import { difference, isNothing, maxima, NO_COUNTS, sum } from './counts.ts';
import type { Registry } from './registry.ts';
import { ancestorsOf, hasReported, partsFirst, type SpanNode } from './span-nodes.ts';
import { isReported, type SpanCall } from './span-record.ts';

/** What remains of a span once its parts are counted. `gap`: the part of its counts that is in none of them. */
export interface Remains<Origin> {
  readonly node: SpanNode<Origin>;
  readonly kind: 'call' | 'gap' | 'rolled up';
  readonly call: SpanCall;
}

/**
 * Counts each token of a trace once, wherever in the tree it is told: a span's counts hold only for what its parts
 * do not account for. Names of spans decide nothing: an agent that alone has counts keeps them.
 */
export function* withoutRollUps<Origin>(
  roots: readonly SpanNode<Origin>[],
  registry: Registry,
): Generator<Remains<Origin>> {
  /** What a span and all its parts account for together. */
  const accounted = new Map<SpanNode<Origin>, Counts>();
  for (const node of partsFirst(roots)) {
    const ofParts = node.parts.map((part) => accounted.get(part) ?? NO_COUNTS).reduce(sum, NO_COUNTS);
    const own = hasReported(node) ? (node.told?.entry.counts ?? NO_COUNTS) : NO_COUNTS;
    accounted.set(node, maxima(own, ofParts));
    if (node.told !== undefined) yield { node, ...remains(node, node.told, ofParts, registry) };
  }
}

function remains<Origin>(
  node: SpanNode<Origin>,
  told: SpanCall,
  ofParts: Counts,
  registry: Registry,
): Omit<Remains<Origin>, 'node'> {
  if (!isReported(told)) {
    // Tokens counted from texts are among the counts of a span around them, if one has any.
    const isInside = [...ancestorsOf(node)].some(hasReported);
    return { kind: isInside ? 'rolled up' : 'call', call: told };
  }
  if (isNothing(ofParts)) return { kind: 'call', call: withDetails(told, node, registry) };
  const counts = difference(told.entry.counts, ofParts);
  if (isNothing(counts)) return { kind: 'rolled up', call: told };
  return { kind: 'gap', call: { ...told, id: undefined, entry: { ...told.entry, counts } } };
}

/** A call that spans around it tell too, and know more of: its cached tokens, its times, its cost. */
function withDetails<Origin>(told: SpanCall, node: SpanNode<Origin>, registry: Registry): SpanCall {
  let known = told;
  for (const outer of ancestorsOf(node)) {
    if (outer.told === undefined || !isReported(outer.told)) continue;
    const [inside, around] = [known.entry, outer.told.entry];
    if (inside.counts.input !== around.counts.input || inside.counts.output !== around.counts.output) break;
    const isBetter = around.source.isCacheKnown && !inside.source.isCacheKnown;
    known = {
      ...known,
      id: known.id ?? outer.told.id,
      isProviderId: known.isProviderId || (known.id === undefined && outer.told.isProviderId),
      entry: {
        ...inside,
        counts: isBetter ? around.counts : inside.counts,
        source: isBetter ? registry.source({ ...inside.source, isCacheKnown: true }) : inside.source,
        startedAt: inside.startedAt ?? around.startedAt,
        endedAt: inside.endedAt ?? around.endedAt,
        recordedCost: inside.recordedCost ?? around.recordedCost,
      },
    };
  }
  return known;
}
