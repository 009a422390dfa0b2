import { isObject, type JsonObject } from './media.ts';
import { type Pair, tokensOfMerges } from './merge-list.ts';
import type { Pattern } from './patterns.ts';
import { patternOf } from './pre-tokenizer.ts';
import { refuse } from './tokenizer-fault.ts';
import { LONGEST_TOKEN, type TokenList } from './vocabulary.ts';

/** A vocabulary, and how texts are prepared for it. */
export interface Tokenizer {
  readonly pattern: Pattern;
  readonly tokens: TokenList;
}

/**
 * Reads a Hugging Face `tokenizer.json` of byte-level BPE. Added tokens are left out: their names in a text are text.
 * @throws TokenizerFault if it is something else
 */
export function readTokenizerJson(text: string): Tokenizer {
  const file = parsed(text);
  const model = isObject(file['model']) ? file['model'] : refuse('has no "model": is it a tokenizer.json?');
  checkModel(model);
  const pattern = patternOf(file);
  const { vocab, merges } = model;
  if (!isObject(vocab) || !Array.isArray(merges)) return refuse('has no "vocab" and "merges" in its "model"');
  const tokens = tokensOfMerges({
    vocabulary: Object.keys(vocab),
    merges: merges.map(pairOf),
    ignoresMerges: model['ignore_merges'] === true,
  });
  return { pattern, tokens };
}

function parsed(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : refuse('is JSON, but no tokenizer.json');
  } catch (error) {
    if (error instanceof SyntaxError) return refuse('is neither a tokenizer.json nor a list of ranks');
    throw error;
  }
}

function checkModel(model: JsonObject): void {
  const { type = 'BPE', byte_fallback, dropout, continuing_subword_prefix, end_of_word_suffix } = model;
  if (type !== 'BPE') refuse(`is a ${String(type)} model; recost knows byte-level BPE only`);
  if (byte_fallback === true) refuse('is a SentencePiece vocabulary; recost knows byte-level BPE only');
  if (typeof dropout === 'number' && dropout > 0) refuse('drops merges by chance');
  const affixes = [continuing_subword_prefix, end_of_word_suffix];
  if (affixes.some((affix) => typeof affix === 'string' && affix !== ''))
    refuse('marks the parts of words; recost knows byte-level BPE only');
}

/** Written as `a b`, or as `["a", "b"]`. */
function pairOf(merge: unknown): Pair {
  const [left, right, ...rest] =
    typeof merge === 'string' ? merge.split(' ') : Array.isArray(merge) ? merge : [];
  if (typeof left !== 'string' || typeof right !== 'string' || rest.length > 0)
    return refuse('has a merge that is no pair');
  return left.length + right.length > LONGEST_TOKEN ? refuse('has a token over 65,535 bytes') : [left, right];
}
