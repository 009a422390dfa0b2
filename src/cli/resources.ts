import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Resources } from '../pipeline/setup.ts';

const ROOT = new URL('../../', import.meta.url);

/** The files that come with the program: the newest price book, and the vocabularies made when it was built. */
export const ownResources: Resources = {
  bookFiles() {
    const folder = new URL('pricing/', ROOT);
    const versions = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const newest = versions
      .map(({ name }) => name)
      .sort()
      .at(-1);
    const book = new URL(`${newest}/`, folder);
    const names = readdirSync(book).filter((name) => name.endsWith('.json'));
    return names.map((name) => ({ name, text: readFileSync(new URL(name, book), 'utf8') }));
  },
  vocabulary: (name) => readFile(new URL(`dist/vocabulary/${name}.bin`, ROOT)).catch(() => undefined),
};
