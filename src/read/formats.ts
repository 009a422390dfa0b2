import { anthropicMessages } from './anthropic-messages.ts';
import { bedrockConverse } from './bedrock-converse.ts';
import { cohere } from './cohere.ts';
import { failedRequest } from './failed-request.ts';
import type { JsonFormat } from './format.ts';
import { gemini } from './gemini.ts';
import { inspectAi } from './inspect-ai.ts';
import { loadTrace } from './load-trace.ts';
import { looseJson } from './loose-json.ts';
import { miniSweAgent } from './mini-swe-agent.ts';
import { moatless } from './moatless.ts';
import { openaiChat } from './openai-chat.ts';
import { openaiResponses } from './openai-responses.ts';
import { openhands } from './openhands.ts';
import { openrouter } from './openrouter.ts';
import { sweAgent } from './swe-agent.ts';
import { tauBench } from './tau-bench.ts';

/** Every format of JSON values. Adding one: a file, and a line here. */
export const JSON_FORMATS = {
  'openai-chat': openaiChat,
  'openai-responses': openaiResponses,
  'anthropic-messages': anthropicMessages,
  gemini,
  'bedrock-converse': bedrockConverse,
  openrouter,
  cohere,
  'failed-request': failedRequest,
  openhands,
  'swe-agent': sweAgent,
  'mini-swe-agent': miniSweAgent,
  moatless,
  'tau-bench': tauBench,
  'inspect-ai': inspectAi,
  'load-trace': loadTrace,
  json: looseJson,
} as const satisfies Readonly<Record<string, JsonFormat>>;

export type JsonFormatName = keyof typeof JSON_FORMATS;
export type FormatName = JsonFormatName | 'table';

export const FORMATS = Object.entries(JSON_FORMATS) as readonly (readonly [JsonFormatName, JsonFormat])[];

/** What `--input-format` takes. */
export const FORMAT_NAMES: readonly FormatName[] = ['table', ...FORMATS.map(([name]) => name)];
