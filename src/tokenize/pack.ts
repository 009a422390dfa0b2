/*
 * A step of the build, run as `node dist/tokenize/pack.js`: writes `dist/vocabulary/<encoding>.bin` for the
 * encodings that current models use, from js-tiktoken's rank data. A file that is up to date stays as it is.
 */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { blobLine, type NamedTokens, packVocabulary } from './blob.ts';
import { ENCODINGS } from './encodings.ts';
import { tokensOfRanks } from './ranks.ts';

const PACKED = ['o200k_base', 'cl100k_base'] as const;
const FOLDER = new URL('../vocabulary/', import.meta.url);

await mkdir(FOLDER, { recursive: true });
for (const name of PACKED) {
  const { default: data } = await ENCODINGS[name].ranks();
  const named = { name, tokens: tokensOfRanks(data.bpe_ranks) };
  const file = new URL(`${name}.bin`, FOLDER);
  if (!(await isUpToDate(file, named))) await replace(file, packVocabulary(named));
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
