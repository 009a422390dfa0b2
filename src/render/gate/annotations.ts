import type { Finding, GateReport, Severity } from '../../domain/gate.ts';
import { grouped } from '../numbers.ts';
import { headlineOf } from './conclusion.ts';
import { type Found, findingsBySeverity } from './findings.ts';
import { renamed, SHORT } from './short-names.ts';
import { findingText, metricTitle, nameAlone } from './words.ts';

type Command = 'error' | 'warning' | 'notice';

const COMMANDS: Readonly<Record<Severity, Command>> = { fail: 'error', warn: 'warning', note: 'notice' };

/** GitHub shows no more of a kind per step. */
const MOST = 10;
/** Two notices are the verdict, and how many findings have no line of their own. */
const MOST_NOTES = MOST - 2;

/** What a check found, as workflow commands of GitHub: the verdict, then a line for each finding, worst first. */
export function gateAnnotations(report: GateReport): string {
  const shown = renamed(report, SHORT);
  const found = findingsBySeverity(shown.workflows);
  const of = (severity: Severity): readonly Found[] =>
    found.filter(({ finding }) => finding.severity === severity);
  const told = [
    ...of('fail').slice(0, MOST),
    ...of('warn').slice(0, MOST),
    ...of('note').slice(0, MOST_NOTES),
  ];
  const rest = moreText(found, told);
  const lines = [
    command('notice', `recost ${report.kind}`, headlineOf(shown)),
    ...told.map(({ finding, smallestRise }) =>
      command(
        COMMANDS[finding.severity],
        titleOf(finding),
        `${nameAlone(finding.workflow)}: ${findingText(finding, smallestRise)}`,
      ),
    ),
    ...(rest === undefined ? [] : [command('notice', 'recost: more findings', rest)]),
  ];
  return `${lines.join('\n')}\n`;
}

const titleOf = (finding: Finding): string => `${nameAlone(finding.workflow)}: ${subjectOf(finding)}`;

function subjectOf(finding: Finding): string {
  switch (finding.kind) {
    case 'limit':
    case 'noise':
    case 'few-runs':
      return metricTitle(finding.change.metric);
    case 'mean-budget':
    case 'run-budget':
      return 'over its budget';
    case 'no-longer-viable':
      return 'no longer viable';
    case 'new':
      return 'new workflow';
    case 'removed':
      return 'workflow gone';
    case 'renamed':
      return 'workflow renamed?';
    default:
      return finding satisfies never;
  }
}

/** `not shown here: 2 that fail, 5 that warn`; `undefined`: all are shown. */
function moreText(found: readonly Found[], told: readonly Found[]): string | undefined {
  const count = (severity: Severity): number => {
    const of = (all: readonly Found[]): number =>
      all.filter(({ finding }) => finding.severity === severity).length;
    return of(found) - of(told);
  };
  const [failed, warned, noted] = [count('fail'), count('warn'), count('note')];
  const texts = [
    ...(failed > 0 ? [`${grouped(failed)} that fail`] : []),
    ...(warned > 0 ? [`${grouped(warned)} that warn`] : []),
    ...(noted > 0 ? [`${grouped(noted)} to note`] : []),
  ];
  return texts.length === 0 ? undefined : `findings not shown here: ${texts.join(', ')}`;
}

const command = (name: Command, title: string, message: string): string =>
  `::${name} title=${property(title)}::${data(message)}`;

/** As GitHub's toolkit escapes them. */
const data = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
