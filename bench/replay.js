/*
 * What it takes to replay a log that holds its prompts: read, taken apart, hashed, counted in the vocabularies of four
 * targets and of the log, and put through their caches. Run by hand, after `npm run build`:
 *   node bench/replay.js [lines|words] [RUNS]
 * `lines` are those of this project's documents and source, which JSON escapes as it does in real logs; `words` are made
 * up and have nothing to escape, so that JSON.parse is at its fastest.
 * 140 runs of 20 turns make 500 MB, of which 28 MB are different text. Read the ratios: the floor splits the same file
 * into lines and parses each as JSON, in turn with the program; whole processes, median of three. Processor time is
 * that of all threads. The log is made once, in RECOST_BENCH (default: a folder for temporary files).
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writePrompts } from './prompt-logs.js';

const ROUNDS = Number(process.env.ROUNDS ?? 3);
const [KIND = 'lines', RUNS = '140'] = process.argv.slice(2);
const TARGETS = 'deepseek-v4-pro,deepseek-v4-flash,gpt-5.5,claude-opus-4-7';
const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const folder = process.env.RECOST_BENCH ?? join(tmpdir(), 'recost-bench');

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

/** One process: its seconds from start to end, those of the processor, and its greatest memory in MB. */
function run(args) {
  const start = performance.now();
  const { status, output, error } = spawnSync(process.execPath, ['--import', here('memory.js'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    maxBuffer: 1e9,
  });
  if (status !== 0) throw error ?? new Error(`${args.join(' ')}: exit ${status}\n${output?.[2]}`);
  const [megabytes, processor] = String(output[3]).split(' ').map(Number);
  return { seconds: (performance.now() - start) / 1000, processor, megabytes };
}

mkdirSync(folder, { recursive: true });
const file = join(folder, `prompts-${KIND}-${RUNS}.jsonl`);
writePrompts(file, Number(RUNS), KIND);
const commands = [
  [here('../bin/recost.js'), file, '-q', '--to', TARGETS],
  [here('floors.js'), 'long-lines', file],
];
const measured = commands.map(() => []);
for (let round = 0; round < ROUNDS; round += 1)
  for (const [index, args] of commands.entries()) measured[index].push(run(args));
const [ours, floor] = measured.map((all) => (key) => median(all.map((each) => each[key])));
const ratio = (key) =>
  `${(ours(key) / floor(key)).toFixed(2)}× (${ours(key).toFixed(2)} s, ${floor(key).toFixed(2)} s)`;
console.log(
  `Node ${process.version}, ${ROUNDS} rounds, ${(statSync(file).size / 1e6).toFixed(0)} MB of ${KIND}, four targets`,
);
console.log(`processor  ${ratio('processor')} of JSON.parse alone`);
console.log(`wall       ${ratio('seconds')}`);
console.log(`memory     ${ours('megabytes').toFixed(0)} MB, ${floor('megabytes').toFixed(0)} MB`);
