import { refuse } from './tokenizer-fault.ts';

/*
 * Split patterns are written for Rust's or Oniguruma's regular expressions. This writes them for JavaScript's, with
 * the flag `v`, and refuses what has no certain equivalent there.
 */

/** What `\s` means elsewhere: JavaScript's own has U+FEFF in it and not U+0085. */
const SHORTHANDS: ReadonlyMap<string, string> = new Map([
  ['s', '\\p{White_Space}'],
  ['S', '\\P{White_Space}'],
  ['d', '\\p{Nd}'],
  ['D', '\\P{Nd}'],
  ...[...'nrtfv'].map((letter) => [letter, `\\${letter}`] as const),
]);

/** Letters with a third form that folds to them. */
const FOLDED: ReadonlyMap<string, string> = new Map([
  ['s', '\u017f'],
  ['k', '\u212a'],
]);

const GROUP = /\(\?(?:i:|:|=|!|<=|<!)/y;
const COUNT = /\{\d+(?:,\d*)?\}/y;
const PROPERTY = /\\[pP]\{\^?[\w=]+\}/y;
const CODE = /\\x([0-9a-fA-F]{2})|\\[xu]\{([0-9a-fA-F]+)\}|\\u([0-9a-fA-F]{4})/y;

/** Where the translation is in the source. */
interface Cursor {
  readonly source: string;
  at: number;
  /** What came last says how often something comes. */
  isRepetition: boolean;
}

/** Takes what matches `pattern` (sticky) here; `undefined` if nothing does. */
function take(cursor: Cursor, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.source);
  if (found === null) return undefined;
  cursor.at += found[0].length;
  return found;
}

/** A regular expression with the flags `gv`. @throws TokenizerFault if the source has what cannot be translated */
export function translated(source: string): RegExp {
  try {
    return new RegExp(translatedSource(source), 'gv');
  } catch (error) {
    if (error instanceof SyntaxError) return refuse(`splits by a pattern that is not understood: ${source}`);
    throw error;
  }
}

function translatedSource(source: string): string {
  const cursor: Cursor = { source, at: 0, isRepetition: false };
  /** Of the groups that are open, whether capitals make no difference in them. */
  const open: boolean[] = [];
  let text = '';
  while (cursor.at < source.length) {
    const group = take(cursor, GROUP)?.[0];
    const isFolding = open.at(-1) ?? false;
    if (group !== undefined) {
      open.push(isFolding || group === '(?i:');
      text += group === '(?i:' ? '(?:' : group;
    } else text += token(cursor, open, isFolding);
  }
  return text;
}

/** What stands outside of classes: a count, a sign, a class, or a character. */
function token(cursor: Cursor, open: boolean[], isFolding: boolean): string {
  const { source, at } = cursor;
  const char = source[at] ?? '';
  if (char === '+' && cursor.isRepetition)
    return refuse(`splits by a pattern with possessive repetition: ${source}`);
  const count = take(cursor, COUNT)?.[0];
  cursor.isRepetition = count !== undefined || '*+?'.includes(char);
  if (count !== undefined) return count;
  if (char === '[') return classText(cursor, isFolding);
  if (char === '\\') return escaped(cursor, isFolding);
  if ('.^$'.includes(char) || source.startsWith('(?', at))
    return refuse(`splits by a pattern that is not understood: ${source}`);
  cursor.at += char.length;
  if (char === '(') open.push(isFolding);
  if (char === ')') open.pop();
  return '()|*+?'.includes(char) ? char : literal(char, isFolding, false);
}

/** A class with its brackets. Of `a&&b`, JavaScript wants each side in brackets of its own. */
function classText(cursor: Cursor, isFolding: boolean): string {
  const { source } = cursor;
  cursor.at += 1;
  const isNegated = source[cursor.at] === '^';
  if (isNegated) cursor.at += 1;
  const sides = [''];
  while (source[cursor.at] !== ']') {
    if (cursor.at >= source.length) return refuse(`splits by a pattern that is not understood: ${source}`);
    if (source.startsWith('&&', cursor.at)) {
      cursor.at += 2;
      sides.push('');
    } else sides.push(`${sides.pop()}${classMember(cursor, isFolding)}`);
  }
  cursor.at += 1;
  const inside = sides.length === 1 ? sides[0] : sides.map((side) => `[${side}]`).join('&&');
  return `[${isNegated ? '^' : ''}${inside}]`;
}

function classMember(cursor: Cursor, isFolding: boolean): string {
  const { source, at } = cursor;
  if (source.startsWith('[:', at)) return refuse(`splits by a pattern that is not understood: ${source}`);
  if (source[at] === '[') return classText(cursor, isFolding);
  if (source[at] === '\\') return escaped(cursor, isFolding, true);
  const char = String.fromCodePoint(source.codePointAt(at) ?? 0);
  cursor.at += char.length;
  const isRange = char === '-' && source[at - 1] !== '[' && source[at + 1] !== ']';
  if (isRange && isFolding) return refuse(`splits by a pattern that is not understood: ${source}`);
  return isRange ? '-' : literal(char, isFolding, true);
}

function escaped(cursor: Cursor, isFolding: boolean, isInClass = false): string {
  const property = take(cursor, PROPERTY)?.[0];
  if (property !== undefined) return property.replace('{Han}', '{Script=Han}');
  const code = take(cursor, CODE);
  if (code !== undefined) return `\\u{${code[1] ?? code[2] ?? code[3]}}`;
  const char = cursor.source[cursor.at + 1] ?? '';
  cursor.at += 2;
  const shorthand = SHORTHANDS.get(char);
  if (shorthand !== undefined) return shorthand;
  if (char === '' || /[\p{L}\p{N}]/u.test(char))
    return refuse(`splits by a pattern that is not understood: ${cursor.source}`);
  return literal(char, isFolding, isInClass);
}

/** What JavaScript gives a meaning of its own, outside of classes or inside. */
const SIGNS = /[\^$\\.*+?()[\]{}|/]/;
const SIGNS_IN_CLASS = /[\^$\\.*+?()[\]{}|/\-&!#%,:;<=>@`~]/;

function literal(char: string, isFolding: boolean, isInClass: boolean): string {
  if ((isInClass ? SIGNS_IN_CLASS : SIGNS).test(char)) return `\\${char}`;
  const forms = isFolding ? [char.toLowerCase(), char.toUpperCase()] : [char];
  const all = [...new Set(forms), isFolding ? (FOLDED.get(char.toLowerCase()) ?? '') : ''].join('');
  return isInClass || all.length === char.length ? all : `[${all}]`;
}
