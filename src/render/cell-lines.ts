import { begun, broken, screenWidth } from './wrap.ts';

/** A part of a line that stays in one piece, and how it is coloured. */
export interface Piece {
  readonly text: string;
  readonly paint?: (text: string) => string;
}

/** Pieces that stand side by side where there is room, else below each other. */
export interface CellLine {
  readonly pieces: readonly Piece[];
  readonly glue: '' | ' ';
}

export const line = (text: string, paint?: Piece['paint']): CellLine => ({
  pieces: [paint === undefined ? { text } : { text, paint }],
  glue: ' ',
});

/** The line in one, without colours. */
export const lineText = ({ pieces, glue }: CellLine): string => pieces.map(({ text }) => text).join(glue);

/** The width with which no line breaks. */
export const wantedWidth = (lines: readonly CellLine[]): number =>
  Math.max(0, ...lines.map((each) => screenWidth(lineText(each))));

/** The width with which no piece breaks. */
export const leastWidth = (lines: readonly CellLine[]): number =>
  Math.max(0, ...lines.flatMap(({ pieces }) => pieces.map(({ text }) => screenWidth(text))));

/** The lines of a cell that is so wide, coloured. */
export const flowed = (lines: readonly CellLine[], width: number): readonly string[] =>
  lines.flatMap((each) => flowedLine(each, width));

function flowedLine({ pieces, glue }: CellLine, width: number): readonly string[] {
  const lines: { text: string; width: number }[] = [];
  for (const { text, paint = (plain: string) => plain } of pieces) {
    const last = lines.at(-1);
    const wide = screenWidth(text);
    if (last === undefined || last.width + glue.length + wide > width)
      lines.push({ text: paint(text), width: wide });
    else {
      last.text += glue + paint(text);
      last.width += glue.length + wide;
    }
  }
  return lines.map(({ text }) => text);
}

const MOST_NAME_LINES = 4;

/** A name on at most four lines; of a longer one the beginning and the end. */
export function nameLines(name: string, width: number, ellipsis: string): readonly string[] {
  const lines = broken(name, width);
  if (lines.length <= MOST_NAME_LINES) return lines;
  const [first = '', second = ''] = lines;
  const cut = begun(second, width - screenWidth(ellipsis));
  return [first, `${cut}${ellipsis}`, ...lines.slice(2 - MOST_NAME_LINES)];
}
