/** Calls as a logging proxy writes them: what each provider was sent, and what it answered in its own terms. */
import { createRandom } from './random.js';
import { wordsOf } from './words.js';

/** One line of the log. */
export function exchangeOf(call) {
  const { request, response, refusal } = PROVIDERS[call.provider];
  const words = wordsOf(call);
  return {
    request_id: call.id,
    run_id: call.run,
    workflow: call.workflow,
    step: call.step,
    started_at: new Date(call.startedAt).toISOString(),
    duration_ms: call.durationMs,
    status: call.httpStatus,
    provider: call.provider,
    cost_usd: call.cost === undefined ? undefined : Number(call.cost),
    request: request(call, words),
    response: call.tokens === undefined ? refusal(call) : response(call, words),
  };
}

const TOO_MANY = 'Too many requests. Please try again in a few seconds.';

const PROVIDERS = {
  openai: {
    request: chatRequest,
    response: (call, words) => ({
      ...chatResponse(call, words),
      usage: {
        ...chatUsage(call.tokens),
        prompt_tokens_details: { cached_tokens: call.tokens.cached, audio_tokens: 0 },
        completion_tokens_details: {
          reasoning_tokens: call.tokens.reasoning,
          audio_tokens: 0,
          accepted_prediction_tokens: 0,
          rejected_prediction_tokens: 0,
        },
      },
      service_tier: 'default',
    }),
    refusal: () => ({
      error: { message: TOO_MANY, type: 'requests', param: null, code: 'rate_limit_exceeded' },
    }),
  },
  internal: {
    request: chatRequest,
    response: (call, words) => ({
      ...chatResponse(call, words),
      usage: { ...chatUsage(call.tokens), prompt_tokens_details: { cached_tokens: call.tokens.cached } },
    }),
    refusal: () => ({ error: { message: TOO_MANY, type: 'rate_limit', code: 429 } }),
  },
  deepseek: {
    request: chatRequest,
    response: (call, words) => ({
      ...chatResponse(call, words),
      usage: {
        ...chatUsage(call.tokens),
        prompt_tokens_details: { cached_tokens: call.tokens.cached },
        completion_tokens_details: { reasoning_tokens: call.tokens.reasoning },
        prompt_cache_hit_tokens: call.tokens.cached,
        prompt_cache_miss_tokens: call.tokens.input - call.tokens.cached,
      },
    }),
    refusal: () => ({
      error: { message: TOO_MANY, type: 'rate_limit_error', param: null, code: 'rate_limit' },
    }),
  },
  anthropic: { request: claudeRequest, response: claudeResponse, refusal: claudeRefusal },
  google: { request: geminiRequest, response: geminiResponse, refusal: geminiRefusal },
};

function chatRequest({ model }, { system, asked }) {
  return {
    model,
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: asked },
    ],
  };
}

function chatResponse({ id, model, startedAt, provider }, { answer, thought }) {
  const reasoning = provider === 'deepseek' ? { reasoning_content: thought } : {};
  return {
    id,
    object: 'chat.completion',
    created: Math.floor(startedAt / 1000),
    model,
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: answer, ...reasoning },
        logprobs: null,
        finish_reason: 'stop',
      },
    ],
  };
}

/** Cached tokens are inside the prompt, reasoning is inside the completion. */
const chatUsage = ({ input, output }) => ({
  prompt_tokens: input,
  completion_tokens: output,
  total_tokens: input + output,
});

/** The fifth turn answers the fourth one's tool call, and so on. */
const toolCallId = ({ run }, turn) => `toolu_01${createRandom(`${run} ${turn}`).letters(22)}`;

function claudeRequest(call, { system, asked }) {
  const isToolResult = call.workflow === 'code-fix' && call.turn > 0;
  const marked = { cache_control: { type: 'ephemeral' } };
  const content = isToolResult
    ? { type: 'tool_result', tool_use_id: toolCallId(call, call.turn - 1), content: asked, ...marked }
    : { type: 'text', text: asked, ...marked };
  return {
    model: call.model,
    max_tokens: 8192,
    system: [{ type: 'text', text: system, ...marked }],
    messages: [{ role: 'user', content: [content] }],
  };
}

/** What is read from the cache and what is written to it is not inside the input tokens. */
function claudeResponse(call, { answer, tool, input }) {
  const { id, model, turn, tokens } = call;
  const text = { type: 'text', text: answer };
  return {
    id,
    type: 'message',
    role: 'assistant',
    model,
    content: tool ? [text, { type: 'tool_use', id: toolCallId(call, turn), name: tool, input }] : [text],
    stop_reason: tool ? 'tool_use' : 'end_turn',
    stop_sequence: null,
    usage: {
      input_tokens: tokens.input - tokens.cached - tokens.written,
      cache_creation_input_tokens: tokens.written,
      cache_read_input_tokens: tokens.cached,
      cache_creation: { ephemeral_5m_input_tokens: tokens.written, ephemeral_1h_input_tokens: 0 },
      output_tokens: tokens.output,
      service_tier: 'standard',
    },
  };
}

function claudeRefusal({ id }) {
  return { type: 'error', error: { type: 'rate_limit_error', message: TOO_MANY }, request_id: id };
}

function geminiRequest({ model }, { system, asked }) {
  return {
    model,
    systemInstruction: { parts: [{ text: system }] },
    contents: [{ role: 'user', parts: [{ text: asked }] }],
  };
}

/** Thoughts are beside the candidates' tokens; a count of zero is left out. */
function geminiResponse({ id, model, tokens }, { answer }) {
  const { input, cached, output, reasoning } = tokens;
  return {
    candidates: [{ content: { parts: [{ text: answer }], role: 'model' }, finishReason: 'STOP', index: 0 }],
    usageMetadata: {
      promptTokenCount: input,
      cachedContentTokenCount: cached || undefined,
      candidatesTokenCount: output - reasoning,
      thoughtsTokenCount: reasoning || undefined,
      totalTokenCount: input + output,
      promptTokensDetails: [{ modality: 'TEXT', tokenCount: input }],
    },
    modelVersion: model,
    responseId: id,
  };
}

function geminiRefusal() {
  return { error: { code: 429, message: TOO_MANY, status: 'RESOURCE_EXHAUSTED' } };
}
