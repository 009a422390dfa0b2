/* Big logs for measuring, the same bytes at every run: a CSV of calls and the JSON lines of three APIs. */
import { closeSync, existsSync, openSync, renameSync, writeSync } from 'node:fs';

const MODELS = [
  ['gpt-5.5', 'openai'],
  ['claude-opus-4-7', 'anthropic'],
  ['deepseek-v4-pro', 'deepseek'],
  ['gpt-5-mini', 'openai'],
];
const YEAR_2026 = Date.UTC(2026, 0, 1);
const WORDS =
  'the contract says that payment is due within thirty days of receipt and the customer may cancel at any time before renewal while service levels apply to production systems only'.split(
    ' ',
  );

export function randomFrom(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Writes a file whole, in pieces, unless it is there. */
export function writeOnce(path, lines) {
  if (existsSync(path)) return;
  const file = openSync(`${path}.part`, 'w');
  let buffer = '';
  for (const line of lines) {
    buffer += `${line}\n`;
    if (buffer.length > 1e6) {
      writeSync(file, buffer);
      buffer = '';
    }
  }
  writeSync(file, buffer);
  closeSync(file);
  renameSync(`${path}.part`, path);
}

function* csvLines(rows) {
  const random = randomFrom(1);
  yield 'request_id,run_id,workflow,step,model,provider,started_at,input_tokens,cached_tokens,output_tokens,cost_usd,status';
  for (let row = 0; row < rows; row += 1) {
    const run = Math.floor(row / 10);
    const [model, provider] = MODELS[random(MODELS.length)];
    const id = `req-${row.toString(16).padStart(8, '0')}-${random(1e9).toString(36)}`;
    const startedAt = new Date(YEAR_2026 + run * 270_000 + (row % 10) * 5000).toISOString();
    const input = 500 + random(40_000);
    const cost = (random(1e6) / 1e6).toFixed(6);
    yield `${id},run-${run},wf-${run % 5},step-${row % 10},${model},${provider},${startedAt},${input},${random(input)},${random(1000)},${cost},ok`;
  }
}

/** @param times how many times as long texts are */
function* responseLines(records, times = 1) {
  const random = randomFrom(7);
  const text = (words) => Array.from({ length: words * times }, () => WORDS[random(WORDS.length)]).join(' ');
  const bodies = [chatCompletion, message, response];
  for (let index = 0; index < records; index += 1) {
    const id = `${index.toString(36)}${random(1e9).toString(36)}`;
    const call = {
      id,
      at: YEAR_2026 / 1000 + index * 60,
      input: 500 + random(20_000),
      output: random(900),
      text,
    };
    yield JSON.stringify(bodies[index % bodies.length](call));
  }
}

const chatCompletion = ({ id, at, input, output, text }) => ({
  id: `chatcmpl-${id}`,
  object: 'chat.completion',
  created: at,
  model: 'gpt-5.5-2026-04-23',
  choices: [
    {
      index: 0,
      message: { role: 'assistant', content: text(78), refusal: null, annotations: [] },
      logprobs: null,
      finish_reason: 'stop',
    },
  ],
  usage: {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    prompt_tokens_details: { cached_tokens: Math.floor(input / 2), audio_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0 },
  },
  service_tier: 'default',
  system_fingerprint: 'fp_1',
});

const message = ({ id, input, output, text }) => ({
  id: `msg_${id}`,
  type: 'message',
  role: 'assistant',
  model: 'claude-opus-4-7',
  content: [{ type: 'text', text: text(90) }],
  stop_reason: 'end_turn',
  stop_sequence: null,
  usage: {
    input_tokens: input,
    cache_creation_input_tokens: 300,
    cache_read_input_tokens: 2000,
    cache_creation: { ephemeral_5m_input_tokens: 300, ephemeral_1h_input_tokens: 0 },
    output_tokens: output,
    service_tier: 'standard',
  },
});

const response = ({ id, at, input, output, text }) => ({
  id: `resp_${id}`,
  object: 'response',
  created_at: at,
  status: 'completed',
  model: 'gpt-5.4-2026-03-05',
  output: [
    {
      id: `msg_${id}`,
      type: 'message',
      status: 'completed',
      role: 'assistant',
      content: [{ type: 'output_text', text: text(86), annotations: [] }],
    },
  ],
  usage: {
    input_tokens: input,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: input + output,
  },
});

export const writeCsv = (path, rows) => writeOnce(path, csvLines(rows));
export const writeResponses = (path, records) => writeOnce(path, responseLines(records));
/** The same number of records with texts so long that the file is ten times as large. */
export const writeLongResponses = (path, records) => writeOnce(path, responseLines(records, 20));
