import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { isPatternName, type PatternName } from './patterns.ts';
import type { TokenList } from './vocabulary.ts';

/*
 * A vocabulary file is one line of ASCII, then the content of a `TokenList` under deflate (a quarter larger than
 * brotli would make it, and unpacked in half the time). The line has the format's version, the vocabulary's name, by
 * which pattern texts are split, the number of tokens, the sha256 of what the tokens were taken from, and a sha256
 * over all that and the content.
 */
const MAGIC = 'recost-vocabulary 3';
const LINE = new RegExp(`^${MAGIC} (\\S+) (\\S+) (\\d+) ([0-9a-f]{64}) [0-9a-f]{64}\n`);
const LONGEST_LINE = 300;

/** A vocabulary with its name, and how its texts are split. */
export interface NamedTokens {
  readonly name: string;
  readonly pattern: PatternName;
  /** The sha256 of what the tokens were taken from, in hexadecimal. */
  readonly source: string;
  readonly tokens: TokenList;
}

export const sha256 = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('hex');

/** The first line of the file that `packVocabulary` makes of these tokens. */
export function blobLine({ name, pattern, source, tokens }: NamedTokens): string {
  const start = `${MAGIC} ${name} ${pattern} ${tokens.count} ${source}`;
  return `${start} ${createHash('sha256').update(start).update(tokens.content).digest('hex')}\n`;
}

/** The whole file. The same tokens give the same bytes; `level` is deflate's, 9 for the smallest file. */
export function packVocabulary(named: NamedTokens, level = 9): Uint8Array {
  return Buffer.concat([Buffer.from(blobLine(named)), deflateRawSync(named.tokens.content, { level })]);
}

/**
 * Reads a file that `packVocabulary` wrote.
 * @throws Error if it is something else or damaged: the installation is broken.
 */
export function unpackVocabulary(blob: Uint8Array): NamedTokens {
  const line = LINE.exec(Buffer.from(blob.subarray(0, LONGEST_LINE)).toString('latin1'));
  if (line === null) throw new Error('not a vocabulary file of this version');
  const [text, name = '', pattern = '', count = '', source = ''] = line;
  if (!isPatternName(pattern)) throw new Error(`no split pattern ${pattern} is known, which ${name} needs`);
  const tokens = { count: Number(count), content: decompressed(blob.subarray(text.length)) };
  const named = { name, pattern, source, tokens };
  if (blobLine(named) !== text) throw new Error(`the vocabulary file ${name} is damaged`);
  return named;
}

function decompressed(bytes: Uint8Array): Uint8Array {
  try {
    return inflateRawSync(bytes);
  } catch (cause) {
    throw new Error('the vocabulary file is damaged', { cause });
  }
}
