/** Numbers, choices and ids that look random and depend on nothing but their seed. */

const HEX = '0123456789abcdef';
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** @param seed any text; each run of a workflow has its own, so that changing one run changes no other */
export function createRandom(seed) {
  let state = hash(seed);

  /** Mulberry32: from 0 to just below 1. */
  function next() {
    state = (state + 0x6d2b79f5) | 0;
    let x = Math.imul(state ^ (state >>> 15), state | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
  }

  const below = (limit) => Math.floor(next() * limit);
  const string = (length, alphabet) =>
    Array.from({ length }, () => alphabet[below(alphabet.length)]).join('');
  return {
    /** A whole number, both ends included. */
    between: (low, high) => low + below(high - low + 1),
    chance: (share) => next() < share,
    pick: (list) => list[below(list.length)],
    hex: (length) => string(length, HEX),
    letters: (length) => string(length, LETTERS),
  };
}

/** FNV-1a. */
function hash(text) {
  let h = 0x811c9dc5;
  for (const char of text) h = Math.imul(h ^ char.codePointAt(0), 0x01000193);
  return h >>> 0;
}

/** A response's id as each provider makes it. */
export const RESPONSE_IDS = {
  openai: (random) => `chatcmpl-${random.letters(29)}`,
  anthropic: (random) => `msg_01${random.letters(22)}`,
  deepseek: (random) => uuid(random),
  google: (random) => random.letters(22),
  internal: (random) => `chatcmpl-${random.hex(32)}`,
};

/** A refused request has no response; what identifies it is the id of the request. */
export const REQUEST_IDS = {
  ...RESPONSE_IDS,
  openai: (random) => `req_${random.hex(32)}`,
  anthropic: (random) => `req_011C${random.letters(20)}`,
};

const uuid = (random) =>
  [8, 4, 3, 3, 12].map((length, part) => ['', '', '4', 'a', ''][part] + random.hex(length)).join('-');
