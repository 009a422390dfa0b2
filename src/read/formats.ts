import { anthropicMessages } from './anthropic-messages.ts';
import { bedrockConverse } from './bedrock-converse.ts';
import { failedRequest } from './failed-request.ts';
import { flatSpans } from './flat-spans.ts';
import type { JsonFormat } from './format.ts';
import { gemini } from './gemini.ts';
import { jaeger } from './jaeger.ts';
import { looseJson } from './loose-json.ts';
import { openaiChat } from './openai-chat.ts';
import { openaiResponses } from './openai-responses.ts';
import { openrouter } from './openrouter.ts';
import { otelJs } from './otel-js.ts';
import { otelPython } from './otel-python.ts';
import { otlp } from './otlp.ts';
import { otlpMetrics } from './otlp-metrics.ts';
import { phoenix } from './phoenix.ts';

/** Every format of JSON values. Adding one: a file, and a line here. */
export const JSON_FORMATS = {
  'openai-chat': openaiChat,
  'openai-responses': openaiResponses,
  'anthropic-messages': anthropicMessages,
  gemini,
  'bedrock-converse': bedrockConverse,
  openrouter,
  'failed-request': failedRequest,
  otlp,
  'otlp-metrics': otlpMetrics,
  'otel-js': otelJs,
  'otel-python': otelPython,
  'flat-spans': flatSpans,
  jaeger,
  phoenix,
  json: looseJson,
} as const satisfies Readonly<Record<string, JsonFormat>>;

export type JsonFormatName = keyof typeof JSON_FORMATS;
export type FormatName = JsonFormatName | 'table';

export const FORMATS = Object.entries(JSON_FORMATS) as readonly (readonly [JsonFormatName, JsonFormat])[];

/** What `--input-format` takes. */
export const FORMAT_NAMES: readonly FormatName[] = ['table', ...FORMATS.map(([name]) => name)];
