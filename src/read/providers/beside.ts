import type { RawCall } from '../../domain/raw-call.ts';
import { scalarText } from '../members.ts';

/** What sets a request that a vendor made beside a response apart from the response's own call. */
export type Beside = Partial<RawCall>;

/** What a record says of its own call only. */
const NOT_SHARED: Beside = {
  cost: undefined,
  upstreamCost: undefined,
  requests: undefined,
  largestPrompt: undefined,
  toolUses: undefined,
  inputText: undefined,
  outputText: undefined,
};

/** A call and the requests beside it. Together they are one run, whether or not the log has a name for it. */
export function* withBeside(call: RawCall, beside: readonly Beside[]): Generator<RawCall> {
  if (beside.length === 0) {
    yield call;
    return;
  }
  // Spans have the run of their trace.
  const run = call.span === undefined ? (call.run ?? call.id) : call.run;
  yield { ...call, run };
  for (const [index, each] of beside.entries())
    yield { ...call, run, ...NOT_SHARED, ...each, span: siblingOf(call, index) };
}

/** The call's counts do not hold those of a request beside it, so that this is no part of its span. */
const siblingOf = ({ span }: RawCall, index: number): RawCall['span'] =>
  span && { ...span, id: `${scalarText(span.id)}#beside-${index + 1}` };
