/*
 * Makes the vocabularies in src/tokenize/vocabularies/ from the packages that they are taken from. Run by hand, after
 * `npm run build`:
 *   npm install --prefix bench && node bench/vocabularies.js
 * The same packages give the same files, byte by byte.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { packVocabulary, sha256 } from '../dist/tokenize/blob.js';
import { PATTERNS } from '../dist/tokenize/patterns.js';
import { readTokenizerJson } from '../dist/tokenize/tokenizer-json.js';
import { tokenizerFile, VOCABULARIES } from './native.js';

for (const { name, source: from, pattern } of VOCABULARIES) {
  const text = readFileSync(tokenizerFile(from), 'utf8');
  const { pattern: found, tokens } = readTokenizerJson(text);
  const { isComposed, split } = PATTERNS[pattern];
  if (found.split !== split || found.isComposed !== isComposed)
    throw new Error(`${name} is not split as the pattern ${pattern} does`);
  const source = sha256(text);
  const bytes = packVocabulary({ name, pattern, source, tokens });
  writeFileSync(new URL(`../src/tokenize/vocabularies/${name}.bin`, import.meta.url), bytes);
  console.log(`${name}.bin: ${tokens.count} tokens, ${bytes.length} bytes`);
  console.log(`  sha256 ${sha256(bytes)}\n  made from ${source}`);
}
