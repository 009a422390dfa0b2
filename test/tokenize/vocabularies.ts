import { readFileSync } from 'node:fs';
import { packVocabulary, sha256 } from '../../src/tokenize/blob.ts';
import { type Counter, createCounter } from '../../src/tokenize/counter.ts';
import { ENCODINGS, type EncodingName } from '../../src/tokenize/encodings.ts';
import { tokensOfRanks } from '../../src/tokenize/ranks.ts';

const FAST = 1;

/** A vocabulary file as the build writes it, but packed in a hurry. */
export async function blobOf(name: EncodingName): Promise<Uint8Array> {
  const { pattern, ranks } = ENCODINGS[name];
  const { bpe_ranks: data } = (await ranks()).default;
  return packVocabulary({ name, pattern, source: sha256(data), tokens: tokensOfRanks(data) }, FAST);
}

export const counterFor = async (name: EncodingName): Promise<Counter> => createCounter(await blobOf(name));

/** The vocabulary files of other vendors than OpenAI. */
export const READY = ['deepseek-v3', 'qwen3'] as const;

export const readyBlob = (name: (typeof READY)[number]): Uint8Array =>
  readFileSync(new URL(`../../src/tokenize/vocabularies/${name}.bin`, import.meta.url));
