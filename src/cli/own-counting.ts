import { readFile } from 'node:fs/promises';
import type { OwnCounting } from '../domain/counting.ts';
import { refusalOf } from '../domain/files.ts';
import { RecostError } from '../domain/problem.ts';
import { commandWords } from './command-words.ts';
import { atEnd } from './endings.ts';
import { invalid, type RawOptions } from './options.ts';

/**
 * What `--tokenizer` and `--counter` say. Only the command line starts programs: nothing that a project's file says does.
 * @throws RecostError `option-invalid`, `tokenizer-unreadable`
 */
export async function readOwnCounting({
  tokenizer = [],
  counter = [],
}: Pick<RawOptions, 'tokenizer' | 'counter'>): Promise<readonly OwnCounting[]> {
  const files = await Promise.all(tokenizer.map(openTokenizer));
  const programs = await Promise.all(counter.map(startable));
  return [...files, ...programs];
}

/** What stands before and behind the first `=`. */
function halves(option: string, value: string, expected: string): readonly [string, string] {
  const cut = value.indexOf('=');
  const [models, rest] = [value.slice(0, cut).trim(), value.slice(cut + 1).trim()];
  if (cut < 1 || models === '' || rest === '') throw invalid(option, value, expected);
  return [models, rest];
}

async function openTokenizer(value: string): Promise<OwnCounting> {
  const [models, name] = halves('--tokenizer', value, 'MODEL=FILE, such as kimi=tiktoken.model');
  try {
    return { kind: 'file', models, name, content: await readFile(name) };
  } catch (error) {
    const reason = refusalOf(error);
    if (reason === undefined) throw error;
    throw new RecostError('tokenizer-unreadable', { name, reason });
  }
}

async function startable(value: string): Promise<OwnCounting> {
  const expected = 'MODEL=COMMAND, such as claude*="python3 count.py"';
  const [model, command] = halves('--counter', value, expected);
  const words = commandWords(command);
  if (words === undefined) throw invalid('--counter', value, 'a command whose quotation marks end');
  const { counterProgram } = await import('./counter-program.ts');
  const program = counterProgram(words);
  atEnd(program.end);
  const ask = (text: string): Promise<number> =>
    program.ask(text).catch((error: Error) => {
      throw new RecostError('counter-failed', { model, reason: error.message });
    });
  return { kind: 'program', models: model, ask };
}
