import { afterEach, describe, expect, it } from 'vitest';
import { type CounterProgram, counterProgram, type Patience } from '../../src/cli/counter-program.ts';

const SHORT: Patience = { first: 10_000, each: 200, all: 60_000 };
const started: CounterProgram[] = [];
afterEach(() => {
  for (const program of started.splice(0)) program.end();
});

/** A program that does this with each text, in Node. */
function program(body: string, patience = SHORT): CounterProgram {
  const script = `require('readline').createInterface({ input: process.stdin }).on('line', (line) => { const { text } = JSON.parse(line); ${body} });`;
  const made = counterProgram([process.execPath, '-e', script], patience);
  started.push(made);
  return made;
}

describe('a program that counts', () => {
  it('is asked text by text, and started once', async () => {
    const { ask } = program('globalThis.n = (globalThis.n ?? 0) + 1; console.log(1000 * n + text.length)');
    expect(await ask('abc')).toBe(1003);
    expect(await Promise.all(['', 'two\nlines "quoted"', '中文'].map(ask))).toEqual([2000, 3018, 4002]);
  });

  it('is not started before the first text', () => {
    expect(() => counterProgram(['/no/such/program']).end()).not.toThrow();
  });

  it.each([
    ['answers no number', "console.log('twelve')", 'it answered "twelve", which is no number of tokens'],
    ['answers less than nothing', 'console.log(-1)', 'it answered "-1", which is no number of tokens'],
    ['answers a part of a token', 'console.log(1.5)', 'it answered "1.5", which is no number of tokens'],
    ['answers nothing', "console.log('')", 'it answered "", which is no number of tokens'],
    ['ends', 'process.exit(3)', 'it ended with exit code 3'],
    ['crashes', "throw new Error('no vocabulary')", 'Its last words: '],
    ['is killed', "process.kill(process.pid, 'SIGKILL')", 'it ended with SIGKILL'],
  ])('that %s says so, and is asked no more', async (_, body, reason) => {
    const { ask } = program(body);
    await expect(ask('a')).rejects.toThrow(reason);
    await expect(ask('b')).rejects.toThrow(reason);
  });

  it('that answers twice says so at the next text', async () => {
    const { ask } = program("process.stdout.write('1\\n2\\n')");
    expect(await ask('a')).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await expect(ask('b')).rejects.toThrow('it answered a text with more than one line');
  });

  it('that keeps silent is not waited for', async () => {
    const { ask } = program("text === 'a' && console.log(1)");
    expect(await ask('a')).toBe(1);
    await expect(ask('b')).rejects.toThrow('it did not answer within 0.2 s');
  });

  it('that takes too long in all is ended', async () => {
    const { ask } = program('setTimeout(() => console.log(1), 300)', { first: 5000, each: 5000, all: 700 });
    const all = Promise.all(Array.from({ length: 20 }, () => ask('a')));
    await expect(all).rejects.toThrow('it took more than 0.7 s in all');
  });

  it('that does not exist says so', async () => {
    await expect(counterProgram(['./no-such-program']).ask('a')).rejects.toThrow(
      'it cannot be started: there is no such file or folder',
    );
  });
});
