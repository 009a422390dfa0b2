import { readFileSync } from 'node:fs';
import { Tokenizer } from 'tokenizers';

/** What comes with recost: the package that each vocabulary is taken from, and how its texts are split. */
export const VOCABULARIES = [
  { name: 'deepseek-v3', source: 'deepseek_v3', pattern: 'deepseek' },
  { name: 'qwen3', source: 'qwen3', pattern: 'qwen' },
];

/** The file of a vendor's tokenizer, as its package has it. */
export const tokenizerFile = (name) =>
  new URL(`node_modules/@lenml/tokenizer-${name}/models/tokenizer.json`, import.meta.url);

/**
 * Hugging Face's own tokenizers, in Rust: counts of texts, without added tokens, so that their names are text like
 * any other. `change` may put other parts into the file first.
 */
export function nativeCounter(name, change = (file) => file) {
  const file = change(JSON.parse(readFileSync(tokenizerFile(name), 'utf8')));
  const plain = { ...file, added_tokens: [], post_processor: null, truncation: null, padding: null };
  const tokenizer = Tokenizer.fromString(JSON.stringify(plain));
  return async (texts) => {
    const encodings = await tokenizer.encodeBatch(texts.map(wellFormed), { addSpecialTokens: false });
    return encodings.map((encoding) => encoding.getLength());
  };
}

/** What a text becomes as UTF-8: each lone surrogate the replacement character. */
const wellFormed = (text) => Buffer.from(text).toString();
