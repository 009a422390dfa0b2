import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Resources } from '../pipeline/setup.ts';

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
  bookFiles(version = versions().at(-1)) {
    if (version === undefined || !versions().includes(version)) return [];
    const book = new URL(`${version}/`, BOOKS);
    const names = readdirSync(book).filter((name) => name.endsWith('.json'));
    return names.map((name) => ({ name, text: readFileSync(new URL(name, book), 'utf8') }));
  },
  vocabulary: (name) => readFile(new URL(`dist/vocabulary/${name}.bin`, ROOT)).catch(() => undefined),
};
