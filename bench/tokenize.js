/*
 * How fast tokens are counted, against js-tiktoken in the same process. Run by hand, after `npm run build`:
 *   node bench/tokenize.js
 * Read the ratios; the speeds are those of one machine. MB = 10⁶ bytes of UTF-8. "First" is a first pass over
 * text that the counter has not seen, "again" the one after it. Each figure is the median of three passes,
 * taken in turn with the others.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const SLICE = 4000;
const root = new URL('..', import.meta.url);
const blobOf = (name) => readFileSync(new URL(`dist/vocabulary/${name}.bin`, root));
const encodings = ['o200k_base', 'cl100k_base'];
const vocabularies = [...encodings, 'deepseek-v3', 'qwen3'];

/* ---- texts, the same on every run of one installation ---- */

function* filesUnder(folder) {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (entry.isDirectory()) yield* filesUnder(new URL(`${entry.name}/`, folder));
    else if (entry.isFile()) yield new URL(entry.name, folder);
  }
}

function textOf(pattern, length) {
  let text = '';
  for (const file of filesUnder(new URL('node_modules/', root))) {
    if (text.length >= length) break;
    if (pattern.test(file.pathname)) text += readFileSync(file, 'utf8').slice(0, 50_000);
  }
  return text.slice(0, length);
}

function random(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) % below;
  };
}

function toolCalls(words, length) {
  const next = random(1);
  const some = (count) => Array.from({ length: count }, () => words[next(words.length)]).join(' ');
  const lines = [];
  for (let total = 0; total < length; total += lines.at(-1).length) {
    const id = `toolu_${next(2 ** 24).toString(36)}${next(2 ** 24).toString(36)}`;
    const input = {
      path: `/srv/app/${some(2).replace(' ', '/')}.ts`,
      query: some(4),
      limit: next(500),
      recursive: next(2) === 1,
    };
    const result = {
      ok: true,
      took_ms: next(9000) / 10,
      rows: [
        { id: next(99999), note: some(12) },
        { id: next(99999), note: some(9) },
      ],
    };
    lines.push(
      JSON.stringify({ type: 'tool_use', id, name: `search_${words[next(words.length)]}`, input, result }),
    );
  }
  return lines.join('\n');
}

const CHINESE =
  '我们 你们 他们 公司 问题 时间 工作 现在 可以 已经 因为 所以 如果 但是 没有 知道 需要 使用 数据 模型 系统 用户 服务 价格 成本 每次 运行 结果 分析 报告 ' +
  '中国 世界 城市 学生 老师 朋友 经济 发展 社会 文化 历史 科学 技术 语言 文字 开始 继续 提高 减少 比较 选择 重要 不同 简单 复杂 一个 这个 那个 什么 怎么 的 了 在 是 和';

function chinese(length) {
  const words = CHINESE.split(' ');
  const next = random(2);
  let text = '';
  while (text.length < length) {
    for (let count = 3 + next(8); count > 0; count -= 1) text += words[next(words.length)];
    text += '，。，。、？'[next(6)];
  }
  return text;
}

function makeCorpora() {
  const english = textOf(/\/(readme|changelog|contributing|license)[^/]*\.md$/i, 1_000_000);
  const words = [...new Set(english.match(/[a-z]{3,9}/g))];
  return {
    English: english,
    JSON: toolCalls(words, 1_000_000),
    code: textOf(/node_modules\/(?!js-tiktoken|tiktoken).*\.(js|mjs|ts|mts)$/, 1_000_000),
    Chinese: chinese(40_000),
  };
}

/* ---- measuring ---- */

const slicesOf = (text) => text.match(new RegExp(`.{1,${SLICE}}`, 'gsu'));
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

