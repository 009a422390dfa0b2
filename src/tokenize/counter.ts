import { unpackVocabulary } from './blob.ts';
import { ENCODINGS, isEncodingName } from './encodings.ts';
import { type Pass, piecesOf } from './passes.ts';
import { PATTERNS, type Pattern } from './patterns.ts';
import { pieceCounter } from './piece-counter.ts';
import { tokensOfRanks } from './ranks.ts';
import type { Split } from './split.ts';
import { utf8Writer } from './utf8.ts';
import { buildVocabulary, type Vocabulary } from './vocabulary.ts';

/** Counts tokens. */
export interface Counter {
  /** The name of the vocabulary that it counts with. */
  readonly encoding: string;
  /**
   * The tokens of `text` as ordinary text, where the name of a special token is only characters: as many as
   * the vocabulary's reference in Rust gives (`encode_ordinary` of tiktoken, Hugging Face's tokenizers without
   * added tokens). The time is about linear in the length, whatever the text.
   */
  readonly count: (text: string) => number;
}

/**
 * A counter from the bytes of a vocabulary file; ready in some 30 ms.
 * @throws Error if the file is damaged or its pattern is not known here.
 */
export function createCounter(blob: Uint8Array): Counter {
  const { name, pattern, tokens } = unpackVocabulary(blob);
  return counterOf(name, PATTERNS[pattern], buildVocabulary(tokens));
}

/**
 * A counter from js-tiktoken's rank data, for encodings without a vocabulary file; slower to get ready.
 * @throws Error if it has no such encoding
 */
export async function loadCounter(name: string): Promise<Counter> {
  if (!isEncodingName(name)) throw new Error(`there is no encoding ${name}`);
  const { pattern, ranks } = ENCODINGS[name];
  const { default: data } = await ranks();
  return counterOf(name, PATTERNS[pattern], buildVocabulary(tokensOfRanks(data.bpe_ranks)));
}

/** A counter that splits by a pattern and looks pieces up in a vocabulary. */
export function counterOf(encoding: string, { isComposed, split }: Pattern, vocabulary: Vocabulary): Counter {
  const count = typeof split === 'function' ? scanning(split, vocabulary) : matching(split, vocabulary);
  return { encoding, count: isComposed ? (text) => count(text.normalize('NFC')) : count };
}

function scanning(split: Split, vocabulary: Vocabulary): Counter['count'] {
  const encode = utf8Writer();
  const countPiece = pieceCounter(vocabulary);
  return (text) => {
    const { bytes, end } = encode(text);
    let tokens = 0;
    for (let at = 0; at < end; ) {
      const next = split(bytes, at);
      tokens += countPiece(bytes, at, next);
      at = next;
    }
    return tokens;
  };
}

function matching(passes: readonly Pass[], vocabulary: Vocabulary): Counter['count'] {
  const encode = utf8Writer();
  const countPiece = pieceCounter(vocabulary);
  return (text) => {
    let tokens = 0;
    for (const piece of piecesOf(text.replace(/\p{Surrogate}/gu, '\ufffd'), passes)) {
      const { bytes, end } = encode(piece);
      tokens += countPiece(bytes, 0, end);
    }
    return tokens;
  };
}
