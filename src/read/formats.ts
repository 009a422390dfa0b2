import { agentsSdk } from './agents-sdk.ts';
import { anthropicMessages } from './anthropic-messages.ts';
import { anthropicReport } from './anthropic-report.ts';
import { anthropicStream } from './anthropic-stream.ts';
import { anthropicBatch, openaiBatch } from './batch.ts';
import { bedrockConverse } from './bedrock-converse.ts';
import { claudeCode } from './claude-code.ts';
import { cline } from './cline.ts';
import { codex } from './codex.ts';
import { cohere } from './cohere.ts';
import { copilotCli } from './copilot-cli.ts';
import { costReport } from './cost-report.ts';
import { cursor } from './cursor.ts';
import { dailySums } from './daily-sums.ts';
import { failedRequest } from './failed-request.ts';
import { flatSpans } from './flat-spans.ts';
import type { JsonFormat } from './format.ts';
import { gemini } from './gemini.ts';
import { geminiCli } from './gemini-cli.ts';
import { gptme } from './gptme.ts';
import { helicone } from './helicone.ts';
import { inspectAi } from './inspect-ai.ts';
import { jaeger } from './jaeger.ts';
import { kimiCli } from './kimi-cli.ts';
import { langfuse } from './langfuse.ts';
import { langsmith } from './langsmith.ts';
import { litellmCompletion } from './litellm-completion.ts';
import { litellmDaily } from './litellm-daily.ts';
import { litellmPayload } from './litellm-payload.ts';
import { litellmSpend } from './litellm-spend.ts';
import { loadTrace } from './load-trace.ts';
import { looseJson } from './loose-json.ts';
import { miniSweAgent } from './mini-swe-agent.ts';
import { moatless } from './moatless.ts';
import { openaiChat } from './openai-chat.ts';
import { openaiChatStream } from './openai-chat-stream.ts';
import { openaiResponses } from './openai-responses.ts';
import { openaiResponsesStream } from './openai-responses-stream.ts';
import { openaiUsage } from './openai-usage.ts';
import { opencode } from './opencode.ts';
import { openhands } from './openhands.ts';
import { openrouter } from './openrouter.ts';
import { openrouterActivity } from './openrouter-activity.ts';
import { openrouterDaily } from './openrouter-daily.ts';
import { otelJs } from './otel-js.ts';
import { otelPython } from './otel-python.ts';
import { otlp } from './otlp.ts';
import { otlpMetrics } from './otlp-metrics.ts';
import { phoenix } from './phoenix.ts';
import { pi } from './pi.ts';
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
  'claude-code': claudeCode,
  codex,
  'gemini-cli': geminiCli,
  pi,
  cline,
  'copilot-cli': copilotCli,
  gptme,
  'kimi-cli': kimiCli,
  opencode,
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
  'daily-sums': dailySums,
  'openrouter-activity': openrouterActivity,
  'failed-request': failedRequest,
  langfuse,
  langsmith,
  helicone,
  'litellm-payload': litellmPayload,
  'litellm-spend': litellmSpend,
  'litellm-completion': litellmCompletion,
  'openrouter-daily': openrouterDaily,
  cohere,
  openhands,
  'swe-agent': sweAgent,
  'mini-swe-agent': miniSweAgent,
  moatless,
  'tau-bench': tauBench,
  'inspect-ai': inspectAi,
  'load-trace': loadTrace,
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
