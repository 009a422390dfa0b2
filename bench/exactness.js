/*
 * Whether counts equal those of Hugging Face's tokenizers. Run by hand, after `npm run build`:
 *   npm install --prefix bench && node bench/exactness.js [--write]
 * `--write` also puts their counts of the texts in test/tokenize/hard-texts.json into that file.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createCounter } from '../dist/tokenize/counter.js';
import { nativeCounter, VOCABULARIES } from './native.js';
import { installedTexts, randomTexts } from './texts.js';

const HARD = new URL('../test/tokenize/hard-texts.json', import.meta.url);
const AT_ONCE = 500;
const corpora = {
  'files of installed packages': () => installedTexts(12e6),
  'random texts': () => randomTexts(60_000, 20_260_801),
};

const hard = JSON.parse(readFileSync(HARD, 'utf8'));
for (const { name, source } of VOCABULARIES) {
  const native = nativeCounter(source);
  const { count } = createCounter(
    readFileSync(new URL(`../src/tokenize/vocabularies/${name}.bin`, import.meta.url)),
  );
  for (const [label, texts] of Object.entries(corpora))
    console.log(name, label, await compare(native, count, texts()));
  const counts = await native(hard.map(({ text }) => text));
  for (const [at, entry] of hard.entries()) entry[name] = counts[at];
}
if (process.argv.includes('--write')) writeFileSync(HARD, `${visible(JSON.stringify(hard, null, 2))}\n`);

/** What nobody can see in a file stands there by its number. */
function visible(json) {
  return json.replace(/[^\P{Z} ]|[\p{Cc}\p{Cf}\p{M}\ufffd\u1100-\u11ff]/gu, (char) =>
    char === '\n'
      ? char
      : [...Array(char.length).keys()]
          .map((at) => `\\u${char.charCodeAt(at).toString(16).padStart(4, '0')}`)
          .join(''),
  );
}

async function compare(native, count, texts) {
  const sum = { texts: 0, bytes: 0, tokens: 0, textsOff: 0, tokensOff: 0 };
  let batch = [];
  const take = async () => {
    const theirs = await native(batch);
    for (const [at, text] of batch.entries()) {
      const off = Math.abs(count(text) - theirs[at]);
      sum.texts += 1;
      sum.bytes += Buffer.byteLength(text);
      sum.tokens += theirs[at];
      sum.tokensOff += off;
      if (off > 0) sum.textsOff += 1;
    }
    batch = [];
  };
  for (const text of texts) {
    batch.push(text);
    if (batch.length === AT_ONCE) await take();
  }
  await take();
  return sum;
}
