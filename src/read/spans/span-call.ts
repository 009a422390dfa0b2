import { NO_RAW_CALL, NO_RAW_SPAN, type RawCall, type SpanUsage } from '../../domain/raw-call.ts';
import type { JsonFormat } from '../format.ts';
import { asObject, firstIn, objectIn, scalarText } from '../members.ts';
import { endpointOf } from '../providers/exchange.ts';
import type { Attributes, FlatSpan } from './flat-span.ts';
import {
  agentOf,
  costOf,
  modelOf,
  providerOf,
  responseIdOf,
  serviceTierOf,
  stepOf,
  toolUsesOf,
  workflowOf,
} from './span-attributes.ts';
import { isEmbedding, kindOf } from './span-kind.ts';
import { textsOf } from './span-texts.ts';

/** The event that holds a whole call, and Monocle's, which holds the counts. */
const TELLING = new Set<unknown>(['gen_ai.client.inference.operation.details', 'metadata']);

/** Google's ADK calls every root so; the agent inside it has the name. */
const NO_NAME = 'invocation';

/**
 * The `open` of a format whose values hold spans; every span is told, since those without usage are places. One
 * without ids is alone, also where many stand on one line.
 */
export const eachSpan =
  (spansIn: (value: unknown) => Iterable<FlatSpan>): JsonFormat['open'] =>
  ({ file }) => {
    let count = 0;
    return {
      *read(value, line): Generator<RawCall> {
        for (const span of spansIn(value)) {
          const own = `${file}\0${count++}`;
          yield spanCall({ ...span, trace: idOr(span.trace, own), id: idOr(span.id, own) }, line);
        }
      },
    };
  };

const idOr = (id: unknown, own: string): unknown => (id === undefined || id === null || id === '' ? own : id);

/** What a span says of a model request, by whatever instrumentation it was written. */
function spanCall(span: FlatSpan, line: number): RawCall {
  const attributes = withEvents(span);
  const kind = kindOf(attributes);
  const whole = { ...span, attributes };
  const usage = usageOf(attributes);
  const isFailed = span.status === 'failed' || attributes['error.type'] !== undefined;
  const hasEnd = span.status === 'ok' || span.endedAt !== undefined;
  // A request that failed without counts was not answered, and its texts are no reason to count any.
  const texts = kind === 'call' && !(isFailed && usage.usage === undefined) ? textsOf(whole) : {};
  return {
    ...NO_RAW_CALL,
    line,
    span: {
      ...NO_RAW_SPAN,
      trace: span.trace,
      id: span.id,
      parent: span.parent,
      name: span.name === NO_NAME ? undefined : span.name,
      agent: agentOf(attributes, span.name),
      service: span.service,
      kind,
    },
    ...usage,
    id: responseIdOf(attributes),
    workflow: workflowOf(attributes) ?? monocleWorkflow(attributes),
    step: stepOf(attributes),
    provider: providerOf(attributes),
    model: modelOf(attributes),
    serviceTier: serviceTierOf(attributes),
    region: endpointOf(`https://${scalarText(attributes['server.address'])}/`).region,
    startedAt: span.startedAt,
    endedAt: span.endedAt,
    ...costOf(attributes),
    toolUses: toolUsesOf(attributes),
    status: isFailed ? 'error' : hasEnd ? 'ok' : undefined,
    ...texts,
  };
}

function withEvents({ attributes, events }: FlatSpan): Attributes {
  const telling = events.filter(({ name }) => TELLING.has(name));
  if (telling.length === 0) return attributes;
  const told = telling.flatMap((event) => Object.entries(event.attributes));
  return Object.fromEntries([...told, ...Object.entries(attributes)]);
}

const monocleWorkflow = (attributes: Attributes): unknown =>
  attributes['span.type'] === 'workflow' ? attributes['entity.1.name'] : undefined;

/** Names of counts, Monocle's bare ones included; what an agent sums up under `aggregated_usage` is not among them. */
const COUNT =
  /^(?:gen_ai\.usage\.(?!.*cost)|llm\.usage\.|llm\.token_count\.|ai\.usage\.|(?:prompt|completion|total)_tokens$)/;

function usageOf(attributes: Attributes): Pick<RawCall, 'dialect' | 'usage'> {
  const raw = anthropicUsage(attributes);
  if (raw !== undefined) return { dialect: 'anthropic', usage: raw };
  const found = Object.entries(attributes).filter(([name, value]) => COUNT.test(name) && value !== null);
  if (found.length === 0) return { dialect: 'spans', usage: undefined };
  const usage: SpanUsage = { counts: Object.fromEntries(found), isEmbedding: isEmbedding(attributes) };
  return { dialect: 'spans', usage };
}

/**
 * Vercel's SDK passes on the whole usage of Anthropic, cache writes by lifetime included. It holds for a span whose
 * own counts are the same: an outer span may be the sum of several.
 */
function anthropicUsage(attributes: Attributes): unknown {
  const text = attributes['ai.response.providerMetadata'];
  if (typeof text !== 'string' || !text.includes('"anthropic"')) return undefined;
  const raw = objectIn(objectIn(asObject(text), 'anthropic'), 'usage');
  const output = firstIn(attributes, 'ai.usage.outputTokens', 'ai.usage.completionTokens');
  const inputs = [
    'ai.usage.inputTokens',
    'ai.usage.promptTokens',
    'ai.usage.inputTokenDetails.noCacheTokens',
  ];
  const isSame =
    raw['output_tokens'] === output && inputs.some((name) => attributes[name] === raw['input_tokens']);
  return isSame && typeof output === 'number' ? raw : undefined;
}
