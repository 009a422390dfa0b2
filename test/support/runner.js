/**
 * Runs the built program again and again in one process, for tests that ask what it prints and not how it starts:
 * `node runner.js FOLDER`. A line in the pipe `requests` starts a run; one in `answers` says that it has ended.
 */
import { EventEmitter } from 'node:events';
import { closeSync, openSync, readFileSync, readSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { Readable, Writable } from 'node:stream';
import { main } from '../../dist/program/main.js';

const folder = process.argv[2];
const requests = openSync(`${folder}/requests`, 'r');
const answers = openSync(`${folder}/answers`, 'w');

/** A standard output that is a regular file. */
function toFile(path) {
  const fd = openSync(path, 'w');
  const stream = new Writable({
    write: (bytes, _encoding, done) => {
      writeSync(fd, bytes);
      done();
    },
  });
  return Object.assign(stream, { fd });
}

async function run() {
  const { args, cwd, env } = JSON.parse(readFileSync(`${folder}/request.json`, 'utf8'));
  const [stdout, stderr] = ['stdout', 'stderr'].map((name) => toFile(`${folder}/${name}`));
  const stdin = Readable.from([readFileSync(`${folder}/stdin`)]);
  const own = Object.assign(new EventEmitter(), {
    argv: ['node', 'recost', ...args],
    env,
    stdin,
    stdout,
    stderr,
  });
  process.chdir(cwd);
  await main(own);
  for (const { fd } of [stdout, stderr]) closeSync(fd);
  writeFileSync(`${folder}/status`, `${own.exitCode ?? 0}`);
  writeSync(answers, '\n');
}

const crashed = () => writeSync(answers, 'x');
process.on('exit', crashed);
while (readSync(requests, Buffer.alloc(1)) === 1) await run();
process.off('exit', crashed); // the tests have ended
rmSync(folder, { recursive: true, force: true });
