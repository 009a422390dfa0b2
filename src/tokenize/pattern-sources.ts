import type { Pass } from './passes.ts';
import { PATTERNS, type Pattern } from './patterns.ts';
import { translated } from './regex-source.ts';
import { type Split, splitCl100k, splitGpt2 } from './split.ts';

const { raw } = String;

/** The end of many patterns: whitespace up to a newline; all but its last blank; whitespace at the end. */
const WHITESPACE = raw`\s*[\r\n]+|\s+(?!\S)|\s+`;
const SYMBOLS = raw` ?[^\s\p{L}\p{N}]+[\r\n]*`;
const CONTRACTIONS = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";
const LEAD = raw`[^\r\n\p{L}\p{N}]?`;
const CAPITALS = raw`\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}`;
const SMALL = raw`\p{Ll}\p{Lm}\p{Lo}\p{M}`;

const words = (numbers: string): string =>
  `${CONTRACTIONS}|${LEAD}${raw`\p{L}+`}|${numbers}|${SYMBOLS}|${WHITESPACE}`;

/** Words of capitals, then small letters, both without the characters that `less` takes out. */
const casedWords = (less: string): string =>
  [
    `${LEAD}[${CAPITALS}${less}]*[${SMALL}${less}]+${CONTRACTIONS}?`,
    `${LEAD}[${CAPITALS}${less}]+[${SMALL}${less}]*${CONTRACTIONS}?`,
  ].join('|');

const UP_TO_3 = raw`\p{N}{1,3}`;

/** The pattern that the pre-tokenizer `ByteLevel` has of its own, GPT-2's. */
export const GPT2_SOURCE = raw`'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`;
const O200K_SOURCE = `${casedWords('')}|${UP_TO_3}|${raw` ?[^\s\p{L}\p{N}]+[\r\n/]*`}|${WHITESPACE}`;
/** Kimi K2's, from its `tokenization_kimi.py`. */
const KIMI_SOURCE = `${raw`[\p{Han}]+`}|${casedWords(raw`&&[^\p{Han}]`)}|${UP_TO_3}|${SYMBOLS}|${WHITESPACE}`;
const DEEPSEEK_SOURCES = [
  UP_TO_3,
  '[一-龥぀-ゟ゠-ヿ]+',
  `${raw`[!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`}\`${raw`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+[\r\n]*`}|${WHITESPACE}`,
];

/** The sources of patterns that are scanned by hand, one for each pass over a text. */
const SCANNED: readonly (readonly [readonly string[], Split])[] = [
  [[GPT2_SOURCE], splitGpt2],
  [[words(UP_TO_3)], splitCl100k],
  [[words(raw`\p{N}`)], PATTERNS.qwen.split],
  [[O200K_SOURCE], PATTERNS.o200k.split],
  [DEEPSEEK_SOURCES, PATTERNS.deepseek.split],
];

/** One pass of a split: its pattern as it is written, and whether what lies between matches stays. */
export interface SourcePass {
  readonly source: string;
  readonly keepsGaps: boolean;
}

/** The hand-written scanner of known sources, else regular expressions. @throws TokenizerFault */
export function splitOf(passes: readonly SourcePass[]): Pattern['split'] {
  const plain = passes.map(({ source }) => source.replaceAll('\r', '\\r').replaceAll('\n', '\\n'));
  const known = SCANNED.find(
    ([sources]) => sources.length === plain.length && sources.every((source, at) => source === plain[at]),
  );
  return (
    known?.[1] ?? passes.map(({ source, keepsGaps }): Pass => ({ pattern: translated(source), keepsGaps }))
  );
}

/** How the vendors split whose vocabulary is a list of ranks, which does not say it: by tokenizer family. */
export const PATTERNS_OF_RANKS: ReadonlyMap<string, () => Pattern> = new Map<string, () => Pattern>([
  ['kimi', () => ({ isComposed: false, split: splitOf([{ source: KIMI_SOURCE, keepsGaps: true }]) })],
  ['qwen', () => PATTERNS.qwen],
  ['llama-3', () => PATTERNS.cl100k],
  ['o200k', () => PATTERNS.o200k],
  ['cl100k', () => PATTERNS.cl100k],
]);
