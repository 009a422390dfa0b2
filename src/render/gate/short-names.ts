import type { Finding, GateReport, WorkflowCheck } from '../../domain/gate.ts';
import { shortName, shortText } from '../names.ts';

/** What is done with the names of a report, and with longer texts of the user's. */
export interface Naming {
  readonly name: (name: string) => string;
  readonly text: (text: string) => string;
}

/** At a length that a reader, a screen and a cell can hold. */
export const SHORT: Naming = { name: (name) => shortName(name), text: (text) => shortText(text) };
export const SHORT_ASCII: Naming = {
  name: (name) => shortName(name, true),
  text: (text) => shortText(text, true),
};

/** The report with every text of the user's, or of a log, as one writer needs it. */
export function renamed(report: GateReport, { name, text }: Naming): GateReport {
  const workflow = (each: WorkflowCheck): WorkflowCheck => ({
    ...each,
    name: name(each.name),
    steps: each.steps.map(({ step, split }) => ({ step: name(step), split })),
    findings: each.findings.map((finding) => renamedFinding(finding, name)),
  });
  return {
    ...report,
    book: { version: name(report.book.version), hash: name(report.book.hash) },
    reason: report.reason && text(report.reason),
    workflows: report.workflows.map(workflow),
    otherPrices: report.otherPrices.map((each) => ({ ...each, label: name(each.label) })),
    losses: report.losses.map((each) => ({ ...each, file: name(each.file), text: text(each.text) })),
    unusedRules: report.unusedRules.map((each) => ({ ...each, pattern: name(each.pattern) })),
  };
}

function renamedFinding(finding: Finding, name: Naming['name']): Finding {
  const own = { ...finding, workflow: name(finding.workflow) };
  switch (own.kind) {
    case 'no-longer-viable':
      return { ...own, feature: name(own.feature) };
    case 'renamed':
      return { ...own, to: name(own.to) };
    default:
      return own;
  }
}
