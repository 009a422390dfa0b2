/*
 * How near counts come to what providers counted, on recorded exchanges. Run by hand, after `npm run build`:
 *   RECOST_FIXTURES=../shared/fixtures node bench/accuracy.js
 * Writes the tables of docs/accuracy.md. The recordings are not part of the project: test/fixtures.lock says whose they are.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { counter, exchangesIn } from './exchanges.js';

const DOCUMENT = new URL('../docs/accuracy.md', import.meta.url);
const count = counter();

const FILES = [
  ['OpenAI Chat Completions', 'counted (o200k_base)', 'openai-chat'],
  ['OpenAI Responses', 'counted (o200k_base)', 'openai-responses'],
  ['Anthropic', 'estimated (calibrated)', 'anthropic-messages'],
  ['Gemini', 'estimated (family factor)', 'gemini-generatecontent'],
  ['DeepSeek', 'counted (deepseek-v3)', 'other-openai-compatible', /deepseek/i],
  ['Qwen', 'counted (qwen3)', 'other-openai-compatible', /qwen/i],
];

/* ---- figures ---- */

const sorted = (values) => values.toSorted((a, b) => a - b);
const quantile = (values, share) =>
  sorted(values)[Math.max(Math.ceil(values.length * share) - 1, 0)] ?? Number.NaN;
const sum = (values) => values.reduce((total, each) => total + each, 0);
const percent = (value) => `${(100 * value).toFixed(1)} %`;
const signed = (value) => `${value < 0 ? '−' : '+'}${percent(Math.abs(value))}`;

/** Exchanges that were recorded several times stand for one. */
const different = (pairs) => [...new Map(pairs.map((pair) => [JSON.stringify(pair), pair])).values()];

function figures(pairs) {
  const each = different(pairs);
  const errors = each.map(({ ours, theirs }) => Math.abs(ours / theirs - 1));
  const offs = each.map(({ ours, theirs }) => Math.abs(ours - theirs));
  const total = sum(each.map(({ ours }) => ours)) / sum(each.map(({ theirs }) => theirs)) - 1;
  return [
    each.length,
    percent(quantile(errors, 0.5)),
    percent(quantile(errors, 0.95)),
    Math.round(quantile(offs, 0.5)),
    Math.round(quantile(offs, 0.95)),
    signed(total),
  ];
}

function rowsFor([title, method, file, models]) {
  const exchanges = exchangesIn(file).filter(({ model }) => models === undefined || models.test(model));
  return ['text', 'tools'].map((kind) => {
    const side = (name) =>
      exchanges
        .filter((exchange) => exchange[name]?.kind === kind)
        .map((exchange) => ({
          ours: count(exchange, name),
          theirs: exchange[name].tokens,
          model: exchange.model,
        }))
        .filter(({ theirs }) => theirs > 0);
    return { title, method, kind, input: side('input'), output: side('output') };
  });
}

const HEAD =
  '| provider | method | texts | exchanges | median error | p95 error | median, tokens | p95, tokens | all together |';
const RULE = '| --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |';
const WORDS = { text: 'text alone', tools: 'with tools' };

function table(rows, side) {
  const lines = rows
    .filter((row) => row[side].length > 0)
    .map((row) => `| ${[row.title, row.method, WORDS[row.kind], ...figures(row[side])].join(' | ')} |`);
  return [HEAD, RULE, ...lines].join('\n');
}

const rows = FILES.flatMap(rowsFor);
const left = FILES.map(([title, , file, models]) => {
  const all = exchangesIn(file).filter(({ model }) => models === undefined || models.test(model));
  const none = all.filter(({ input }) => input.kind === 'other').length;
  return `${title} ${none} of ${all.length}`;
});
const measured = `**Prompts**, all input tokens:\n\n${table(rows, 'input')}\n\n**Answers** without reasoning:\n\n${table(rows, 'output')}\n\nPrompts left out: ${left.join(', ')}.`;
const document = readFileSync(DOCUMENT, 'utf8');
const MARKED = /(<!-- measured by bench\/accuracy\.js -->\n)[\s\S]*?(\n<!-- end of what was measured -->)/;
writeFileSync(
  DOCUMENT,
  document.replace(MARKED, (_, start, end) => `${start}\n${measured}\n${end}`),
);
console.log(measured);
