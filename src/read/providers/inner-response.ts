import type { RawCall } from '../../domain/raw-call.ts';
import type { ReadContext } from '../format.ts';
import { isObject } from '../members.ts';
import { anthropicMessages } from './anthropic-messages.ts';
import { bedrockConverse } from './bedrock-converse.ts';
import { gemini } from './gemini.ts';
import { openaiChat } from './openai-chat.ts';
import { openaiResponses } from './openai-responses.ts';
import { openrouter } from './openrouter.ts';

const RESPONSES = [openaiChat, openaiResponses, anthropicMessages, gemini, bedrockConverse, openrouter];

/**
 * What a provider's whole response says, where a platform kept it: the counts there are the provider's own.
 * `undefined` if there is none, or none that has counts.
 */
export function innerResponse(
  request: unknown,
  response: unknown,
  context: ReadContext,
): RawCall | undefined {
  if (!isObject(response) && !(typeof response === 'string' && response.startsWith('{'))) return undefined;
  const exchange = { request, response };
  const format = RESPONSES.find(({ claims }) => claims(exchange, context) === 'certain');
  const [call] = format?.open(context).read(exchange, 0) ?? [];
  return isObject(call?.usage) && Object.keys(call.usage).length > 0 ? call : undefined;
}
