import {
  BLANK,
  classAt,
  codePointAt,
  LETTERS,
  MARKS,
  NEWLINE,
  NUMBER,
  skip,
  UPPER,
  widthOf,
} from './classes.ts';
import { utf8Writer } from './utf8.ts';

/** What a text is made of, as far as it tells how a vocabulary that is not public would cut it up. */
export interface Features {
  /** Runs of letters and marks, ideographs aside. */
  words: number;
  /** Words with a capital first, and no capital behind it. */
  titles: number;
  /** Capitals that are not the first letter of their word. */
  innerCapitals: number;
  /** Letters beyond the seventh of each word. */
  lateLetters: number;
  digits: number;
  /** Runs of ASCII signs. */
  signRuns: number;
  /** Runs of two blanks or more. */
  blankRuns: number;
  newlineRuns: number;
  /** Han, Hangul, and what lies beyond the Basic Multilingual Plane. */
  ideographs: number;
  /** Letters of words in which not all letters are ASCII. */
  foreignLetters: number;
  /** Other characters beyond ASCII. */
  symbols: number;
  /** Letters of all words. */
  letters: number;
  /** How many characters beyond ASCII are letters of a script, for those whose languages are measured. */
  readonly scripts: Map<Script, number>;
}

/** Scripts by the code points from which and up to which their letters lie. */
const SCRIPTS = {
  latin: [0xc0, 0x24f],
  cyrillic: [0x400, 0x52f],
  arabic: [0x600, 0x6ff],
  devanagari: [0x900, 0x97f],
  kana: [0x3040, 0x30ff],
  hangul: [0xac00, 0xd7af],
} as const;

export type Script = keyof typeof SCRIPTS;

const WORD = LETTERS | MARKS;
const LATE = 7;

const isIdeograph = (point: number): boolean =>
  point >= 0x10000 ||
  (point >= 0x3400 && point <= 0x9fff) ||
  (point >= 0xac00 && point <= 0xd7af) ||
  (point >= 0xf900 && point <= 0xfaff);

const emptyFeatures = (): Features => ({
  words: 0,
  titles: 0,
  innerCapitals: 0,
  lateLetters: 0,
  digits: 0,
  signRuns: 0,
  blankRuns: 0,
  newlineRuns: 0,
  ideographs: 0,
  foreignLetters: 0,
  symbols: 0,
  letters: 0,
  scripts: new Map(),
});

const encode = utf8Writer();

/** One pass over a text, in time linear in its length. */
export function featuresOf(text: string): Features {
  const features = emptyFeatures();
  const { bytes, end } = encode(text);
  for (let at = 0; at < end; ) at = takeRun(features, bytes, at);
  return features;
}

/** Counts what begins at `at`; where it ends. */
function takeRun(features: Features, bytes: Uint8Array, at: number): number {
  const kind = classAt(bytes, at);
  const next = at + widthOf(bytes[at] ?? 0);
  const isAscii = next === at + 1;
  const point = isAscii ? 0 : codePointAt(bytes, at);
  if (isIdeograph(point)) {
    features.ideographs += 1;
    countScript(features, point);
    return next;
  }
  if ((kind & WORD) !== 0) return takeWord(features, bytes, at);
  if (kind === NUMBER) features.digits += 1;
  else if (kind === NEWLINE) {
    features.newlineRuns += 1;
    return skip(bytes, at, NEWLINE);
  } else if (kind === BLANK) {
    const blanksEnd = skip(bytes, at, BLANK);
    if (blanksEnd > next) features.blankRuns += 1;
    return blanksEnd;
  } else if (isAscii) {
    features.signRuns += 1;
    return signsEnd(bytes, next);
  } else features.symbols += 1;
  return next;
}

/** ASCII signs and controls go together. */
function signsEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  while ((bytes[at] ?? 0x80) < 0x80 && (classAt(bytes, at) & (WORD | NUMBER | NEWLINE | BLANK)) === 0)
    at += 1;
  return at;
}

function takeWord(features: Features, bytes: Uint8Array, from: number): number {
  let [at, letters, capitals] = [from, 0, 0];
  let isForeign = false;
  while ((classAt(bytes, at) & WORD) !== 0) {
    const point = codePointAt(bytes, at);
    if (point >= 0x80) {
      if (isIdeograph(point)) break;
      isForeign = true;
      countScript(features, point);
    }
    if (letters > 0 && classAt(bytes, at) === UPPER) capitals += 1;
    letters += 1;
    at += widthOf(bytes[at] ?? 0);
  }
  features.words += 1;
  features.letters += letters;
  features.innerCapitals += capitals;
  features.lateLetters += Math.max(letters - LATE, 0);
  if (isForeign) features.foreignLetters += letters;
  const second = from + widthOf(bytes[from] ?? 0);
  if (classAt(bytes, from) === UPPER && (second >= at || classAt(bytes, second) !== UPPER))
    features.titles += 1;
  return at;
}

function countScript({ scripts }: Features, point: number): void {
  if (point > SCRIPTS.hangul[1]) return;
  for (const name of Object.keys(SCRIPTS) as Script[]) {
    const [first, last] = SCRIPTS[name];
    if (point >= first && point <= last) scripts.set(name, (scripts.get(name) ?? 0) + 1);
  }
}
