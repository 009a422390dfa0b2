/*
 * A step of the build, run as `node dist/tokenize/pack.js`: writes `dist/vocabulary/<name>.bin` for the encodings
 * of OpenAI that current models use, from js-tiktoken's rank data, and copies the vocabularies of other vendors,
 * which lie ready in `src/tokenize/vocabularies/`. A file that is up to date stays as it is.
 */
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { blobLine, type NamedTokens, packVocabulary, sha256 } from './blob.ts';
import { ENCODINGS } from './encodings.ts';
import { tokensOfRanks } from './ranks.ts';

const PACKED = ['o200k_base', 'cl100k_base'] as const;
const READY = new URL('../../src/tokenize/vocabularies/', import.meta.url);
const FOLDER = new URL('../vocabulary/', import.meta.url);

await mkdir(FOLDER, { recursive: true });
for (const name of PACKED) {
  const { pattern, ranks } = ENCODINGS[name];
  const { bpe_ranks: data } = (await ranks()).default;
  const named = { name, pattern, source: sha256(data), tokens: tokensOfRanks(data) };
  const file = new URL(`${name}.bin`, FOLDER);
  if (!(await isUpToDate(file, named))) await replace(file, packVocabulary(named));
}
for (const name of await readdir(READY)) await copy(name);

/** With their notices: whoever gets the program gets them. */
async function copy(name: string): Promise<void> {
  const ready = await readFile(new URL(name, READY));
  const file = new URL(name, FOLDER);
  const there = await readFile(file).catch(() => undefined);
  if (there === undefined || !ready.equals(there)) await replace(file, ready);
}

/** Never leaves half a file: its first line would pass for an up-to-date one. */
async function replace(file: URL, bytes: Uint8Array): Promise<void> {
  const fresh = new URL(`${file.href}.new`);
  await writeFile(fresh, bytes);
  await rename(fresh, file);
}

async function isUpToDate(file: URL, named: NamedTokens): Promise<boolean> {
  try {
    return (await readFile(file, 'latin1')).startsWith(blobLine(named));
  } catch {
    return false;
  }
}
