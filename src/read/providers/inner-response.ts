import type { RawCall } from '../../domain/raw-call.ts';
import type { ReadContext } from '../format.ts';
import { isObject } from '../members.ts';
import { anthropicMessages } from './anthropic-messages.ts';
import { bedrockConverse } from './bedrock-converse.ts';
import type { Beside } from './beside.ts';
import { gemini } from './gemini.ts';
import { openaiChat } from './openai-chat.ts';
import { openaiResponses } from './openai-responses.ts';
import { openrouter } from './openrouter.ts';

const RESPONSES = [openaiChat, openaiResponses, anthropicMessages, gemini, bedrockConverse, openrouter];

/** The call of a response, and the requests that its vendor made beside it. */
export interface InnerResponse {
  readonly call: RawCall;
  readonly beside: readonly Beside[];
}

/**
 * What a provider's whole response says, where a platform kept it: the counts there are the provider's own.
 * `undefined` if there is none, or none that has counts.
 */
export function innerResponse(
  request: unknown,
  response: unknown,
  context: ReadContext,
): InnerResponse | undefined {
  if (!isObject(response) && !(typeof response === 'string' && response.startsWith('{'))) return undefined;
  const exchange = { request, response };
  const format = RESPONSES.find(({ claims }) => claims(exchange, context) === 'certain');
  const [call, ...beside] = format?.open(context).read(exchange, 0) ?? [];
  if (call === undefined || !isObject(call.usage) || Object.keys(call.usage).length === 0) return undefined;
  return { call, beside: beside.map(({ usage, step, model, id }) => ({ usage, step, model, id })) };
}
