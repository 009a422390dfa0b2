import { ancestorsOf, partsFirst, type SpanNode } from './span-nodes.ts';

/** What a trace as a whole is called. */
export interface TraceName {
  readonly run: string;
  /** `undefined`: no span names one. */
  readonly workflow: string | undefined;
}

/**
 * The workflow is what a span states as such, else the agent or the name of the earliest root, else the program.
 * A root that is itself a model request is no workflow: its name is that of the request.
 */
export function traceName<Origin>(trace: string, roots: readonly SpanNode<Origin>[]): TraceName {
  const all = [...partsFirst(roots)].sort(byStart);
  const root = [...roots].sort(byStart).find(({ span }) => span.kind === 'part' && (span.agent ?? span.name));
  return {
    run: all.find(({ run }) => run !== undefined)?.run ?? trace,
    workflow:
      all.find(({ workflow }) => workflow !== undefined)?.workflow ??
      root?.span.agent ??
      root?.span.name ??
      all.find(({ span }) => span.service !== undefined)?.span.service,
  };
}

function byStart(a: SpanNode<unknown>, b: SpanNode<unknown>): number {
  const [one, other] = [a.startedAt ?? Infinity, b.startedAt ?? Infinity];
  return one === other ? (a.span.id < b.span.id ? -1 : 1) : one - other;
}

/** The step that a call belongs to: the nearest that is named, the nearest agent, the span around it, itself. */
export function stepOf<Origin>(node: SpanNode<Origin>): string | undefined {
  const line = [node, ...ancestorsOf(node)];
  const around = line.slice(1, -1).find(({ span }) => span.name !== undefined);
  return (
    line.find(({ step }) => step !== undefined)?.step ??
    line.find(({ span }) => span.agent !== undefined)?.span.agent ??
    around?.span.name ??
    node.span.name
  );
}

/** The model of a span that names none: that of the nearest span around it, else the only one among its parts. */
export function modelNear<Origin>(node: SpanNode<Origin>): string | undefined {
  for (const { model } of ancestorsOf(node)) if (model !== undefined) return model;
  const below = new Set(partsFirst(node.parts).map(({ model }) => model));
  below.delete(undefined);
  return below.size === 1 ? [...below][0] : undefined;
}
