import { partsFirst, type SpanNode } from './span-nodes.ts';

/** What a trace as a whole is called. */
export interface TraceName {
  readonly run: string;
  /** `undefined`: no span names one. */
  readonly workflow: string | undefined;
}

/**
 * The workflow is what a span states as such, else the agent or the name of the earliest root, else the outermost
 * agent, else the program. A root that is itself a model request is no workflow: its name is that of the request.
 */
export function traceName<Origin>(trace: string, roots: readonly SpanNode<Origin>[]): TraceName {
  const all = [...partsFirst(roots)].sort(byStart);
  const nameOf = ({ span }: SpanNode<Origin>): string | undefined =>
    span.agent ?? (span.kind === 'part' ? span.name : undefined);
  const root = [...roots].sort(byStart).find((each) => nameOf(each) !== undefined);
  return {
    run: all.find(({ run }) => run !== undefined)?.run ?? trace,
    workflow:
      all.find(({ workflow }) => workflow !== undefined)?.workflow ??
      (root && nameOf(root)) ??
      outermostAgent(roots) ??
      all.find(({ span }) => span.service !== undefined)?.span.service,
  };
}

/** The agent nearest to a root; of several, the one that began first. */
function outermostAgent<Origin>(roots: readonly SpanNode<Origin>[]): string | undefined {
  for (let level = roots; level.length > 0; level = level.flatMap(({ parts }) => parts)) {
    const agents = level.filter(({ span }) => span.agent !== undefined).sort(byStart);
    if (agents[0] !== undefined) return agents[0].span.agent;
  }
  return undefined;
}

function byStart(a: SpanNode<unknown>, b: SpanNode<unknown>): number {
  const [one, other] = [a.startedAt ?? Infinity, b.startedAt ?? Infinity];
  return one === other ? (a.span.id < b.span.id ? -1 : 1) : one - other;
}

/** The step that a call belongs to: the nearest that is named, the nearest agent, the span around it, itself. */
export function stepOf<Origin>(node: SpanNode<Origin>): string | undefined {
  let agent: string | undefined;
  let around: string | undefined;
  for (let each: SpanNode<Origin> | undefined = node; each !== undefined; each = each.parent) {
    if (each.step !== undefined) return each.step;
    agent ??= each.span.agent;
    const isBetween = each !== node && each.parent !== undefined;
    if (isBetween) around ??= each.span.name;
  }
  return agent ?? around ?? node.span.name;
}

/** The model of a span that names none: that of the nearest span around it, else the only one among its parts. */
export function modelNear<Origin>(node: SpanNode<Origin>): string | undefined {
  for (let outer = node.parent; outer !== undefined; outer = outer.parent)
    if (outer.model !== undefined) return outer.model;
  const below = new Set(partsFirst(node.parts).map(({ model }) => model));
  below.delete(undefined);
  return below.size === 1 ? [...below][0] : undefined;
}
