import type { Features, Script } from './features.ts';

/**
 * What a text is written in, as far as factors and coefficients differ for it: `plain` is English, code, JSON and the
 * like, `han` mostly Chinese, `latin` another language of Latin letters, `other` a script that nobody has measured.
 */
export type Speech = 'plain' | 'han' | 'latin' | 'other' | Script;

/** Chinese, or Korean, if so many of all letters are its characters. */
const MOSTLY = 0.3;
/** A few kana among many characters make a text Japanese. */
const KANA = 0.1;
/**
 * So many letters in words with letters beyond ASCII, and it is no English: German has them at 14 %, Spanish at 18 %,
 * English texts below 1 %. Dutch has hardly more than English, and is taken for it.
 */
const FOREIGN = 0.03;
/** Another script must have a larger part: a few words of it do little to the count. */
const ANOTHER_SCRIPT = 0.2;

/** A simple test, by the share of letters: it knows scripts, and no words. */
export function speechOf({ letters, ideographs, foreignLetters, scripts }: Features): Speech {
  const all = letters + ideographs;
  const share = (count: number): number => (all === 0 ? 0 : count / all);
  const of = (script: Script): number => share(scripts.get(script) ?? 0);
  if (of('kana') > KANA) return 'kana';
  if (of('hangul') > MOSTLY) return 'hangul';
  if (share(ideographs) > MOSTLY) return 'han';
  if (share(foreignLetters) <= FOREIGN) return 'plain';
  const script = (['cyrillic', 'arabic', 'devanagari'] as const).find((each) => of(each) > ANOTHER_SCRIPT);
  if (script !== undefined) return script;
  if (of('latin') > 0) return 'latin';
  return share(foreignLetters) > ANOTHER_SCRIPT ? 'other' : 'plain';
}
