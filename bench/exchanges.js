import { readFileSync } from 'node:fs';
import { flatFactor } from '../dist/replay/transfer.js';
import { countCallText } from '../dist/tokenize/call-tokens.js';
import { createCounter } from '../dist/tokenize/counter.js';
import { estimateTokens } from '../dist/tokenize/estimate.js';
import { framingOf } from '../dist/tokenize/framing.js';
import { requestText } from '../dist/tokenize/messages.js';

const fixtures = new URL(
  `${process.env.RECOST_FIXTURES ?? '../shared/fixtures'}/`,
  `file://${process.cwd()}/`,
);

/* ---- what providers say ---- */

const inputOf = (usage) =>
  usage.prompt_tokens ??
  usage.promptTokenCount ??
  usage.input_tokens + (usage.cache_read_input_tokens ?? 0) + (usage.cache_creation_input_tokens ?? 0);

/** Gemini's reasoning is beside the answer; others have it inside. */
const outputOf = (usage) => usage.completion_tokens ?? usage.candidatesTokenCount ?? usage.output_tokens;

const listOf = (value) => (Array.isArray(value) ? value : value ? [value] : []);
const toolsIn = (request) => [...listOf(request.tools), ...listOf(request.functions)];

/** Functions that the caller offers. What a provider runs itself puts text into the prompt that nobody sees. */
const isFunction = (tool) =>
  tool.type === 'function' ||
  tool.functionDeclarations !== undefined ||
  tool.function_declarations !== undefined ||
  (tool.input_schema !== undefined && (tool.type === undefined || tool.type === 'custom'));

const isForced = (request) =>
  request.response_format !== undefined ||
  (request.text?.format?.type ?? 'text') !== 'text' ||
  request.output_config?.format !== undefined ||
  request.output_format !== undefined ||
  request.generationConfig?.responseSchema !== undefined ||
  request.generationConfig?.responseJsonSchema !== undefined;

/** Texts that are not in the request: an earlier answer that the provider keeps, a file, reasoning that is hidden. */
function isIncomplete(request, response) {
  const json = JSON.stringify(request);
  return (
    request.previous_response_id !== undefined ||
    request.conversation !== undefined ||
    request.prompt !== undefined ||
    (request.thinking?.type ?? 'disabled') !== 'disabled' ||
    request.context_management !== undefined ||
    /"(encrypted_content|thoughtSignature|thought_signature|file_id|container|signature|cachedContent)"/.test(
      json,
    ) ||
    /"type":"(web_search|code_interpreter|mcp|file_search|image_generation|computer|tool_search|compaction)/.test(
      json,
    ) ||
    /search-preview/.test(response.model ?? '')
  );
}

function kindOfInput(request, response) {
  const { media } = requestText(request);
  if (media > 0 || isForced(request) || isIncomplete(request, response)) return 'other';
  const tools = toolsIn(request);
  if (
    tools.length === 0 &&
    !/"(tool_calls|functionCall|tool_use|function_call)"/.test(JSON.stringify(request))
  )
    return 'text';
  return tools.every(isFunction) ? 'tools' : 'other';
}

/** Parts of answers that are text or calls of the caller's functions. */
const PLAIN_ITEMS = new Set(['message', 'function_call']);

/** What OpenAI states of its reasoning is cut off to whole 64s: the rest cannot be told from the answer. */
function kindOfOutput(response, usage) {
  const json = JSON.stringify(response);
  const details = usage.completion_tokens_details ?? usage.output_tokens_details;
  if ((details?.reasoning_tokens ?? 0) > 0) return 'other';
  const hasOther =
    (response.output ?? []).some(({ type }) => !PLAIN_ITEMS.has(type)) ||
    /"type":"(thinking|redacted_thinking|server_tool_use|compaction)"/.test(json) ||
    /"thought":true|"(executableCode|inlineData|reasoning_content|functionResponse|toolCall)"/.test(json);
  if (hasOther) return 'other';
  return /"(tool_calls|functionCall)":[[{]|"type":"(tool_use|function_call)"/.test(json) ? 'tools' : 'text';
}

/** Exchanges of a file whose response states its usage. */
export function exchangesIn(name) {
  const lines = readFileSync(new URL(`api-exchanges/${name}.exchanges.jsonl`, fixtures), 'utf8').split('\n');
  return lines.filter(Boolean).flatMap((line) => {
    const { cassette, request, response } = JSON.parse(line);
    const usage = response?.usage ?? response?.usageMetadata;
    const model = response?.model ?? response?.modelVersion;
    // Some were written by hand, to test what no provider answers.
    const isMade = /"(msg|resp)_test/.test(JSON.stringify(response));
    if (typeof request !== 'object' || request === null || !usage || !model || isMade) return [];
    return [
      {
        recording: cassette,
        model,
        request,
        response,
        input: { tokens: inputOf(usage), kind: kindOfInput(request, response) },
        output: { tokens: outputOf(usage), kind: kindOfOutput(response, usage) },
      },
    ];
  });
}

/* ---- what recost says ---- */

const isLater = (model) => /opus-4-[789]|(opus|sonnet|haiku|fable)-5|fable/.test(model);

/** As the price book has them. */
const familyOf = (model) => {
  if (/claude/.test(model)) return isLater(model) ? 'claude-4.7' : 'claude-3';
  return ['gemini', 'deepseek', 'qwen'].find((family) => model.toLowerCase().includes(family)) ?? 'o200k';
};
const VOCABULARIES = { o200k: 'o200k_base', deepseek: 'deepseek-v3', qwen: 'qwen3' };
const sum = (...parts) => parts.reduce((total, part) => total + (part ?? 0), 0);

/** What a log without counts is given: a function of an exchange and its side. */
export function counter() {
  const blobs = new Map();
  const counterOf = (name) => {
    const bytes = () => readFileSync(new URL(`../dist/vocabulary/${name}.bin`, import.meta.url));
    if (!blobs.has(name)) blobs.set(name, createCounter(bytes()));
    return blobs.get(name);
  };
  const o200k = counterOf('o200k_base');
  const estimated = (family) => {
    const flat = flatFactor(family);
    return { count: (text) => estimateTokens(text, o200k.count(text), { family, flat }).tokens };
  };
  return ({ model, request, response }, side) => {
    const family = familyOf(model);
    const vocabulary = VOCABULARIES[family];
    const counter = vocabulary === undefined ? estimated(family) : counterOf(vocabulary);
    const framing = framingOf({ family, model, kind: vocabulary === undefined ? 'estimate' : 'vocabulary' });
    const tokens = countCallText(counter, { input: request, output: response }, framing);
    return side === 'input'
      ? Math.round(sum(tokens.inputText, tokens.inputTools, tokens.inputFraming))
      : Math.round(sum(tokens.outputText, tokens.outputFraming));
  };
}
