import { subtractFractions as minus } from '../../domain/exact.ts';
import type { WarmInput } from '../../domain/explanation.ts';
import { many } from '../numbers.ts';
import { factorText, tokensText } from './figures.ts';
import { linesWithSum } from './lines.ts';
import { type Node, node } from './tree.ts';
import type { Voice } from './words.ts';

/** Input through a warm cache: in tokens of the target, what is served of it, and both at their rates. */
export function warmNode(warm: WarmInput, voice: Voice): Node {
  const { runs, parts, total, ofRun, served, lines } = warm;
  const { glyphs } = voice;
  const rest = `${tokensText(total)} ${glyphs.minus}`;
  const sum = parts.map(({ target }) => tokensText(target)).join(' + ');
  return node(
    ofRun === undefined
      ? `input of ${many(runs, 'run')} through a warm cache`
      : 'input of the run through a warm cache',
    [
      ...parts.map(({ row, tokens, factor, target }) =>
        node(
          `row ${row + 1}: ${factor.num === factor.den ? tokensText(target) : `${tokensText(tokens)} ${glyphs.times} ${factorText(factor)} = ${tokensText(target)}`}`,
        ),
      ),
      parts.length < 2 ? undefined : node(`all input: ${sum} = ${tokensText(total)}`),
      ofRun &&
        node(
          `all but the largest prompt: ${rest} ${tokensText(ofRun.largest)} = ${tokensText(minus(total, ofRun.largest))}; recorded hits: ${tokensText(ofRun.cached)}`,
        ),
      node(
        ofRun === undefined
          ? `served, run by run the larger of recorded hits and all but the largest prompt: ${tokensText(served)}`
          : `served, the larger of the two: ${tokensText(served)}`,
      ),
      node(`not served: ${rest} ${tokensText(served)} = ${tokensText(minus(total, served))}`),
      ...linesWithSum(lines, voice),
    ],
  );
}
