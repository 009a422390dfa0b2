import {
  type Finding,
  type GateReport,
  METRICS,
  type Metric,
  type WorkflowCheck,
} from '../../domain/gate.ts';
import { withoutCommands } from '../commands.ts';
import { xml } from '../escape.ts';
import { headlineOf } from './conclusion.ts';
import { renamed, SHORT } from './short-names.ts';
import { changeClause, findingText, metricTitle, nameAlone, SEVERITY_WORDS } from './words.ts';

/** Something of a workflow that can fail, and the findings that say whether it does. */
interface TestCase {
  readonly name: string;
  /** What was measured, where nothing was found. */
  readonly facts: string;
  readonly findings: readonly Finding[];
}

/**
 * What a check found, as JUnit XML: the same tests for each workflow whatever was found, so that their history can be
 * followed. Failures are failures; warnings and notes stand in the tests' output.
 */
export function gateJunit(report: GateReport): string {
  const shown = renamed(report, SHORT);
  const tests = shown.workflows.map((workflow) => ({ workflow, cases: casesOf(workflow) }));
  const cases = tests.flatMap((each) => each.cases);
  const failures = cases.filter(({ findings }) => findings.some(isFailure)).length;
  const counts = `tests="${cases.length}" failures="${failures}" errors="0" skipped="0"`;
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="recost" ${counts}>`,
    `  <testsuite name="recost ${report.kind}" ${counts}>`,
    ...tests.flatMap(({ workflow, cases: own }) => own.flatMap((each) => caseLines(workflow, each))),
    `    <system-out>${xml(headlineOf(shown))}</system-out>`,
    '  </testsuite>',
    '</testsuites>',
    '',
  ];
  return withoutCommands(lines.join('\n'));
}

const isFailure = ({ severity }: Finding): boolean => severity === 'fail';

const metricOf = (finding: Finding): Metric | undefined =>
  'change' in finding ? finding.change.metric : undefined;

const OTHERS: readonly { readonly name: string; readonly kinds: readonly Finding['kind'][] }[] = [
  { name: 'budget of a run on average', kinds: ['mean-budget'] },
  { name: 'budget of the dearest run', kinds: ['run-budget'] },
  { name: 'viability of its features', kinds: ['no-longer-viable'] },
  { name: 'has a price', kinds: ['unpriced'] },
  { name: 'present on both sides', kinds: ['new', 'removed', 'renamed'] },
];

function casesOf({ changes, findings }: WorkflowCheck): readonly TestCase[] {
  return [
    ...METRICS.map((metric) => {
      const change = changes.find((each) => each.metric === metric);
      return {
        name: metricTitle(metric),
        facts: change === undefined ? '' : changeClause(change),
        findings: findings.filter((finding) => metricOf(finding) === metric),
      };
    }),
    ...OTHERS.map(({ name, kinds }) => ({
      name,
      facts: '',
      findings: findings.filter(({ kind }) => kinds.includes(kind)),
    })),
  ];
}

function caseLines(workflow: WorkflowCheck, { name, facts, findings }: TestCase): readonly string[] {
  const named = nameAlone(workflow.name);
  const open = `    <testcase classname="${xml(named)}" name="${xml(name)}"`;
  const text = (finding: Finding): string => findingText(finding, workflow.smallestRise);
  const said = (finding: Finding): string => `${SEVERITY_WORDS[finding.severity]}: ${text(finding)}`;
  const failed = findings.filter(isFailure);
  const told = findings.filter((finding) => !isFailure(finding)).map(said);
  const out = told.length === 0 && failed.length === 0 && facts !== '' ? [facts] : told;
  const [first] = failed;
  const lines = [
    ...(first === undefined
      ? []
      : [
          `      <failure message="${xml(text(first))}" type="${first.kind}">${failed.map((each) => xml(`fails: ${named}: ${text(each)}`)).join('\n')}</failure>`,
        ]),
    ...(out.length === 0 ? [] : [`      <system-out>${out.map(xml).join('\n')}</system-out>`]),
  ];
  return lines.length === 0 ? [`${open}/>`] : [`${open}>`, ...lines, '    </testcase>'];
}
