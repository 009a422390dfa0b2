import { type Finding, SEVERITIES, type WorkflowCheck } from '../../domain/gate.ts';

export interface Found {
  readonly finding: Finding;
  /** Of its workflow. */
  readonly smallestRise: number | undefined;
}

/** All findings, the worst kinds first, else in the order of their workflows. */
export const findingsBySeverity = (workflows: readonly WorkflowCheck[]): readonly Found[] =>
  SEVERITIES.flatMap((severity) =>
    workflows.flatMap(({ findings, smallestRise }) =>
      findings
        .filter((finding) => finding.severity === severity)
        .map((finding) => ({ finding, smallestRise })),
    ),
  );
