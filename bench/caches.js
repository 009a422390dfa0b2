/*
 * What it takes to know which parts of a log's prompts a cache would have served. Run by hand, after `npm run build`:
 *   node --expose-gc bench/caches.js
 * A made-up log of runs of 20 turns, each sending its history again: about 500 MB of prompts, 28 MB of which differ.
 * Each line is parsed as JSON, and its prompt is then put into the store; both are timed by themselves, in processor
 * time of this process (threads of the garbage collector included). Read the ratio; the times are those of one machine.
 */
import { createCallList } from '../dist/caches/call-list.js';
import { createPromptStore } from '../dist/caches/prompt-store.js';
import { simulate } from '../dist/caches/simulate.js';
import { trackOf } from '../dist/caches/track.js';

const RUNS = Number(process.argv[2] ?? 140);
const TURNS = 20;
const FIRST = 160_000;
const ADDED = 2_000;
const MB = 1e6;

const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

function held() {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function random(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) % below;
  };
}

const next = random(1);
const WORDS = Array.from({ length: 5_000 }, () => next(2 ** 24).toString(36));

function prose(length) {
  const words = [];
  for (let total = 0; total < length; total += words.at(-1).length + 1) words.push(WORDS[next(WORDS.length)]);
  return words.join(' ');
}

/** The lines of one run, as a gateway would log them. */
function* linesOf(run, system) {
  const messages = [{ role: 'user', content: prose(FIRST) }];
  for (let turn = 0; turn < TURNS; turn++) {
    yield Buffer.from(JSON.stringify({ run, turn, request: { system, messages } })).toString();
    messages.push(
      { role: 'assistant', content: prose(ADDED / 2) },
      { role: 'user', content: prose(ADDED / 2) },
    );
  }
}

const inWorlds = (value) => ({ low: value, base: value, high: value });
const RULES = {
  'automatic, units of 128': { mode: inWorlds('automatic'), unitTokens: inWorlds(128), marks: [] },
  'breakpoints, 20 blocks back': {
    mode: inWorlds('breakpoints'),
    unitTokens: inWorlds(1),
    marks: ['instructions', 'prompt'],
    lookBack: 20,
  },
  'breakpoints, where prompts part': {
    mode: inWorlds('breakpoints'),
    unitTokens: inWorlds(128),
    marks: ['prompt', 'answer', 'shared'],
  },
};

const system = prose(8_000);
const before = held();
const store = createPromptStore([(text) => Math.ceil(text.length / 4)]);
const calls = createCallList();
const seconds = { parse: 0, store: 0 };
let bytes = 0;

for (let run = 0; run < RUNS; run++) {
  for (const line of linesOf(run, system)) {
    const start = cpu();
    const { request, turn } = JSON.parse(line);
    const parsed = cpu();
    const prompt = store.addParts({
      instructions: [request.system],
      messages: request.messages.map(({ content }) => content),
    });
    const startedAt = run * 5_000 + turn * 60_000;
    calls.add({
      scope: 0,
      prompt,
      answer: undefined,
      startedAt,
      endedAt: startedAt + 20_000,
      tokens: undefined,
    });
    seconds.store += cpu() - parsed;
    seconds.parse += parsed - start;
    bytes += line.length;
  }
}

const { nodes, texts } = store.size();
const memory = held() - before;
const treeStart = cpu();
const prompts = store.tree();
const track = trackOf({ prompts, calls, scopeOf: () => 0 });
const treeSeconds = cpu() - treeStart;

const speed = (time) => `${(bytes / MB / time).toFixed(0)} MB/s`;
console.log(`${calls.size()} calls, ${(bytes / MB).toFixed(0)} MB of prompts`);
console.log(`JSON.parse       ${seconds.parse.toFixed(2)} s  ${speed(seconds.parse)}`);
console.log(`prompt store     ${seconds.store.toFixed(2)} s  ${speed(seconds.store)}`);
console.log(`ratio            ${(seconds.store / seconds.parse).toFixed(2)} of JSON.parse`);
console.log(`store and calls  ${(memory / MB).toFixed(1)} MB: ${nodes} nodes, ${texts} texts`);
console.log(`tree and order   ${treeSeconds.toFixed(2)} s`);
for (const [name, rule] of Object.entries(RULES)) {
  const start = cpu();
  const question = { minTokens: inWorlds(1_024), idleSeconds: inWorlds(300), ...rule };
  const { read, written, plain } = simulate({ track, rule: question, world: 'base', vocabulary: 0 });
  const sum = (list) => list.reduce((total, each) => total + each, 0);
  const share = (100 * sum(read)) / (sum(read) + sum(written) + sum(plain));
  console.log(`${name}: ${(cpu() - start).toFixed(2)} s, ${share.toFixed(1)} % read`);
}
