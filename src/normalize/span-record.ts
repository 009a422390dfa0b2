import type { Span } from '../domain/call.ts';
import { merge, type Told } from './merge.ts';
import type { Registry } from './registry.ts';

/** What a span says of one model request. */
export interface SpanCall extends Told {
  /** The provider's id of the response, if the span names one. */
  readonly id: string | undefined;
  readonly isProviderId: boolean;
}

/** A span with what was understood of it. */
export interface SpanRecord<Origin> {
  readonly span: Span;
  readonly run: string | undefined;
  readonly workflow: string | undefined;
  readonly step: string | undefined;
  readonly model: string | undefined;
  readonly startedAt: number | undefined;
  readonly endedAt: number | undefined;
  /** `undefined` for a span that is only a place. */
  readonly told: SpanCall | undefined;
  /** Where it was read: handed back with what became of it. */
  readonly origin: Origin;
}

/** The log states some of its counts: they were not counted from its texts. */
export const isReported = ({ entry: { source } }: Told): boolean =>
  source.inputKnown?.kind === 'reported' || source.outputKnown?.kind === 'reported';

/** Two records of one span as one, whichever came first. */
export function mergeRecords<Origin>(
  a: SpanRecord<Origin>,
  b: SpanRecord<Origin>,
  registry: Registry,
): SpanRecord<Origin> {
  const inSpan = (key: 'parent' | 'parentTrace' | 'name' | 'agent' | 'service') =>
    first(a.span[key], b.span[key]);
  return {
    span: {
      trace: a.span.trace,
      id: a.span.id,
      parent: inSpan('parent'),
      parentTrace: inSpan('parentTrace'),
      name: inSpan('name'),
      agent: inSpan('agent'),
      service: inSpan('service'),
      kind: a.span.kind === 'call' ? 'call' : b.span.kind,
    },
    run: first(a.run, b.run),
    workflow: first(a.workflow, b.workflow),
    step: first(a.step, b.step),
    model: first(a.model, b.model),
    startedAt: first(a.startedAt, b.startedAt),
    endedAt: a.endedAt === undefined || (b.endedAt ?? 0) > a.endedAt ? b.endedAt : a.endedAt,
    told: mergeTold(a.told, b.told, registry),
    origin: a.origin,
  };
}

/** The smaller of two values, or the one that is there. */
const first = <T extends string | number>(a: T | undefined, b: T | undefined): T | undefined =>
  a === undefined || (b !== undefined && b < a) ? b : a;

/** What was reported beats what was counted from texts. */
function mergeTold(
  a: SpanCall | undefined,
  b: SpanCall | undefined,
  registry: Registry,
): SpanCall | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  if (isReported(a) !== isReported(b)) return isReported(a) ? a : b;
  return {
    ...merge(a, b, registry),
    id: first(a.id, b.id),
    isProviderId: a.isProviderId || b.isProviderId,
  };
}
