import { subtractFractions } from '../../domain/exact.ts';
import type { Explanation, WarmInput } from '../../domain/explanation.ts';
import { type Fraction, multiply } from '../../domain/money.ts';
import { many } from '../numbers.ts';
import { factorText, tokensText } from './figures.ts';
import { linesWithSum } from './lines.ts';
import { type Node, node } from './tree.ts';
import type { Voice } from './words.ts';

/** Input through a warm cache: in tokens of the target, what is served of it, and both at their rates. */
export function warmNode(warm: WarmInput, explanation: Explanation, voice: Voice): Node {
  const { runs, parts, total, ofRun, served, lines } = warm;
  const sum = parts.map(({ target }) => tokensText(target)).join(' + ');
  const of = ofRun === undefined ? many(runs, 'run') : 'the run';
  return node(`input of ${of} through a warm cache`, [
    ...parts.flatMap((part) => partNodes(part, explanation, voice)),
    parts.length < 2 ? undefined : node(`all input: ${sum} = ${tokensText(total)}`),
    ...(ofRun === undefined ? [] : runNodes(warm, ofRun, voice)),
    node(
      ofRun === undefined
        ? `served, run by run the larger of recorded hits and all but the largest prompt: ${tokensText(served)}`
        : `served, the larger of the two: ${tokensText(served)}`,
    ),
    node(`not served: ${minus(total, served, voice)}`),
    ...linesWithSum(lines, voice),
  ]);
}

/** Tokens of the log, call by call where these are shown, and what they are on the target. */
function partNodes(
  { row, tokens, factor, target }: WarmInput['parts'][number],
  { rows }: Explanation,
  voice: Voice,
): readonly Node[] {
  const calls = (rows[row]?.items ?? []).filter(
    ({ call, caching, simulated }) => call !== undefined && caching === 'warm' && simulated === undefined,
  );
  const inputs = calls.map(({ counts }) => tokensText(counts.input - counts.audioInput)).join(' + ');
  return [
    ...(calls.length < 2 ? [] : [node(`row ${row + 1}, all calls: ${inputs} = ${tokensText(tokens)}`)]),
    node(`row ${row + 1}: ${onTarget(tokens, factor, { target, voice })}`),
  ];
}

/** `7,156 × 572/625 = 6,549.1712` */
const onTarget = (
  tokens: Fraction | bigint,
  factor: Fraction,
  { target, voice }: { readonly target: Fraction; readonly voice: Voice },
): string =>
  factor.num === factor.den
    ? tokensText(target)
    : `${tokensText(tokens)} ${voice.glyphs.times} ${factorText(factor)} = ${tokensText(target)}`;

const minus = (from: Fraction, what: Fraction, { glyphs }: Voice): string =>
  `${tokensText(from)} ${glyphs.minus} ${tokensText(what)} = ${tokensText(subtractFractions(from, what))}`;

/** What decides how much of a single run is served. */
function runNodes(
  { parts, total }: WarmInput,
  { largest, cached }: NonNullable<WarmInput['ofRun']>,
  voice: Voice,
): readonly Node[] {
  const [factor, ...others] = new Set(parts.map((part) => factorText(part.factor)));
  const known = factor === undefined || others.length > 0 ? undefined : parts[0]?.factor;
  // With one factor, it is known what they were in the log.
  const told = (target: Fraction): string =>
    known === undefined
      ? tokensText(target)
      : onTarget(multiply(target, { num: known.den, den: known.num }), known, { target, voice });
  return [
    node(`largest prompt: ${told(largest)}`),
    node(`all but the largest prompt: ${minus(total, largest, voice)}`),
    node(`recorded hits: ${told(cached)}`),
  ];
}
