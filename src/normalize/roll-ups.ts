import { NO_COST } from '../domain/cost-form.ts';
import type { Counts, Entry } from '../domain/entry.ts';
import { difference, isNothing, isSame, maxima, NO_COUNTS, sum } from './counts.ts';
import type { Registry } from './registry.ts';
import { hasReported, partsFirst, type SpanNode } from './span-nodes.ts';
import { isReported, type SpanCall } from './span-record.ts';

/** What remains of a span once its parts are counted. `gap`: the part of its counts that is in none of them. */
export interface Remains<Origin> {
  readonly node: SpanNode<Origin>;
  readonly kind: 'call' | 'gap' | 'rolled up';
  /** Cached tokens that the span tells of, and no part of it. */
  readonly untold: number;
  readonly call: SpanCall;
}

/**
 * What a span and its parts account for. `own`: the request itself, told by one span or by several inside one
 * another. `others`: further requests, such as those of an agent that is called as a tool of the request.
 */
interface Account {
  readonly own: Counts;
  readonly others: Counts;
}

type ToldNode<Origin> = SpanNode<Origin> & { readonly told: SpanCall };

const isTold = <Origin>(node: SpanNode<Origin>): node is ToldNode<Origin> => node.told !== undefined;

/** The nearest span around each that states counts. */
type Outward<Origin> = ReadonlyMap<SpanNode<Origin>, ToldNode<Origin>>;

const NO_ACCOUNT: Account = { own: NO_COUNTS, others: NO_COUNTS };

/**
 * Counts each token of a trace once, wherever in the tree it is told: a span's counts hold only for what its parts
 * do not account for. Names of spans decide nothing: an agent that alone has counts keeps them.
 */
export function* withoutRollUps<Origin>(
  roots: readonly SpanNode<Origin>[],
  registry: Registry,
): Generator<Remains<Origin>> {
  const order = partsFirst(roots);
  const accounts = new Map<SpanNode<Origin>, Account>();
  const covered = coveredAmong(order);
  const around = reportedAround(order);
  for (const node of order) {
    const ofParts = accountOfParts(node, accounts);
    const own = hasReported(node) ? (node.told?.entry.counts ?? NO_COUNTS) : NO_COUNTS;
    // Who only sums up others tells of no request of its own.
    accounts.set(node, isSumOf(own, ofParts) ? ofParts : { ...ofParts, own: maxima(own, ofParts.own) });
    if (!isTold(node)) continue;
    if (isReported(node.told)) {
      const left = remains(node, ofParts, around, registry);
      const untold = left.kind === 'rolled up' ? untoldIn(node, accounts) : 0;
      yield { node, untold, ...left };
    } else yield { node, untold: 0, kind: covered.has(node) ? 'rolled up' : 'call', call: node.told };
  }
}

/** Counts that further requests account for wholly, together with what the parts tell of the request itself. */
const isSumOf = (counts: Counts, { own, others }: Account): boolean =>
  !isNothing(others) && isSame(counts, sum(own, others));

/** Of a request, only requests directly inside it are itself; of anything else, all requests below are parts. */
function accountOfParts<Origin>(
  node: SpanNode<Origin>,
  accounts: ReadonlyMap<SpanNode<Origin>, Account>,
): Account {
  let { own, others } = NO_ACCOUNT;
  for (const part of node.parts) {
    const account = accounts.get(part) ?? NO_ACCOUNT;
    if (node.span.kind === 'part') own = sum(own, sum(account.own, account.others));
    else if (part.span.kind === 'part') others = sum(others, sum(account.own, account.others));
    else {
      own = sum(own, account.own);
      others = sum(others, account.others);
    }
  }
  return { own, others };
}

function remains<Origin>(
  node: ToldNode<Origin>,
  { own, others }: Account,
  around: Outward<Origin>,
  registry: Registry,
): Pick<Remains<Origin>, 'kind' | 'call'> {
  const { told } = node;
  const { counts } = told.entry;
  const isPlace = node.span.kind === 'part' && isNothing(counts);
  if (isPlace || isSumOf(counts, { own, others })) return { kind: 'rolled up', call: told };
  if (isNothing(own)) return { kind: 'call', call: withDetails(node, around, registry) };
  const rest = difference(counts, own);
  if (isNothing(rest)) return { kind: 'rolled up', call: told };
  // What it cost is the cost of all of it, and its parts may have costs of their own.
  const noCost = { recordedCost: undefined, costForm: NO_COST, costDetails: undefined };
  const entry = { ...told.entry, ...noCost, counts: rest, prompt: undefined };
  return { kind: 'gap', call: { ...told, id: undefined, entry } };
}

