import { Chalk, type ChalkInstance } from 'chalk';
import type { Baseline, WorkflowSums } from '../../domain/gate.ts';
import { type Money, meanOf, ZERO } from '../../domain/money.ts';
import { type CellLine, flowed, leastWidth, line, nameLines, wantedWidth } from '../cell-lines.ts';
import { plain } from '../escape.ts';
import { fitColumns, type GridColumn, gridText, gridWidth } from '../grid.ts';
import { shortName, shortText } from '../names.ts';
import {
  ASCII,
  amountInWords,
  amountText,
  decimalsFor,
  type Glyphs,
  grouped,
  many,
  shareText,
  UNICODE,
  type Unit,
  unitFor,
} from '../numbers.ts';
import type { Screen } from '../screen.ts';
import { noteText } from '../terminal.ts';
import { wrap } from '../wrap.ts';
import { pricesText, reasonText } from './notes.ts';

interface Style {
  readonly screen: Screen;
  readonly glyphs: Glyphs;
  readonly colour: ChalkInstance;
}

/** What stands in a baseline, for a terminal: a row for each workflow, at which prices, why, and the whole in words. */
export function baselineShown(baseline: Baseline, screen: Screen): string {
  const { isAscii, hasColour, width } = screen;
  const style = {
    screen,
    glyphs: isAscii ? ASCII : UNICODE,
    colour: new Chalk({ level: hasColour ? 1 : 0 }),
  };
  const { reason } = baseline;
  const notes = [
    { label: 'Prices', text: `those of ${pricesText(baseline)}` },
    ...(reason === undefined
      ? []
      : [{ label: 'Baseline', text: reasonText(plain(shortText(reason, isAscii))) }]),
  ];
  const parts = [
    tableOf(baseline, style),
    notes.map((note) => noteText(note, width, style.colour)).join('\n'),
    wrap(conclusionOf(baseline), width, ''),
  ];
  return `${parts.join('\n\n')}\n`;
}

const TITLES = ['workflow', 'runs', 'calls a run', 'mean', 'p90', 'priced calls', 'models'] as const;
const LEAST_NAME = 10;

/** Names are text, and break at their seams; the rest are figures. */
const isName = (column: number): boolean => column === 0 || column === TITLES.length - 1;

function tableOf({ workflows }: Baseline, style: Style): string {
  const { screen, glyphs, colour } = style;
  const measure = measureOf(workflows);
  const title = `Cost of a run in US ${measure.unit === 'cents' ? 'cents' : 'dollars'}, as the baseline has it`;
  const head = TITLES.map((text): readonly CellLine[] => [
    { pieces: text.split(' ').map((word) => ({ text: word, paint: colour.bold })), glue: ' ' },
  ]);
  const rows = workflows.map((sums) => factsOf(sums, measure, style));
  const cells = rows.map((facts) => facts.map((fact) => fact.map((text) => line(text))));
  const columns = columnsFor([head, ...cells], screen.width);
  if (columns === undefined)
    return [title, rows.map((facts) => paragraph(facts, style)).join('\n')].join('\n\n');
  const texts = [
    head.map((title, at) => flowed(title, columns[at]?.width ?? 1)),
    ...rows.map((facts) =>
      facts.map((fact, at) =>
        fact.flatMap((text) => nameLines(text, columns[at]?.width ?? 1, glyphs.ellipsis)),
      ),
    ),
  ];
  const [first = '', ...rest] = gridText(texts, columns).split('\n');
  const height = Math.max(...(texts[0] ?? []).map((lines) => lines.length));
  const rule = colour.dim(glyphs.rule.repeat(gridWidth(columns)));
  const lines = [first, ...rest];
  return [title, '', ...lines.slice(0, height), rule, ...lines.slice(height)].join('\n');
}

function columnsFor(
  rows: readonly (readonly (readonly CellLine[])[])[],
  screen: number,
): readonly GridColumn[] | undefined {
  const rooms = TITLES.map((_, at) => {
    const column = rows.map((row) => row[at] ?? []);
    const [title = [], ...cells] = column;
    const least = Math.max(leastWidth(title), ...(isName(at) ? [LEAST_NAME] : cells.map(leastWidth)));
    return { isNumeric: !isName(at), least, wanted: Math.max(least, ...cells.map(wantedWidth)) };
  });
  return fitColumns(rooms, screen);
}

interface Measure {
  readonly unit: Unit;
  readonly decimals: number;
}

function measureOf(workflows: readonly WorkflowSums[]): Measure {
  const amounts = workflows.flatMap((sums) => [meanCost(sums), sums.p90]);
  const unit = unitFor(amounts);
  return { unit, decimals: decimalsFor(amounts, { unit, figures: 2, least: 1, most: 4 }) };
}

/** Of all its runs; `undefined`: no call of it has a price. */
const meanCost = ({ cost, runs, callsPriced }: WorkflowSums): Money | undefined =>
  callsPriced === 0 || runs === 0 ? undefined : meanOf(cost, runs);

/** A row's cells in the order of their titles, each on its lines. */
function factsOf(
  sums: WorkflowSums,
  { unit, decimals }: Measure,
  { glyphs, screen }: Style,
): readonly (readonly string[])[] {
  const named = (name: string): string =>
    name === '' ? '(no name)' : plain(shortName(name, screen.isAscii));
  const amount = (of: Money | undefined): string =>
    of === undefined ? glyphs.none : grouped(amountText(of, decimals, unit, 2));
  const { runs, calls, callsPriced, steps } = sums;
  const models = new Set(steps.flatMap((step) => step.models.map(({ model }) => model)));
  return [
    [named(sums.name)],
    [grouped(runs)],
    [runs === 0 ? glyphs.none : grouped((calls / runs).toFixed(1))],
    [amount(meanCost(sums))],
    [amount(callsPriced === 0 ? undefined : sums.p90)],
    [shareText(callsPriced, calls)],
    [...models].sort().map(named),
  ];
}

/** Where columns have no room. */
function paragraph(facts: readonly (readonly string[])[], { screen, glyphs, colour }: Style): string {
  const [[name = ''] = [], ...rest] = facts;
  const text = rest.map((fact, at) => `${TITLES[at + 1] ?? ''} ${fact.join(', ')}`).join('; ');
  const title = nameLines(name, screen.width, glyphs.ellipsis).map((each) => colour.bold(each));
  return [...title, `  ${wrap(text, screen.width - 2, '  ')}`].join('\n');
}

/** `5 workflows, 261 runs, 1,478 calls. Over all of them a run costs 18 c.` */
function conclusionOf({ workflows }: Baseline): string {
  const sum = (of: (sums: WorkflowSums) => number): number =>
    workflows.reduce((all, sums) => all + of(sums), 0);
  const [runs, calls] = [sum((each) => each.runs), sum((each) => each.calls)];
  const cost = workflows.reduce<bigint>((all, each) => all + each.cost, 0n) as Money;
  const mean = runs === 0 ? ZERO : meanOf(cost, runs);
  return `${many(workflows.length, 'workflow')}, ${many(runs, 'run')}, ${many(calls, 'call')}. Over all of them a run costs ${amountInWords(mean)}.`;
}
