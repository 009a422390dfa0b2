import type { InputFile } from '../domain/files.ts';
import { RecostError } from '../domain/problem.ts';
import { importPrices, LIST_KINDS } from '../pipeline/import-prices.ts';
import { newestBook } from '../pipeline/open-book.ts';
import type { Process } from './main.ts';
import { invalid, type RawOptions, readOneOf } from './options.ts';
import { ownResources } from './resources.ts';
import { withOutput } from './run-cost.ts';
import { readToday } from './today.ts';

/** `recost prices import FILE`: the exit code. */
export async function runPricesImport(file: string, options: RawOptions, process: Process): Promise<number> {
  const format = readOneOf('--format', options.format ?? 'text', ['text', 'json']);
  const { from, name, override: isOver = false, quiet: isQuiet = false, output = '-' } = options;
  const request = {
    from: from === undefined ? undefined : readOneOf('--from', from, LIST_KINDS),
    bookName: readName(name),
    isOver,
    today: readToday(options),
  };
  const book = await newestBook(ownResources);
  let told = '';
  const code = await withOutput({ logs: [file] }, options, process, async (files) => {
    const [list, ...others] = files;
    if (list === undefined || others.length > 0)
      throw new RecostError('import-unreadable', { name: file, reason: 'give one file' });
    const { text, lines, json } = importPrices(
      { ...request, name: list.name, text: await textOf(list) },
      book,
    );
    told = format === 'json' ? json : lines.map((line) => `${line}\n`).join('');
    return { text, problems: [] };
  });
  const hint =
    output === '-' || format === 'json' ? '' : `${output} is written: use it with --prices ${output}\n`;
  if (!isQuiet) process.stderr.write(`${told}${hint}`);
  return code;
}

function readName(value: string | undefined): string | undefined {
  if (value === undefined || /^[a-z0-9][a-z0-9._-]{0,39}$/.test(value)) return value;
  throw invalid('--name', value, 'a short name of small letters, digits, points and dashes');
}

/** The largest lists that there are have 3 MB. */
const MOST_BYTES = 64 * 1024 * 1024;

async function textOf({ name, open }: InputFile): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of open()) {
    length += part.length;
    if (length > MOST_BYTES)
      throw new RecostError('import-unreadable', { name, reason: 'it has more than 64 MB' });
    parts.push(part);
  }
  return new TextDecoder().decode(Buffer.concat(parts));
}
