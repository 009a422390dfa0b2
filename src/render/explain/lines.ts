import { amountOf, type CostLine, sumOfLines } from '../../domain/explanation.ts';
import { CLASS_NAMES, productText, sumText, usd } from './figures.ts';
import { type Node, node } from './tree.ts';
import type { Voice } from './words.ts';

/** `input: 1,933 × $5/M = $0.009665` */
const lineNode = (line: CostLine, { glyphs }: Voice): Node =>
  node(`${CLASS_NAMES[line.what]}: ${productText(line, glyphs)} = ${usd(amountOf(line))}`);

/** Products, and their sum where there are several. */
export const linesWithSum = (lines: readonly CostLine[], voice: Voice): readonly Node[] => [
  ...lines.map((line) => lineNode(line, voice)),
  ...(lines.length < 2
    ? []
    : [node(`together: ${sumText(lines.map(amountOf), sumOfLines(lines), voice.glyphs)}`)]),
];
