import { agentsSdk } from './agents-sdk.ts';
import { anthropicMessages } from './anthropic-messages.ts';
import { anthropicReport } from './anthropic-report.ts';
import { anthropicStream } from './anthropic-stream.ts';
import { anthropicBatch, openaiBatch } from './batch.ts';
import { bedrockConverse } from './bedrock-converse.ts';
import { costReport } from './cost-report.ts';
import { cursor } from './cursor.ts';
import { failedRequest } from './failed-request.ts';
import type { JsonFormat } from './format.ts';
import { gemini } from './gemini.ts';
import { litellmDaily } from './litellm-daily.ts';
import { looseJson } from './loose-json.ts';
import { openaiChat } from './openai-chat.ts';
import { openaiChatStream } from './openai-chat-stream.ts';
import { openaiResponses } from './openai-responses.ts';
import { openaiResponsesStream } from './openai-responses-stream.ts';
import { openaiUsage } from './openai-usage.ts';
import { openrouter } from './openrouter.ts';
import { openrouterActivity } from './openrouter-activity.ts';

/** Every format of JSON values. Adding one: a file, and a line here. */
export const JSON_FORMATS = {
  'openai-chat': openaiChat,
  'openai-responses': openaiResponses,
  'anthropic-messages': anthropicMessages,
  gemini,
  'bedrock-converse': bedrockConverse,
  openrouter,
  'openai-chat-stream': openaiChatStream,
  'openai-responses-stream': openaiResponsesStream,
  'anthropic-stream': anthropicStream,
  'agents-sdk': agentsSdk,
  'openai-batch': openaiBatch,
  'anthropic-batch': anthropicBatch,
  cursor,
  'openai-usage': openaiUsage,
  'anthropic-usage': anthropicReport,
  'cost-report': costReport,
  'litellm-daily': litellmDaily,
  'openrouter-activity': openrouterActivity,
  'failed-request': failedRequest,
  json: looseJson,
} as const satisfies Readonly<Record<string, JsonFormat>>;

export type JsonFormatName = keyof typeof JSON_FORMATS;
export type FormatName = JsonFormatName | 'table';

export const FORMATS = Object.entries(JSON_FORMATS) as readonly (readonly [JsonFormatName, JsonFormat])[];

/** What `--input-format` takes. */
export const FORMAT_NAMES: readonly FormatName[] = ['table', ...FORMATS.map(([name]) => name)];
