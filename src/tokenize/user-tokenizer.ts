import { RecostError } from '../domain/problem.ts';
import { type Counter, counterOf } from './counter.ts';
import { PATTERNS_OF_RANKS } from './pattern-sources.ts';
import { isRankList, readRankList } from './tiktoken-model.ts';
import { refuse, TokenizerFault } from './tokenizer-fault.ts';
import { readTokenizerJson, type Tokenizer } from './tokenizer-json.ts';
import { buildVocabulary } from './vocabulary.ts';

/** A file of the user's, and the tokenizer families that it may be of: a list of ranks does not say how texts are split. */
export interface TokenizerFile {
  readonly name: string;
  readonly content: Uint8Array;
  readonly families: readonly string[];
}

const LARGEST = 64 * 1024 * 1024;

/** A counter from a `tokenizer.json` or a `tiktoken.model`. @throws RecostError `tokenizer-unusable` */
export function counterOfFile(file: TokenizerFile, encoding: string): Counter {
  try {
    const { pattern, tokens } = readTokenizer(file);
    return counterOf(encoding, pattern, buildVocabulary(tokens));
  } catch (error) {
    if (!(error instanceof TokenizerFault)) throw error;
    throw new RecostError('tokenizer-unusable', { name: file.name, fault: error.message });
  }
}

function readTokenizer({ content, families }: TokenizerFile): Tokenizer {
  if (content.length > LARGEST) refuse('is larger than 64 MB');
  const text = new TextDecoder().decode(content);
  if (!isRankList(text)) return readTokenizerJson(text);
  const pattern = families.map((family) => PATTERNS_OF_RANKS.get(family)).find((each) => each !== undefined);
  const known = [...PATTERNS_OF_RANKS.keys()].join(', ');
  if (pattern === undefined)
    return refuse(`is a list of ranks, which recost can split texts for of ${known} only`);
  return { pattern: pattern(), tokens: readRankList(text) };
}
