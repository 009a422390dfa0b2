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

/** What a span is called and asks where it does not say so itself. */
export interface Nearby {
  /** The nearest step around it that is named, else the nearest agent, else the span around it, else itself. */
  readonly step: string | undefined;
  /** The model of the nearest span around it that names one, else the only one among its parts. */
  readonly model: string | undefined;
}

/** What a span hands on to its parts. */
interface Inherited {
  readonly step: string | undefined;
  readonly agent: string | undefined;
  readonly name: string | undefined;
  readonly model: string | undefined;
}

/** Looks once down and once up the trees: a trace may be as deep as it has spans. */
export function nearbyIn<Origin>(roots: readonly SpanNode<Origin>[]): ReadonlyMap<SpanNode<Origin>, Nearby> {
  const order = partsFirst(roots);
  const inside = modelsInside(order);
  const inherited = new Map<SpanNode<Origin>, Inherited>();
  const nearby = new Map<SpanNode<Origin>, Nearby>();
  for (const node of order.toReversed()) {
    const outer = node.parent && inherited.get(node.parent);
    const step = node.step ?? outer?.step;
    const agent = node.span.agent ?? outer?.agent;
    const model = node.model ?? outer?.model;
    // The root is the workflow, and no step of it.
    const name = node.parent && (node.span.name ?? outer?.name);
    inherited.set(node, { step, agent, name, model });
    const below = inside.get(node);
    nearby.set(node, {
      step: step ?? agent ?? outer?.name ?? node.span.name,
      model: model ?? (below === SEVERAL ? undefined : below),
    });
  }
  return nearby;
}

const SEVERAL = Symbol('several models');
type Models = string | undefined | typeof SEVERAL;

function modelsInside<Origin>(order: readonly SpanNode<Origin>[]): ReadonlyMap<SpanNode<Origin>, Models> {
  const inside = new Map<SpanNode<Origin>, Models>();
  for (const node of order) {
    const models = [node.model, ...node.parts.map((part) => inside.get(part))];
    inside.set(
      node,
      models.reduce((a, b) => (a === undefined || a === b ? b : b === undefined ? a : SEVERAL)),
    );
  }
  return inside;
}
