import { readdirSync, readFileSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { refusalOf } from '../domain/files.ts';
import { RecostError } from '../domain/problem.ts';
import type { Resources } from '../pipeline/setup.ts';
import type { RawOptions } from './options.ts';
import { readOwnCounting } from './own-counting.ts';

const ROOT = new URL('../../', import.meta.url);

const BOOKS = new URL('pricing/', ROOT);

/** In the order of their dates. */
const versions = (): readonly string[] =>
  readdirSync(BOOKS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

/** The files that come with the program: its price books, and the vocabularies made when it was built. */
export const ownResources: Resources = {
  bookVersions: versions,
  userBooks: [],
  bookFiles(version = versions().at(-1)) {
    if (version === undefined || !versions().includes(version)) return [];
    const book = new URL(`${version}/`, BOOKS);
    const names = readdirSync(book).filter((name) => name.endsWith('.json'));
    return names.map((name) => ({ name, text: readFileSync(new URL(name, book), 'utf8') }));
  },
  ownCounting: [],
  vocabulary: (name) => readFile(new URL(`dist/vocabulary/${name}.bin`, ROOT)).catch(() => undefined),
};

/**
 * The same with the user's own price books (`--prices`) and ways of counting (`--tokenizer`, `--counter`).
 * @throws RecostError `prices-unreadable`, and as `readOwnCounting` does
 */
export async function resourcesWith(
  options: Pick<RawOptions, 'prices' | 'tokenizer' | 'counter'>,
): Promise<Resources> {
  const userBooks = await Promise.all(
    (options.prices ?? []).map(async (name) => ({ name, text: await textOf(name).catch(refuse(name)) })),
  );
  return { ...ownResources, userBooks, ownCounting: await readOwnCounting(options) };
}

/** The largest price lists that there are make books of 2 MB. */
const MOST_BYTES = 64 * 1024 * 1024;

async function textOf(name: string): Promise<string> {
  const { size } = await stat(name);
  if (size > MOST_BYTES)
    throw new RecostError('prices-unreadable', { name, reason: 'it has more than 64 MB' });
  return readFile(name, 'utf8');
}

const refuse =
  (name: string) =>
  (error: unknown): never => {
    const reason = refusalOf(error);
    throw reason === undefined ? error : new RecostError('prices-unreadable', { name, reason });
  };