function millisecondsOf(work) {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function pass(count, slices) {
  let tokens = 0;
  const ms = millisecondsOf(() => {
    for (const slice of slices) tokens += count(slice);
  });
  return { tokens, ms };
}

function measure(theirs, fresh, text) {
  const slices = slicesOf(text);
  const megabytes = Buffer.byteLength(text) / 1e6;
  const passes = { theirs: [], first: [], again: [] };
  for (let round = 0; round < 3; round += 1) {
    const ours = fresh();
    const [a, b, c] = [pass(theirs, slices), pass(ours.count, slices), pass(ours.count, slices)];
    if (new Set([a.tokens, b.tokens, c.tokens]).size > 1)
      console.log(`counts differ: ${a.tokens}, ${b.tokens}`);
    passes.theirs.push(a.ms);
    passes.first.push(b.ms);
    passes.again.push(c.ms);
  }
  const speed = (times) => (megabytes / median(times)) * 1000;
  return { megabytes, theirs: speed(passes.theirs), first: speed(passes.first), again: speed(passes.again) };
}

async function theirsFor(name) {
  const { Tiktoken } = await import('js-tiktoken/lite');
  const { default: ranks } = await import(`js-tiktoken/ranks/${name}`);
  const encoding = new Tiktoken(ranks);
  return (text) => encoding.encode(text, [], []).length;
}

/** In a process of its own: milliseconds and memory from nothing to the first count. */
async function ready(which) {
  const { createCounter } = await import('../dist/tokenize/counter.js');
  const before = process.memoryUsage().rss;
  const start = performance.now();
  const count = which === 'theirs' ? await theirsFor('o200k_base') : createCounter(blobOf(which)).count;
  count('hello world');
  const ms = performance.now() - start;
  console.log(JSON.stringify({ ms, megabytes: (process.memoryUsage().rss - before) / 1e6 }));
}

function readyIn(which) {
  const runs = [1, 2, 3].map(() =>
    JSON.parse(execFileSync(process.execPath, [fileURLToPath(import.meta.url), which], { encoding: 'utf8' })),
  );
  const of = (key) => median(runs.map((run) => run[key])).toFixed(0);
  return `${of('ms')} ms, ${of('megabytes')} MB`;
}

/* ---- the report ---- */

function printRow(...cells) {
  console.log(cells.map((cell, column) => (column === 0 ? cell.padEnd(13) : cell.padStart(15))).join(''));
}

async function printSpeeds(name, createCounter, corpora) {
  const theirs = await theirsFor(name);
  const fresh = () => createCounter(blobOf(name));
  pass(fresh().count, slicesOf(readFileSync(new URL(import.meta.url), 'utf8').repeat(20)));
  console.log(`\n${name}, MB/s`);
  printRow('', 'MB', 'js-tiktoken', 'first', 'again');
  for (const [label, text] of Object.entries(corpora)) {
    const { megabytes, theirs: base, first, again } = measure(theirs, fresh, text);
    const cell = (speed) => `${speed.toFixed(1)} (×${(speed / base).toFixed(1)})`;
    printRow(label, megabytes.toFixed(2), base.toFixed(2), cell(first), cell(again));
  }
}

/** Of every vocabulary, by itself: the second of three passes over each text, in MB/s. */
function printSpeed(name, createCounter, corpora) {
  const { count } = createCounter(blobOf(name));
  const speeds = Object.entries(corpora).map(([label, text]) => {
    const slices = slicesOf(text);
    const times = [1, 2, 3].map(() => pass(count, slices).ms);
    return `${label} ${(Buffer.byteLength(text) / 1000 / median(times)).toFixed(0)}`;
  });
  console.log(`${name}, MB/s: ${speeds.join(', ')}`);
}

async function printMessages(createCounter, cached, english) {
  const messages = english.match(/.{120}/gsu).slice(0, 4000);
  const rate = (count) => {
    pass(count, messages);
    return median([1, 2, 3].map(() => messages.length / pass(count, messages).ms));
  };
  const plain = createCounter(blobOf('o200k_base'));
  const [theirs, ours] = [rate(await theirsFor('o200k_base')), rate(plain.count)];
  const ratio = (ours / theirs).toFixed(1);
  console.log(
    `\n120-character messages per ms: js-tiktoken ${theirs.toFixed(0)}, ours ${ours.toFixed(0)} (×${ratio})`,
  );

  const long = english.slice(0, 20_000);
  const resent = () => JSON.parse(JSON.stringify(long));
  const microseconds = ({ count }) => {
    const times = [1, 2, 3].map(() => pass(count, Array.from({ length: 200 }, resent)).ms);
    return `${((median(times) * 1000) / 200).toFixed(0)} µs`;
  };
  const [counted, remembered] = [microseconds(plain), microseconds(cached(plain, 64e6))];
  console.log(`a resent message of 20,000 characters: counted ${counted}, from the memory ${remembered}`);
}

function printPathological(createCounter) {
  const han = Array.from({ length: 333_333 }, (_, i) =>
    String.fromCodePoint(0x4e00 + ((i * 7919) % 5000)),
  ).join('');
  const texts = {
    'one letter': 'a'.repeat(1e6),
    blanks: ' '.repeat(1e6),
    underscores: '_'.repeat(1e6),
    'unpunctuated Chinese': han,
  };
  for (const name of vocabularies) {
    const { count } = createCounter(blobOf(name));
    const times = Object.entries(texts).map(
      ([label, text]) => `${label} ${millisecondsOf(() => count(text)).toFixed(0)} ms`,
    );
    console.log(`1 MB of, ${name}: ${times.join(', ')}`);
  }
}

async function main() {
  const { createCounter } = await import('../dist/tokenize/counter.js');
  const { cached } = await import('../dist/tokenize/cached.js');
  const corpora = makeCorpora();
  const ours = vocabularies.map((name) => `${name} ${readyIn(name)}`).join('; ');
  console.log(
    `Node ${process.version}; from nothing to the first count: js-tiktoken ${readyIn('theirs')}; ours: ${ours}`,
  );
  for (const name of vocabularies) printSpeed(name, createCounter, corpora);
  for (const name of encodings) await printSpeeds(name, createCounter, corpora);
  await printMessages(createCounter, cached, corpora.English);
  printPathological(createCounter);
}

const [which] = process.argv.slice(2);
await (which === undefined ? main() : ready(which));
