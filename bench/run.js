/*
 * How fast recost is. Run by hand, after `npm run build`:
 *   npm run bench
 * Read the ratios: each is against a floor or a competitor measured in the same run, whole processes in turn,
 * median of three. Logs of 300 MB are made once, in RECOST_BENCH (default: a folder for temporary files).
 *   npm run bench -- large
 * instead reads 2 GB of JSON lines: as many records as in the smaller file, so the memory should be the same.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeCsv, writeLongResponses, writeResponses } from './logs.js';

const ROUNDS = 3;
const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const folder = process.env.RECOST_BENCH ?? join(tmpdir(), 'recost-bench');
const recost = here('../bin/recost.js');
const FIVE = 'deepseek-v4-pro,deepseek-v4-flash,gpt-5.5,claude-opus-4-7,keep';

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

/** One process: seconds from start to end, and its greatest memory in MB. */
function run(args) {
  const start = performance.now();
  const { status, output, error } = spawnSync(process.execPath, ['--import', here('memory.js'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    maxBuffer: 1e9,
  });
  if (status !== 0) throw error ?? new Error(`${args.join(' ')}: exit ${status}\n${output?.[2]}`);
  return { seconds: (performance.now() - start) / 1000, megabytes: Number.parseFloat(output[3]) };
}

/** Runs processes in turn, so that a noisy moment hits all of them. */
function inTurn(commands) {
  const runs = commands.map(() => []);
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [index, args] of commands.entries()) runs[index].push(run(args));
  return runs.map((each) => ({
    seconds: median(each.map(({ seconds }) => seconds)),
    megabytes: median(each.map(({ megabytes }) => megabytes)),
  }));
}

function compare(title, file, kind, floorName) {
  const [ours, floor] = inTurn([
    [recost, file, '-q', '--to', FIVE],
    [here('floors.js'), kind, file],
  ]);
  const size = (statSync(file).size / 1e6).toFixed(0);
  console.log(
    `${title} (${size} MB): ${(ours.seconds / floor.seconds).toFixed(2)}× ${floorName} ` +
      `(${ours.seconds.toFixed(2)} s, ${floor.seconds.toFixed(2)} s), ${ours.megabytes.toFixed(0)} MB`,
  );
}

function compareStart() {
  const commands = [['--help'], ['--version']].map((args) => [recost, ...args]);
  const rounds = Array.from({ length: 5 }, () => inTurn([['-e', '0'], ...commands]));
  const [bare, help, version] = [0, 1, 2].map((index) => median(rounds.map((each) => each[index].seconds)));
  const text = (seconds) => `${(seconds / bare).toFixed(2)}×`;
  console.log(
    `start: --help ${text(help)}, --version ${text(version)} node -e 0 (${(bare * 1000).toFixed(0)} ms)`,
  );
}

function standard() {
  const csv = join(folder, 'calls.csv');
  const jsonl = join(folder, 'responses.jsonl');
  writeCsv(csv, 1_000_000);
  writeResponses(jsonl, 200_000);
  compareStart();
  compare('CSV of 1,000,000 calls', csv, 'csv', 'csv-parse with columns: true');
  compare('JSON lines of 200,000 responses', jsonl, 'jsonl', 'JSON.parse alone');
  console.log('\ncounting tokens:');
  spawnSync(process.execPath, [here('tokenize.js')], { stdio: 'inherit' });
}

function large() {
  const file = join(folder, 'long-responses.jsonl');
  writeLongResponses(file, 200_000);
  compare('JSON lines of 200,000 long responses', file, 'jsonl', 'JSON.parse alone');
}

mkdirSync(folder, { recursive: true });
console.log(`Node ${process.version}, ${ROUNDS} rounds`);
if (process.argv[2] === 'large') large();
else standard();
