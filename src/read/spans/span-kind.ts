import type { RawSpan } from '../../domain/raw-call.ts';
import { scalarText } from '../members.ts';
import type { Attributes } from './flat-span.ts';

const REQUESTS: ReadonlySet<unknown> = new Set([
  'chat',
  'text_completion',
  'completion',
  'generate_content',
  'embeddings',
  'embedding',
]);
const VERCEL_REQUEST = /\.do(?:Generate|Stream|Embed|Rerank)$/;
const MODEL_NAME =
  /^(?:gen_ai\.(?:request|response)\.model|llm\.(?:request|response)\.model|llm\.model_name)$/;
const COUNT_NAME = /^(?:gen_ai\.usage\.|llm\.usage\.|llm\.token_count\.)/;

/**
 * Whether a span is one model request or has such inside it. Instrumentations that say so are believed; of the
 * rest, what has a model and counts is a request. Arithmetic, not this, decides what is counted.
 */
export function kindOf(attributes: Attributes): RawSpan['kind'] {
  const vercel = attributes['ai.operationId'];
  if (typeof vercel === 'string') return VERCEL_REQUEST.test(vercel) ? 'call' : 'part';
  const inference = attributes['openinference.span.kind'];
  if (typeof inference === 'string') return /^(?:LLM|EMBEDDING)$/i.test(inference) ? 'call' : 'part';
  const operation = attributes['gen_ai.operation.name'];
  if (typeof operation === 'string') return REQUESTS.has(operation) ? 'call' : 'part';
  const monocle = attributes['span.type'];
  if (typeof monocle === 'string') return /^(?:inference|embedding)/.test(monocle) ? 'call' : 'part';
  if (typeof attributes['traceloop.span.kind'] === 'string') return 'part';
  if (typeof attributes['llm.request.type'] === 'string') return 'call';
  const names = Object.keys(attributes);
  const isRequest =
    names.some((name) => MODEL_NAME.test(name)) && names.some((name) => COUNT_NAME.test(name));
  return isRequest ? 'call' : 'part';
}

/** Embeddings have no output, which their counts leave out. */
export function isEmbedding(attributes: Attributes): boolean {
  const kinds = ['ai.operationId', 'openinference.span.kind', 'gen_ai.operation.name', 'llm.request.type'];
  return kinds.some((name) => /embed/i.test(scalarText(attributes[name])));
}
