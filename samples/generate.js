/**
 * Writes the sample logs beside this file: `node samples/generate.js`. The calls are invented; no clock and no
 * chance is involved, so the same bytes come out on every machine.
 */
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { ciCalls } from './generator/ci.js';
import { exchangeOf } from './generator/exchanges.js';
import { gatewayCalls, openaiCosts, openaiUsage } from './generator/reconcile.js';
import { supportChats } from './generator/support-chat.js';
import { traffic } from './generator/traffic.js';

const COLUMNS = {
  request_id: (call) => call.id,
  run_id: (call) => call.run,
  workflow: (call) => call.workflow,
  step: (call) => call.step,
  model: (call) => call.model,
  provider: (call) => call.provider,
  started_at: (call) => new Date(call.startedAt).toISOString(),
  duration_ms: (call) => call.durationMs,
  input_tokens: (call) => call.tokens?.input,
  cached_tokens: (call) => call.tokens?.cached,
  cache_write_tokens: (call) => call.tokens?.written,
  output_tokens: (call) => call.tokens?.output,
  reasoning_tokens: (call) => call.tokens?.reasoning,
  total_tokens: (call) => call.tokens && call.tokens.input + call.tokens.output,
  status: (call) => (call.httpStatus === 200 ? 'ok' : 'error'),
  cost_usd: (call) => call.cost,
};

const CI_COLUMNS = {
  run_id: (call) => call.run,
  workflow: (call) => call.workflow,
  step: (call) => call.step,
  model: (call) => call.model,
  provider: (call) => call.provider,
  started_at: (call) => new Date(call.startedAt).toISOString(),
  input_tokens: (call) => call.input,
  cached_tokens: (call) => call.cached,
  output_tokens: (call) => call.output,
  status: () => 'ok',
};

const GATEWAY_COLUMNS = {
  workflow: (call) => call.workflow,
  model: (call) => call.model,
  provider: (call) => call.provider,
  started_at: (call) => new Date(call.startedAt).toISOString(),
  input_tokens: (call) => call.input,
  cached_tokens: (call) => call.cached,
  output_tokens: (call) => call.output,
  total_tokens: (call) => call.input + call.output,
  cost_usd: (call) => call.cost,
};

/** The content of each generated file, by its name. */
export function sampleFiles() {
  const calls = traffic();
  return {
    'traces.csv': table(COLUMNS, calls),
    'responses.jsonl': lines(calls.map((call) => JSON.stringify(exchangeOf(call)))),
    'no-counts.jsonl': lines(supportChats().map((call) => JSON.stringify(call))),
    'ci/before.csv': table(CI_COLUMNS, ciCalls('before')),
    'ci/after.csv': table(CI_COLUMNS, ciCalls('after')),
    'reconcile/gateway.csv': table(GATEWAY_COLUMNS, gatewayCalls()),
    'reconcile/openai-usage.json': document(openaiUsage()),
    'reconcile/openai-costs.json': document(openaiCosts()),
  };
}

/** No value holds a comma, a quote or a line break, so none needs quoting. */
const table = (columns, calls) =>
  lines([
    Object.keys(columns).join(','),
    ...calls.map((call) =>
      Object.values(columns)
        .map((cell) => cell(call) ?? '')
        .join(','),
    ),
  ]);

const document = (value) => `${JSON.stringify(value, undefined, 2)}\n`;

const lines = (texts) => `${texts.join('\n')}\n`;

function writeAll() {
  for (const [name, content] of Object.entries(sampleFiles())) {
    writeFileSync(new URL(name, import.meta.url), content);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) writeAll();
