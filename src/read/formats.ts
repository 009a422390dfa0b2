import { anthropicMessages } from './anthropic-messages.ts';
import { bedrockConverse } from './bedrock-converse.ts';
import { claudeCode } from './claude-code.ts';
import { cline } from './cline.ts';
import { codex } from './codex.ts';
import { copilotCli } from './copilot-cli.ts';
import { failedRequest } from './failed-request.ts';
import type { JsonFormat } from './format.ts';
import { gemini } from './gemini.ts';
import { geminiCli } from './gemini-cli.ts';
import { gptme } from './gptme.ts';
import { helicone } from './helicone.ts';
import { kimiCli } from './kimi-cli.ts';
import { langfuse } from './langfuse.ts';
import { langsmith } from './langsmith.ts';
import { litellmCompletion } from './litellm-completion.ts';
import { litellmDaily } from './litellm-daily.ts';
import { litellmPayload } from './litellm-payload.ts';
import { litellmSpend } from './litellm-spend.ts';
import { looseJson } from './loose-json.ts';
import { openaiChat } from './openai-chat.ts';
import { openaiResponses } from './openai-responses.ts';
import { opencode } from './opencode.ts';
import { openrouter } from './openrouter.ts';
import { openrouterActivity } from './openrouter-activity.ts';
import { openrouterDaily } from './openrouter-daily.ts';
import { pi } from './pi.ts';

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
  'failed-request': failedRequest,
  langfuse,
  langsmith,
  helicone,
  'litellm-payload': litellmPayload,
  'litellm-spend': litellmSpend,
  'litellm-completion': litellmCompletion,
  'litellm-daily': litellmDaily,
  'openrouter-activity': openrouterActivity,
  'openrouter-daily': openrouterDaily,
  json: looseJson,
} as const satisfies Readonly<Record<string, JsonFormat>>;

export type JsonFormatName = keyof typeof JSON_FORMATS;
export type FormatName = JsonFormatName | 'table';

export const FORMATS = Object.entries(JSON_FORMATS) as readonly (readonly [JsonFormatName, JsonFormat])[];

/** What `--input-format` takes. */
export const FORMAT_NAMES: readonly FormatName[] = ['table', ...FORMATS.map(([name]) => name)];
