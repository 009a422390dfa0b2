/*
 * How long the price book takes to load, and a call to price. Run by hand, after `npm run build`:
 *   npm install --prefix bench && node bench/prices.js
 * Loading is that of new processes, without reading the files. Pricing is compared with @pydantic/genai-prices in the
 * same process, on the same calls, in turn; each figure is the median of five passes. "As in a report" is what a
 * report does for each call (look-up, lots, sums) and its exact total; "one by one" prices each call for itself.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('..', import.meta.url);
const dist = (path) => new URL(`dist/${path}`, root).href;
const ROUNDS = 5;
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

const books = new URL('pricing/', root);
const newest = readdirSync(books, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort()
  .at(-1);
const folder = new URL(`${newest}/`, books);
const bookFiles = () =>
  readdirSync(folder).map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }));

if (process.argv[2] === 'load') {
  const { loadBook } = await import(dist('price/load.js'));
  const files = bookFiles();
  const start = performance.now();
  loadBook(files);
  console.log(performance.now() - start);
  process.exit();
}

const self = fileURLToPath(import.meta.url);
const loads = Array.from({ length: 11 }, () =>
  Number(execFileSync(process.execPath, [self, 'load'], { encoding: 'utf8' })),
);
console.log(
  `book ${newest} loads in ${median(loads).toFixed(1)} ms (median of ${loads.length} new processes)`,
);

const { loadBook } = await import(dist('price/load.js'));
const { compileCard } = await import(dist('price/card.js'));
const { createReplay } = await import(dist('replay/replay.js'));
const { summarise } = await import(dist('replay/summarise.js'));
const { listCost, quantitiesOf } = await import(dist('domain/list-cost.js'));
const { calcPrice } = await import('@pydantic/genai-prices');
const card = compileCard(loadBook(bookFiles()));

/* ---- the same calls for both ---- */

const MODELS = [
  ['openai', 'gpt-5.5'],
  ['openai', 'gpt-4.1-mini'],
  ['openai', 'gpt-4o'],
  ['anthropic', 'claude-opus-4-7'],
  ['anthropic', 'claude-sonnet-4-5'],
  ['deepseek', 'deepseek-v4-pro'],
  ['google', 'gemini-2.5-pro'],
  ['google', 'gemini-2.5-flash'],
];
const CALLS = 100_000;
let state = 7;
const random = (below) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return (state >>> 8) % below;
};
const from = Date.parse('2026-05-01T00:00:00Z');
const calls = Array.from({ length: CALLS }, (_, index) => {
  const [provider, model] = MODELS[random(MODELS.length)];
  const input = 500 + random(60_000);
  return {
    provider,
    model,
    at: from + random(180 * 86_400) * 1000,
    input,
    cached: random(input),
    output: random(4000),
    run: index >> 3,
  };
});

const sources = new Map(
  MODELS.map(([provider, model], number) => [
    `${provider}/${model}`,
    {
      number,
      provider,
      model,
      serviceTier: undefined,
      region: undefined,
      instantKnown: 'exact',
      isCacheKnown: true,
      isTotal: false,
      isPinned: false,
      inputKnown: { kind: 'reported' },
      outputKnown: { kind: 'reported' },
    },
  ]),
);
const NO_COUNTS = {
  cacheWrite: 0,
  cacheWrite5m: 0,
  cacheWrite1h: 0,
  cacheWrite12h: 0,
  audioInput: 0,
  audioCacheRead: 0,
  audioOutput: 0,
};
const entries = calls.map(({ provider, model, at, input, cached, output, run }) => ({
  source: sources.get(`${provider}/${model}`),
  home: { number: run, workflow: 'bench', isFileName: false, run: String(run) },
  step: undefined,
  startedAt: at,
  endedAt: at,
  status: 'ok',
  counts: { input, cacheRead: cached, output, ...NO_COUNTS },
  largestPrompt: undefined,
  recordedCost: undefined,
}));
const usages = calls.map(({ input, cached, output }) => ({
  input_tokens: input,
  cache_read_tokens: cached,
  output_tokens: output,
}));
const moments = calls.map(({ at }) => new Date(at));

function asInReport() {
  const options = { bandAt: 'start', at: from, isAtGiven: false };
  const replay = createReplay(card, [{ kind: 'baseline' }], options, 'workflow');
  for (const entry of entries) replay.add(entry);
  return summarise(replay, 1, { keepsRuns: false }).total.outcomes[0].total.base;
}

function oneByOne() {
  let total = 0n;
  for (const [index, { provider, model, at, input }] of calls.entries()) {
    const found = card.resolve(provider, model, at);
    const priced = card.priceAt({
      model: found,
      at,
      place: at,
      promptTokens: input,
      tier: 'standard',
      region: undefined,
    });
    total += listCost(quantitiesOf(entries[index]), priced.rates);
  }
  return total;
}

function theirs() {
  let total = 0;
  let unpriced = 0;
  for (const [index, { provider, model }] of calls.entries()) {
    const price = calcPrice(usages[index], model, {
      providerId: provider,
      timestamp: moments[index],
    });
    if (price === null) unpriced += 1;
    else total += price.total_price;
  }
  return { total, unpriced };
}

const ways = { 'as in a report': asInReport, 'one by one': oneByOne, '@pydantic/genai-prices': theirs };
const times = Object.fromEntries(Object.keys(ways).map((name) => [name, []]));
const results = {};
for (let round = 0; round < ROUNDS; round += 1) {
  for (const [name, way] of Object.entries(ways)) {
    const start = performance.now();
    results[name] = way();
    times[name].push(performance.now() - start);
  }
}
if (results['as in a report'] !== results['one by one'])
  throw new Error('both ways must give the same digits');
if (results['@pydantic/genai-prices'].unpriced > 0)
  console.log(`theirs: ${results['@pydantic/genai-prices'].unpriced} calls without a price`);
const floor = median(times['@pydantic/genai-prices']);
for (const name of Object.keys(ways)) {
  const time = median(times[name]);
  console.log(
    `${name}: ${((time / CALLS) * 1e6).toFixed(0)} ns a call, ${(floor / time).toFixed(1)}× as fast as @pydantic/genai-prices`,
  );
}
