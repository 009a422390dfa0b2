import { packVocabulary } from '../../src/tokenize/blob.ts';
import { type Counter, createCounter } from '../../src/tokenize/counter.ts';
import { ENCODINGS, type EncodingName } from '../../src/tokenize/encodings.ts';
import { tokensOfRanks } from '../../src/tokenize/ranks.ts';

const FAST = 1;

/** A vocabulary file as the build writes it, but packed in a hurry. */
export async function blobOf(name: EncodingName): Promise<Uint8Array> {
  const { default: data } = await ENCODINGS[name].ranks();
  return packVocabulary({ name, tokens: tokensOfRanks(data.bpe_ranks) }, FAST);
}

export const counterFor = async (name: EncodingName): Promise<Counter> => createCounter(await blobOf(name));
