import { claudeCode } from './agents/claude-code.ts';
import { cline } from './agents/cline.ts';
import { codex } from './agents/codex.ts';
import { copilotCli } from './agents/copilot-cli.ts';
import { geminiCli } from './agents/gemini-cli.ts';
import { gptme } from './agents/gptme.ts';
import { kimiCli } from './agents/kimi-cli.ts';
import { opencode } from './agents/opencode.ts';
import { pi } from './agents/pi.ts';
import type { JsonFormat } from './format.ts';
import { helicone } from './platforms/helicone.ts';
import { langfuse } from './platforms/langfuse.ts';
import { langsmith } from './platforms/langsmith.ts';
import { litellmCompletion } from './platforms/litellm-completion.ts';
import { litellmPayload } from './platforms/litellm-payload.ts';
import { litellmSpend } from './platforms/litellm-spend.ts';
import { anthropicMessages } from './providers/anthropic-messages.ts';
import { anthropicStream } from './providers/anthropic-stream.ts';
import { anthropicBatch, openaiBatch } from './providers/batch.ts';
import { bedrockConverse } from './providers/bedrock-converse.ts';
import { cohere } from './providers/cohere.ts';
import { failedRequest } from './providers/failed-request.ts';
import { gemini } from './providers/gemini.ts';
import { openaiChat } from './providers/openai-chat.ts';
import { openaiChatStream } from './providers/openai-chat-stream.ts';
import { openaiResponses } from './providers/openai-responses.ts';
import { openaiResponsesStream } from './providers/openai-responses-stream.ts';
import { openrouter } from './providers/openrouter.ts';
import { anthropicReport } from './reports/anthropic-report.ts';
import { costReport } from './reports/cost-report.ts';
import { cursor } from './reports/cursor.ts';
import { dailySums } from './reports/daily-sums.ts';
import { litellmDaily } from './reports/litellm-daily.ts';
import { openaiUsage } from './reports/openai-usage.ts';
import { openrouterActivity } from './reports/openrouter-activity.ts';
import { openrouterDaily } from './reports/openrouter-daily.ts';
import { inspectAi } from './runs/inspect-ai.ts';
import { loadTrace } from './runs/load-trace.ts';
import { miniSweAgent } from './runs/mini-swe-agent.ts';
import { moatless } from './runs/moatless.ts';
import { openhands } from './runs/openhands.ts';
import { sweAgent } from './runs/swe-agent.ts';
import { tauBench } from './runs/tau-bench.ts';
import { agentsSdk } from './spans/agents-sdk.ts';
import { flatSpans } from './spans/flat-spans.ts';
import { jaeger } from './spans/jaeger.ts';
import { otelJs } from './spans/otel-js.ts';
import { otelPython } from './spans/otel-python.ts';
import { otlp } from './spans/otlp.ts';
import { otlpMetrics } from './spans/otlp-metrics.ts';
import { phoenix } from './spans/phoenix.ts';
import { looseJson } from './tables/loose-json.ts';

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

/** The formats with their names, in the order in which values are offered to them. */
export const FORMATS = Object.entries(JSON_FORMATS) as readonly (readonly [JsonFormatName, JsonFormat])[];

/** What `--input-format` takes. */
export const FORMAT_NAMES: readonly FormatName[] = ['table', ...FORMATS.map(([name]) => name)];
