import { unpackVocabulary } from './blob.ts';
import { END } from './classes.ts';
import { ENCODINGS, type EncodingName, isEncodingName } from './encodings.ts';
import { mergedCount } from './merge.ts';
import { tokensOfRanks } from './ranks.ts';
import type { Split } from './split.ts';
import { buildVocabulary, hashOf, NO_RANK, rankOfHashed, type Vocabulary } from './vocabulary.ts';

/** Counts tokens. */
export interface Counter {
  /** The name of the vocabulary that it counts with. */
  readonly encoding: string;
  /**
   * The tokens of `text` as ordinary text, where the name of a special token is only characters: as many as
   * `encode_ordinary` of the Rust tiktoken gives. The time is about linear in the length, whatever the text.
   */
  readonly count: (text: string) => number;
}

/**
 * A counter from the bytes of a vocabulary file; ready in some 30 ms.
 * @throws Error if the file is damaged or its encoding has no split pattern here.
 */
export function createCounter(blob: Uint8Array): Counter {
  const { name, tokens } = unpackVocabulary(blob);
  if (!isEncodingName(name)) throw new Error(`no split pattern is known for ${name}`);
  return counterOf(name, buildVocabulary(tokens));
}

/**
 * A counter from js-tiktoken's rank data, for encodings without a vocabulary file; slower to get ready.
 * @throws Error if it has no such encoding
 */
export async function loadCounter(name: string): Promise<Counter> {
  if (!isEncodingName(name)) throw new Error(`there is no encoding ${name}`);
  const { default: data } = await ENCODINGS[name].ranks();
  return counterOf(name, buildVocabulary(tokensOfRanks(data.bpe_ranks)));
}

function counterOf(encoding: EncodingName, vocabulary: Vocabulary): Counter {
  const split: Split = ENCODINGS[encoding].split;
  const encode = utf8Writer();
  const countPiece = pieceCounter(vocabulary);
  const count = (text: string): number => {
    const { bytes, end } = encode(text);
    let tokens = 0;
    for (let at = 0; at < end; ) {
      const next = split(bytes, at);
      tokens += countPiece(bytes, at, next);
      at = next;
    }
    return tokens;
  };
  return { encoding, count };
}

/** Below this length a loop over ASCII is faster than the call to `TextEncoder`. */
const SHORT_TEXT = 256;

/** Writes texts to one buffer, with `END` after the last byte; a lone surrogate becomes U+FFFD. */
function utf8Writer(): (text: string) => { readonly bytes: Uint8Array; readonly end: number } {
  const encoder = new TextEncoder();
  let bytes = new Uint8Array(0x4000);
  return (text) => {
    const room = 3 * text.length + 1;
    if (room > bytes.length) bytes = new Uint8Array(2 * room);
    let end = 0;
    if (text.length <= SHORT_TEXT) end = writeAscii(text, bytes);
    if (end < text.length) end = encoder.encodeInto(text, bytes).written;
    bytes[end] = END;
    return { bytes, end };
  };
}

/** Writes the ASCII characters that `text` begins with; returns how many. */
function writeAscii(text: string, bytes: Uint8Array): number {
  let at = 0;
  for (; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= 0x80) break;
    bytes[at] = unit;
  }
  return at;
}

const SLOTS = 0x10000;
/** Bytes a slot: one for the piece's length, one for its tokens, then the piece. */
const SLOT_SIZE = 64;
const LONGEST_CACHED = SLOT_SIZE - 2;

/** Counts pieces, remembering the last one that fell on each of its slots. */
function pieceCounter(vocabulary: Vocabulary): (bytes: Uint8Array, from: number, to: number) => number {
  const cache = new Uint8Array(SLOTS * SLOT_SIZE);
  return (bytes, from, to) => {
    const length = to - from;
    if (length === 1) return 1;
    if (length > vocabulary.longest) return mergedCount(vocabulary, bytes, from, to);
    const hash = hashOf(bytes, from, to);
    if (rankOfHashed(vocabulary, bytes, from, to, hash) !== NO_RANK) return 1;
    if (length > LONGEST_CACHED) return mergedCount(vocabulary, bytes, from, to);
    const slot = ((hash ^ (hash >>> 16)) & (SLOTS - 1)) * SLOT_SIZE;
    if (cache[slot] === length && isAt(cache, slot + 2, bytes, from, to)) return cache[slot + 1] ?? 0;
    const tokens = mergedCount(vocabulary, bytes, from, to);
    cache[slot] = length;
    cache[slot + 1] = tokens;
    cache.set(bytes.subarray(from, to), slot + 2);
    return tokens;
  };
}

function isAt(cache: Uint8Array, start: number, bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    if (cache[start + at - from] !== bytes[at]) return false;
  }
  return true;
}
