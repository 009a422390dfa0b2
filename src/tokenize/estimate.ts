import type { TokenizerFamily } from '../domain/tokens.ts';
import { type Features, featuresOf } from './features.ts';
import { type Speech, speechOf } from './speech.ts';

/** An estimate of a text's tokens in a vocabulary that is not public. */
export interface Estimate {
  /** Not rounded: sums over many short texts would drift. */
  readonly tokens: number;
  readonly method: 'calibrated' | 'language factor' | 'family factor';
  /** How far one text may be off: 0.1 is ±10 %. */
  readonly bar: number;
  /** How far the sum over many texts may be off. */
  readonly pooledBar: number;
}

/** A family's factor against o200k_base, where nothing better is known of it. */
export interface FamilyFactor {
  readonly factor: number;
  readonly pooledBar: number;
}

type Coefficients = Readonly<Record<Coefficient, number>>;
type Coefficient = 'o200k' | Exclude<keyof Features, 'letters' | 'scripts'>;

interface Calibration {
  readonly coefficients: Coefficients;
  readonly pooledBar: number;
  /** Recorded counts of one text in each language, divided by those of o200k_base. */
  readonly languages: Readonly<Record<Exclude<Speech, 'plain' | 'han'>, number>>;
}

/**
 * Claude's two vocabularies: a linear fit, by relative error, to counts of English, code, JSON and Chinese (docs/accuracy.md).
 * `latin` is the mean of eight languages, which lie up to a quarter from it; `other` the mean of the scripts above it.
 */
const CALIBRATIONS: ReadonlyMap<TokenizerFamily, Calibration> = new Map([
  [
    'claude-3',
    {
      coefficients: {
        o200k: 0.748,
        words: 0.267,
        titles: 0.08,
        innerCapitals: 0.162,
        lateLetters: 0.151,
        digits: 0.144,
        signRuns: 0.595,
        blankRuns: 0.355,
        newlineRuns: 0.414,
        ideographs: 0.595,
        foreignLetters: 0.224,
        symbols: 0.057,
      },
      pooledBar: 0.05,
      languages: {
        latin: 1.35,
        cyrillic: 1.53,
        arabic: 2.1,
        devanagari: 2.44,
        kana: 1.1,
        hangul: 1.77,
        other: 1.79,
      },
    },
  ],
  [
    'claude-4.7',
    {
      coefficients: {
        o200k: 0.779,
        words: 0.623,
        titles: 0.511,
        innerCapitals: 0.562,
        lateLetters: 0.487,
        digits: 0.098,
        signRuns: 0.746,
        blankRuns: 0.111,
        newlineRuns: 0.196,
        ideographs: 0.565,
        foreignLetters: -0.053,
        symbols: 0.199,
      },
      pooledBar: 0.03,
      languages: {
        latin: 1.85,
        cyrillic: 1.53,
        arabic: 2.1,
        devanagari: 2.44,
        kana: 1.1,
        hangul: 1.77,
        other: 1.79,
      },
    },
  ],
]);

/** Chinese prose against o200k_base, where a family's factor does not hold for it. */
const HAN_FACTORS: ReadonlyMap<TokenizerFamily, number> = new Map([
  ['gemini', 0.93],
  ['llama-3', 1.02],
  ['claude-2', 1.16],
]);

const ONE_TEXT_CALIBRATED = 0.1;
/** Base64, or a text in capitals: far from what was fitted. */
const MANY_CAPITALS = 0.1;
const UNUSUAL_TEXT = 0.25;
const ONE_TEXT_BY_FACTOR = 0.2;
const OTHER_LANGUAGE = 0.25;
const OTHER_SCRIPT = 0.4;

/** A family without a public vocabulary, and its factor, for want of coefficients. */
export interface ClosedFamily {
  readonly family: TokenizerFamily | undefined;
  readonly flat: FamilyFactor;
}

/** What a text comes to in a family without a public vocabulary, from its count in o200k_base. */
export const estimateTokens = (text: string, o200k: number, closed: ClosedFamily): Estimate =>
  estimateFrom(featuresOf(text), o200k, closed);

/** The same, of a text whose features are known already. */
export function estimateFrom(features: Features, o200k: number, { family, flat }: ClosedFamily): Estimate {
  const speech = speechOf(features);
  const calibration = CALIBRATIONS.get(family ?? '');
  if (calibration === undefined) return byFamily(o200k, speech, HAN_FACTORS.get(family ?? ''), flat);
  if (speech === 'plain' || speech === 'han') return calibrated(features, o200k, calibration);
  const bar = speech === 'other' ? OTHER_SCRIPT : OTHER_LANGUAGE;
  const tokens = o200k * calibration.languages[speech];
  return { tokens, method: 'language factor', bar, pooledBar: bar };
}

function calibrated(features: Features, o200k: number, { coefficients, pooledBar }: Calibration): Estimate {
  const { o200k: perToken, ...others } = coefficients;
  const sum = (Object.keys(others) as (keyof typeof others)[]).reduce(
    (tokens, name) => tokens + others[name] * features[name],
    perToken * o200k,
  );
  // A text that has tokens at all has one: the smallest texts lie far from what was fitted.
  const tokens = Math.max(sum, Math.min(o200k, 1));
  const isUnusual = features.innerCapitals > MANY_CAPITALS * features.letters;
  return isUnusual
    ? { tokens, method: 'calibrated', bar: UNUSUAL_TEXT, pooledBar: UNUSUAL_TEXT }
    : { tokens, method: 'calibrated', bar: ONE_TEXT_CALIBRATED, pooledBar };
}

/** A factor that was measured on English, code and JSON, or on Chinese; for other languages, nobody has measured it. */
function byFamily(o200k: number, speech: Speech, han: number | undefined, flat: FamilyFactor): Estimate {
  const factor = speech === 'han' && han !== undefined ? han : flat.factor;
  const isKnown = speech === 'plain' || (speech === 'han' && han !== undefined);
  const pooledBar = isKnown ? flat.pooledBar : OTHER_LANGUAGE;
  const bar = isKnown ? ONE_TEXT_BY_FACTOR : speech === 'other' ? OTHER_SCRIPT : OTHER_LANGUAGE;
  return {
    tokens: o200k * factor,
    method: 'family factor',
    bar,
    pooledBar: Math.min(pooledBar, bar),
  };
}
