import { Chalk, type ChalkInstance } from 'chalk';
import type { GateReport, Severity } from '../../domain/gate.ts';
import { withoutCommands } from '../commands.ts';
import { ASCII, many, UNICODE } from '../numbers.ts';
import type { Screen } from '../screen.ts';
import { noteText } from '../terminal.ts';
import { wrap } from '../wrap.ts';
import { conclusionOf, headlineOf } from './conclusion.ts';
import { findingsBySeverity } from './findings.ts';
import { gateNotes } from './notes.ts';
import {
  type Measure,
  measureOf,
  partsIn,
  printedRow,
  type Row,
  rowsOf,
  stepRows,
  totalRows,
} from './rows.ts';
import { renamed, SHORT, SHORT_ASCII } from './short-names.ts';
import { splitTable, type TableStyle } from './table.ts';
import { findingText, nameAlone, nameInText, SEVERITY_WORDS } from './words.ts';

/**
 * What a check found, for a terminal: the verdict, the findings, each workflow's change taken apart, the conclusion.
 * @param why the workflow whose steps are shown
 */
export function gateText(report: GateReport, { width, hasColour, isAscii }: Screen, why?: string): string {
  const short = isAscii ? SHORT_ASCII : SHORT;
  const shown = renamed(report, short);
  const style = {
    screen: width,
    glyphs: isAscii ? ASCII : UNICODE,
    colour: new Chalk({ level: hasColour ? 1 : 0 }),
  };
  const { colour } = style;
  const notes = gateNotes(shown).map((note) => noteText(note, width, colour));
  const headline = headlineOf(shown);
  const parts = [
    wrap(headline, width, '')
      .split('\n')
      .map((text) => VERDICT_COLOURS[report.outcome](colour)(text))
      .join('\n'),
    findingLines(shown, style),
    ...(shown.workflows.length === 0 ? [] : [workflowTable(shown, style)]),
    ...(why === undefined ? [] : [stepTable(shown, short.name(why), style)]),
    notes.join('\n'),
    wrap([`${capital(headline)}.`, ...conclusionOf(shown)].join(' '), width, ''),
  ];
  return withoutCommands(`${parts.filter((part) => part !== '').join('\n\n')}\n`);
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

type Paint = (colour: ChalkInstance) => ChalkInstance;
const VERDICT_COLOURS: Readonly<Record<GateReport['outcome'], Paint>> = {
  passed: ({ bold }) => bold.green,
  warned: ({ bold }) => bold.yellow,
  failed: ({ bold }) => bold.red,
};
const SEVERITY_COLOURS: Readonly<Record<Severity, Paint>> = {
  fail: ({ red }) => red,
  warn: ({ yellow }) => yellow,
  note: ({ dim }) => dim,
};

const LABEL_WIDTH = 7;

/** Findings, worst first, each with its severity in front. */
function findingLines({ workflows }: GateReport, { screen, colour }: TableStyle): string {
  return findingsBySeverity(workflows)
    .map(({ finding, smallestRise }) => {
      const text = `${nameInText(finding.workflow)}: ${findingText(finding, smallestRise)}`;
      const label = SEVERITY_WORDS[finding.severity].padEnd(LABEL_WIDTH);
      return (
        SEVERITY_COLOURS[finding.severity](colour)(label) +
        wrap(text, screen - LABEL_WIDTH, ' '.repeat(LABEL_WIDTH))
      );
    })
    .join('\n');
}

const titleOf = (what: string, { unit }: Measure): string =>
  `${what} in US ${unit === 'cents' ? 'cents' : 'dollars'}, and what moved it`;

function workflowTable(report: GateReport, style: TableStyle): string {
  const rows = rowsOf(report);
  const totals = totalRows(report);
  const measure = measureOf([...rows, ...totals], style.glyphs);
  const table = splitTable(
    {
      what: 'workflow',
      hasRuns: true,
      parts: partsIn([...rows, ...totals]),
      rows: rows.map((row) => printedRow(onScreen(row), measure)),
      last: totals.map((row) => printedRow(row, measure)),
      rises: report.workflows.map(({ smallestRise }) => smallestRise),
    },
    style,
  );
  return `${wrap(titleOf('Cost of a run', measure), style.screen, '')}\n\n${table}`;
}

const MOST_STEPS = 10;

/** The steps of a workflow that moved most, and the workflow itself as their sum. */
function stepTable(report: GateReport, name: string, style: TableStyle): string {
  const { screen, glyphs } = style;
  const place = report.workflows.findIndex((workflow) => workflow.name === name);
  const workflow = report.workflows[place];
  const whole = rowsOf(report)[place];
  if (workflow === undefined || whole === undefined)
    return wrap(`There is no workflow ${nameInText(name)}.`, screen, '');
  const steps = stepRows(workflow).map(({ row }) => ({
    ...row,
    name: row.name === '' ? '(no step named)' : row.name,
  }));
  const measure = measureOf([...steps, whole], glyphs);
  const table = splitTable(
    {
      what: 'step',
      hasRuns: false,
      parts: partsIn([...steps, whole]),
      rows: steps.slice(0, MOST_STEPS).map((row) => printedRow(onScreen(row), measure)),
      last: [printedRow({ ...whole, name: 'the workflow' }, measure)],
      rises: undefined,
    },
    style,
  );
  const rest = steps.length - MOST_STEPS;
  const more =
    rest > 0
      ? `\n${wrap(`${glyphs.ellipsis} and ${many(rest, 'more step')} that moved less`, screen, '')}`
      : '';
  const title = titleOf(`Steps of ${nameInText(name)}: cost a run`, measure);
  return `${wrap(title, screen, '')}\n\n${table}${more}`;
}

const onScreen = (row: Row): Row => ({ ...row, name: nameAlone(row.name) });
