import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { refusalOf } from '../domain/files.ts';

/** How long a program may take, in milliseconds. */
export interface Patience {
  /** For the first answer: it may have a vocabulary to load. */
  readonly first: number;
  readonly each: number;
  readonly all: number;
}

const PATIENCE: Patience = { first: 60_000, each: 10_000, all: 600_000 };

/** A program that counts texts. */
export interface CounterProgram {
  /** @throws Error, in words that say what the program did wrong */
  readonly ask: (text: string) => Promise<number>;
  /** Ends it. */
  readonly end: () => void;
}

/**
 * A program that gets one line of JSON on standard input for each text, `{"text":"…"}`, and answers with one line, its
 * number of tokens. It is started without a shell when the first text comes, and once; what it does wrong is the end.
 */
export function counterProgram(words: readonly string[], patience: Patience = PATIENCE): CounterProgram {
  let running: Running | undefined;
  let failure: unknown;
  let last: Promise<unknown> = Promise.resolve();
  const end = (): void => running?.end();
  const next = async (text: string): Promise<number> => {
    if (failure !== undefined) throw failure;
    const limit = running === undefined ? patience.first : patience.each;
    running ??= start(words, patience);
    try {
      return numberIn(await within(limit, running.reply(JSON.stringify({ text }))));
    } catch (error) {
      failure = error;
      end();
      throw error;
    }
  };
  return {
    end,
    ask(text) {
      const answer = last.then(() => next(text));
      last = answer.catch(() => {});
      return answer;
    },
  };
}

const MOST_SHOWN = 80;

function numberIn(line: string): number {
  if (/^\s*\d{1,15}\s*$/.test(line)) return Number(line);
  throw new Error(`it answered ${JSON.stringify(line.slice(0, MOST_SHOWN))}, which is no number of tokens`);
}

async function within(limit: number, answer: Promise<string>): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const fault = new Error(`it did not answer within ${limit / 1000} s`);
    timer = setTimeout(() => reject(fault), limit);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

interface Running {
  readonly reply: (question: string) => Promise<string>;
  readonly end: () => void;
}

function start([name = '', ...args]: readonly string[], patience: Patience): Running {
  const child = spawn(name, args, { stdio: 'pipe', shell: false, windowsHide: true });
  const nextLine = linesOf(child);
  const end = (): void => {
    clearTimeout(timer);
    process.off('exit', end);
    child.kill('SIGKILL');
  };
  process.once('exit', end); // also where a signal ends recost
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    const fail = (reason: string): void => reject(new Error(reason));
    const lastWords = wordsOf(child);
    timer = setTimeout(() => fail(`it took more than ${patience.all / 1000} s in all`), patience.all).unref();
    child.on('error', (error) => fail(`it cannot be started: ${refusalOf(error) ?? error.message}`));
    child.on('close', (code, signal) => fail(`it ended with ${signal ?? `exit code ${code}`}${lastWords()}`));
  });
  over.catch(() => {}); // whoever asks next is told
  child.stdin.on('error', () => {}); // its end says more
  const reply = (question: string): Promise<string> => {
    const line = nextLine();
    child.stdin.write(`${question}\n`);
    return Promise.race([line, over]);
  };
  return { reply, end };
}

/** A function that waits for the next line; one that nobody waited for is a fault. */
function linesOf({ stdout }: ChildProcessWithoutNullStreams): () => Promise<string> {
  let surplus: string | undefined;
  let take = (line: string): void => {
    surplus = line;
  };
  const keep = take;
  createInterface({ input: stdout }).on('line', (line) => take(line));
  return () =>
    new Promise((resolve, reject) => {
      if (surplus !== undefined) reject(new Error('it answered a text with more than one line'));
      take = (line) => {
        take = keep;
        resolve(line);
      };
    });
}

const MOST_WORDS = 300;

/** What the program last said on standard error, for whoever must find out why it ended. */
function wordsOf({ stderr }: ChildProcessWithoutNullStreams): () => string {
  let text = '';
  stderr.setEncoding('utf8').on('data', (part: string) => {
    text = (text + part).slice(-MOST_WORDS);
  });
  return () => (text.trim() === '' ? '' : `. Its last words: ${text.trim()}`);
}