/** Cached tokens of a sum that its parts do not have; a single part takes them over (see withDetails). */
function untoldIn<Origin>(node: SpanNode<Origin>, accounts: ReadonlyMap<SpanNode<Origin>, Account>): number {
  const parts = node.parts.map((part) => accounts.get(part) ?? NO_ACCOUNT);
  const cached = parts.map(({ own, others }) => own.cacheRead + others.cacheRead).reduce((a, b) => a + b, 0);
  const tellers = parts.filter(({ own, others }) => !isNothing(sum(own, others)));
  return tellers.length < 2 ? 0 : Math.max((node.told?.entry.counts.cacheRead ?? 0) - cached, 0);
}

/** How much a span knows of a request: its counts, texts that were counted, nothing. */
function knowledgeOf({ told }: SpanNode<unknown>): number {
  if (told === undefined) return -1;
  if (isNothing(told.entry.counts)) return 0;
  return isReported(told) ? 2 : 1;
}

/**
 * Requests without counts that another span accounts for: one inside that tells as much of the same request, one
 * around it that tells more, or an agent with counts.
 */
function coveredAmong<Origin>(order: readonly SpanNode<Origin>[]): ReadonlySet<SpanNode<Origin>> {
  const covered = new Set<SpanNode<Origin>>();
  const inside = new Map<SpanNode<Origin>, number>();
  const around = new Map<SpanNode<Origin>, number>();
  const agents = new Set<SpanNode<Origin>>();
  for (const node of order) {
    const own = knowledgeOf(node);
    if ((inside.get(node) ?? -1) >= own) covered.add(node);
    const { parent } = node;
    if (parent === undefined || parent.span.kind === 'part' || node.span.kind === 'part') continue;
    inside.set(parent, Math.max(inside.get(parent) ?? -1, own, inside.get(node) ?? -1));
  }
  for (let index = order.length - 1; index >= 0; index--) {
    const node = order[index];
    const parent = node?.parent;
    if (node === undefined || parent === undefined) continue;
    const isAgents = agents.has(parent) || (parent.span.kind === 'part' && hasReported(parent));
    if (isAgents) agents.add(node);
    const isSameRequest = parent.span.kind === 'call' && node.span.kind === 'call';
    if (isSameRequest) around.set(node, Math.max(around.get(parent) ?? -1, knowledgeOf(parent)));
    if (isAgents || (around.get(node) ?? -1) > knowledgeOf(node)) covered.add(node);
  }
  return covered;
}

function reportedAround<Origin>(order: readonly SpanNode<Origin>[]): Outward<Origin> {
  const around = new Map<SpanNode<Origin>, ToldNode<Origin>>();
  for (const node of order.toReversed()) {
    const { parent } = node;
    const isNearest = parent !== undefined && isTold(parent) && isReported(parent.told);
    const outer = isNearest ? parent : parent && around.get(parent);
    if (outer !== undefined) around.set(node, outer);
  }
  return around;
}

/** A span's own cost before that of one around it, and either before a 0 that says that nobody knew a price. */
function betterCost(inside: Entry, around: Entry) {
  const isOuter =
    inside.recordedCost === undefined && (around.recordedCost !== undefined || !inside.costForm.isZero);
  const { recordedCost, costForm, costDetails } = isOuter ? around : inside;
  return { recordedCost, costForm, costDetails };
}

/** A call that spans around it tell too, and know more of: its cached tokens, its times, its cost. */
function withDetails<Origin>(node: ToldNode<Origin>, around: Outward<Origin>, registry: Registry): SpanCall {
  let known = node.told;
  for (let outer = around.get(node); outer !== undefined; outer = around.get(outer)) {
    const [inside, around] = [known.entry, outer.told.entry];
    if (!isSame(inside.counts, around.counts)) break;
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
        ...betterCost(inside, around),
      },
    };
  }
  return known;
}
