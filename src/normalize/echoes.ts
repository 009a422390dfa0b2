import type { Remains } from './roll-ups.ts';
import type { SpanNode } from './span-nodes.ts';

/**
 * Finds spans that tell of calls in other traces: where a program loses the thread, the span around a request has
 * no parts, and the request's own span no parent. Such a span has the counts of one call, or of all calls, that
 * began while it lasted, in traces that have nothing else.
 */
export function echoesAmong<Origin>(remains: readonly Remains<Origin>[]): ReadonlySet<SpanNode<Origin>> {
  const calls = remains.filter(isLoneCall).sort(byStart);
  const starts = calls.map(({ node }) => node.startedAt ?? 0);
  const taken = new Set<SpanNode<Origin>>();
  const echoes = new Set<SpanNode<Origin>>();
  for (const outer of remains.filter(isLonePart).sort(byStart)) {
    const [from, to] = [outer.node.startedAt, outer.node.endedAt];
    if (from === undefined || to === undefined) continue;
    const within: Remains<Origin>[] = [];
    for (let at = firstFrom(starts, from); at < calls.length && (starts[at] ?? 0) <= to; at++) {
      const call = calls[at];
      if (call !== undefined && !taken.has(call.node) && isSameModel(outer, call)) within.push(call);
    }
    const told = within.find((call) => isSameSum(outer, [call]));
    const inner = told === undefined ? within : [told];
    if (inner.length === 0 || !isSameSum(outer, inner)) continue;
    echoes.add(outer.node);
    for (const { node } of inner) taken.add(node);
  }
  return echoes;
}

const isAlone = ({ node }: Remains<unknown>): boolean => node.parent === undefined && node.parts.length === 0;
const isLoneCall = (each: Remains<unknown>): boolean => isAlone(each) && each.node.span.kind === 'call';
const isLonePart = (each: Remains<unknown>): boolean =>
  each.kind === 'call' && each.node.span.kind === 'part' && each.node.parent === undefined;

function byStart({ node: a }: Remains<unknown>, { node: b }: Remains<unknown>): number {
  const key = ({ span }: SpanNode<unknown>): string => `${span.trace}\0${span.id}`;
  return (a.startedAt ?? 0) - (b.startedAt ?? 0) || (key(a) < key(b) ? -1 : 1);
}

function isSameModel(a: Remains<unknown>, b: Remains<unknown>): boolean {
  const [one, other] = [a.call.entry.source.model, b.call.entry.source.model];
  if (one === undefined || other === undefined) return true;
  return one === other || isSnapshot(one, other) || isSnapshot(other, one);
}

/** One names the model that was asked, the other the dated one that answered. */
const isSnapshot = (dated: string, name: string): boolean =>
  dated.startsWith(name) && /^[-@]\d{4}/.test(dated.slice(name.length));

function isSameSum({ call: { entry } }: Remains<unknown>, inner: readonly Remains<unknown>[]): boolean {
  const of = (name: 'input' | 'output'): number =>
    inner.reduce((total, { call }) => total + call.entry.counts[name], 0);
  return of('input') === entry.counts.input && of('output') === entry.counts.output;
}

/** The first place in the ascending list whose number is at least `from`. */
function firstFrom(ascending: readonly number[], from: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}
