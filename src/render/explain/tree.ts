import { Chalk } from 'chalk';
import type { Screen } from '../screen.ts';
import { screenWidth, wrap } from '../wrap.ts';

/** A line of a tree, and the lines below it. */
export interface Node {
  readonly text: string;
  readonly below: readonly Node[];
}

export const node = (text: string, below: readonly (Node | undefined)[] = []): Node => ({
  text,
  below: below.filter((each) => each !== undefined),
});

interface Marks {
  readonly branch: string;
  readonly last: string;
  readonly line: string;
  readonly none: string;
}

const BOXES: Marks = { branch: '├─ ', last: '└─ ', line: '│  ', none: '   ' };
const ASCII_BOXES: Marks = { branch: '|- ', last: '`- ', line: '|  ', none: '   ' };

/** Further lines of a text stand a little behind its first. */
const HANGING = '  ';

/** However deep a tree is, so many columns are left for its texts. */
const LEAST_TEXT = 24;

/** The tree with its branches, on lines of the screen's width; colours only set the branches apart. */
export function treeText(root: Node, { width, isAscii, hasColour }: Screen): string {
  const colour = new Chalk({ level: hasColour ? 1 : 0 });
  const marks = isAscii ? ASCII_BOXES : BOXES;
  const lines: string[] = [];

  /** @param first what stands before the text, and `rest` before all that follows */
  function draw({ text, below }: Node, first: string, rest: string): void {
    const room = Math.max(width - screenWidth(rest) - HANGING.length, LEAST_TEXT);
    const [head = '', ...more] = wrap(text, room, '').split('\n');
    lines.push(first === '' ? colour.bold(head) : `${colour.dim(first)}${head}`);
    for (const each of more) lines.push(`${colour.dim(rest)}${HANGING}${each}`);
    for (const [index, each] of below.entries()) {
      const isLast = index === below.length - 1;
      draw(each, rest + (isLast ? marks.last : marks.branch), rest + (isLast ? marks.none : marks.line));
    }
  }

  draw(root, '', '');
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}
