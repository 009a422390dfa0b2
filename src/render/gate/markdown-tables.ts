import type { Finding, GateReport, WorkflowCheck } from '../../domain/gate.ts';
import { SEVERITIES } from '../../domain/gate.ts';
import { changeText, grouped, many, percentOf, UNICODE } from '../numbers.ts';
import { sentenceText, tableHead, tableLine } from './markdown-text.ts';
import { isOnBothSides } from './mix.ts';
import {
  type Measure,
  measureOf,
  type PrintedRow,
  partsIn,
  printedRow,
  type Row,
  rowsOf,
  stepRows,
  totalRows,
} from './rows.ts';
import { causeText, findingText, nameInText, PART_TITLES, SEVERITY_WORDS } from './words.ts';

/** A table whose rows may be cut from the bottom. */
export interface TableText {
  readonly head: readonly string[];
  readonly rows: readonly string[];
  /** Rows that stay. */
  readonly foot: readonly string[];
  /** The row that says what was left out, by how many there were and how many were shown. */
  readonly rest: (left: number, shown: number) => string;
}

const unitOf = ({ unit }: Measure): string => (unit === 'cents' ? 'US cents' : 'US dollars');

/** What moved: a row for each workflow, with its main cause and what was found. */
export function mainTable(report: GateReport, moved: readonly WorkflowCheck[]): TableText {
  const rows = rowsOf({ ...report, workflows: moved });
  const measure = measureOf(rows, UNICODE);
  const unit = unitOf(measure);
  return {
    head: tableHead([
      'Workflow',
      '>Runs',
      `>Before (${unit} a run)`,
      '>After',
      '>Change',
      'Main cause',
      'Found',
    ]),
    rows: rows.map((row, index) => {
      const workflow = moved[index];
      const printed = printedRow(row, measure);
      const [cause, found] =
        workflow === undefined ? ['', ''] : [causeCell(workflow), findingsCell(workflow)];
      return tableLine([nameInText(row.name), runsCell(printed), ...costCells(printed), cause, found]);
    }),
    foot: [],
    rest: (_, shown) => tableLine([restText(moved.slice(shown)), '', '', '', '', '', '']),
  };
}

/** Who reads no further must know whether what is left out matters. */
function restText(left: readonly WorkflowCheck[]): string {
  const count = (severity: Finding['severity']): number =>
    left.filter(({ findings }) => findings.some((finding) => finding.severity === severity)).length;
  const [failed, warned] = [count('fail'), count('warn')];
  const failures = failed === 0 ? 'none of which failed' : `of which ${grouped(failed)} failed`;
  const warnings = warned === 0 ? '' : `; ${grouped(warned)} with warnings`;
  return `… and ${many(left.length, 'more workflow')}, ${failures}${warnings}`;
}

/** Figures that belong together stay on one line. */
const NO_BREAK = '\u00a0';

const known = (text: string | undefined): string => text ?? UNICODE.none;

function runsCell({ runs: { before, after } }: PrintedRow): string {
  const text = (count: number | undefined): string => (count === undefined ? UNICODE.none : grouped(count));
  return before === after ? text(before) : [text(before), UNICODE.arrow, text(after)].join(NO_BREAK);
}

const costCells = ({ before, after, change, share }: PrintedRow): readonly string[] => {
  const percent = share === undefined || share === 0 ? '' : `${NO_BREAK}(${changeText(share, UNICODE)})`;
  return [known(before), known(after), `${change ?? ''}${percent}`];
};

const causeCell = (workflow: WorkflowCheck): string => {
  if (workflow.before === undefined) return 'new';
  if (workflow.after === undefined) return 'gone';
  return causeText(workflow.split);
};

const MOST_FINDINGS = 3;

function findingsCell({ findings, smallestRise }: WorkflowCheck): string {
  const sorted = SEVERITIES.flatMap((severity) => findings.filter((each) => each.severity === severity));
  const texts = sorted
    .slice(0, MOST_FINDINGS)
    .map((each) => `**${SEVERITY_WORDS[each.severity]}:** ${sentenceText(findingText(each, smallestRise))}`);
  const rest = sorted.length - MOST_FINDINGS;
  return [...texts, ...(rest > 0 ? [`and ${many(rest, 'more finding')}`] : [])].join('<br>');
}

/** The change of every workflow, taken apart. */
export function splitTable(report: GateReport): TableText {
  const rows = rowsOf(report);
  const totals = totalRows(report);
  const parts = partsIn([...rows, ...totals]);
  const measure = measureOf([...rows, ...totals], UNICODE);
  const cells = (name: string, row: Row, rise: string): string => {
    const printed = printedRow(row, measure);
    return tableLine([name, ...costCells(printed), ...parts.map((part) => printed.parts[part] ?? ''), rise]);
  };
  const titles = parts.map((part) => `>${PART_TITLES[part]}`);
  const blanks = Array.from({ length: parts.length + 4 }, () => '');
  return {
    head: tableHead([
      'Workflow',
      `>Before (${unitOf(measure)} a run)`,
      '>After',
      '>Change',
      ...titles,
      '>Least shown',
    ]),
    rows: rows.map((row, index) => cells(nameInText(row.name), row, riseCell(report.workflows[index]))),
    foot: totals.map((row) => cells(`**${row.name}**`, row, '')),
    rest: (_, shown) => tableLine([restText(report.workflows.slice(shown)), ...blanks]),
  };
}

const riseCell = (workflow: WorkflowCheck | undefined): string =>
  workflow?.smallestRise === undefined || !isOnBothSides(workflow)
    ? ''
    : `${percentOf(workflow.smallestRise)}%`;

const MOST_WORKFLOWS = 10;
const MOST_STEPS = 5;

/** Of the worst workflows, the steps that moved most. */
export function stepTable(moved: readonly WorkflowCheck[]): TableText {
  const steps = moved
    .filter(isOnBothSides)
    .slice(0, MOST_WORKFLOWS)
    .flatMap((workflow) =>
      stepRows(workflow)
        .filter(({ split }) => split.before !== split.after)
        .slice(0, MOST_STEPS)
        .map(({ row, split }) => ({ workflow: workflow.name, row, split })),
    );
  const measure = measureOf(
    steps.map(({ row }) => row),
    UNICODE,
  );
  return {
    head: tableHead([
      'Workflow',
      'Step',
      `>Before (${unitOf(measure)} a run)`,
      '>After',
      '>Change',
      'Main cause',
    ]),
    rows: steps.map(({ workflow, row, split }) =>
      tableLine([
        nameInText(workflow),
        row.name === '' ? '(no step named)' : nameInText(row.name),
        ...costCells(printedRow(row, measure)),
        causeText(split),
      ]),
    ),
    foot: [],
    rest: (left) => tableLine([`… and ${many(left, 'more step')}`, '', '', '', '', '']),
  };
}
