import { readdirSync, readFileSync } from 'node:fs';

/** Random numbers below a bound, the same for the same seed. */
export function random(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) % below;
  };
}

function* filesUnder(folder) {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (entry.isDirectory()) yield* filesUnder(new URL(`${entry.name}/`, folder));
    else if (entry.isFile()) yield new URL(entry.name, folder);
  }
}

const TEXT = /\.(md|txt|js|mjs|cjs|ts|mts|cts|json|css|html|ya?ml|map)$/i;
const MOST_OF_A_FILE = 50_000;

/** Slices of the text files of installed packages, at most so many bytes together, in the order of their names. */
export function* installedTexts(most, slice = 4000) {
  let total = 0;
  for (const file of filesUnder(new URL('../node_modules/', import.meta.url))) {
    if (!TEXT.test(file.pathname)) continue;
    const text = readFileSync(file, 'utf8').slice(0, MOST_OF_A_FILE);
    for (let at = 0; at < text.length; at += slice) {
      if (total >= most) return;
      const part = text.slice(at, at + slice);
      total += Buffer.byteLength(part);
      yield part;
    }
  }
}

/** What split patterns turn on. */
const FRAGMENTS = [
  ...'a b s A S Abc ABC camelCase the Hello ing naïve ß İ ǅ ʰ ª'.split(' '),
  ..."' 's 'S 'ſ 't 'T 're 'RE 'vE 'll 'Ll 'lL 'm 'D 'x ’s 'ſt".split(' '),
  ...' |  |   | the|\t|\n|\n\n|\r|\r\n| \n|\n |\u0085|\ufeff|\u00a0|\u3000|\u2028|\u200b'.split('|'),
  ...'. , ! / // - -- _ " {" ": }, => (); # € → \u0000 \u001b \u007f'.split(' '),
  ...'0 12 345 6789 ٣ ² Ⅷ ½ 𝟘 〇 ㊀'.split(' '),
  ...'中 中文 。 かな カナ ・ ー ゛ ゠ \u3040 \u3099 龥 龦 㐀 𠀀 한국'.split(' '),
  ...'हि न्दी ไทย Ελ ж Ж عرب שלום ა ሀ 𐐀 𐐨'.split(' '),
  ...'é e\u0301 \u0301 \u0301\u0302 👍 👩‍👩‍👧 🇫🇷 👍🏽 \u200d \ufe0f Å \u212b ﬀ \u1100\u1161'.split(' '),
  ...'\ud800 \udc00 \ufffd <|endoftext|> <｜begin▁of▁sentence｜> https:// &nbsp; \\n \\u00e9'.split(' '),
];

/** Blocks that had all their letters before Unicode 15; newer ones depend on the version of each side. */
const BLOCKS = (
  '0-24f 370-3ff 400-4ff 5d0-5ea 620-6ff 904-939 e01-e3a 1e00-1eff 2000-206f 2190-23ff 3000-30ff 4e00-9fa5 ' +
  'ac00-d7a3 fe00-fe0f ff01-ff5e 1d400-1d7ff 1f300-1f5ff 20000-2a6d6 e0020-e007f'
)
  .split(' ')
  .map((block) => block.split('-').map((point) => Number.parseInt(point, 16)));

const LETTERS = 'etaoinshrdlu中文Ж';

/** Texts put together from fragments and characters of all scripts. */
export function* randomTexts(count, seed) {
  const next = random(seed);
  const one = (list) => list[next(list.length)];
  const character = () => {
    const [first, last] = one(BLOCKS);
    return String.fromCodePoint(first + next(last - first + 1));
  };
  const part = () => {
    const kind = next(100);
    if (kind < 65) return one(FRAGMENTS);
    if (kind < 88) return character();
    if (kind < 97) return one(FRAGMENTS).repeat(2 + next(10));
    return one([...LETTERS]).repeat(next(200));
  };
  for (let made = 0; made < count; made += 1) yield Array.from({ length: next(24) }, part).join('');
}
