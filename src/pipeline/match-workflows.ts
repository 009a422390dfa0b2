import { patternMatcher } from '../config/pattern.ts';
import type { Feature } from '../domain/feature.ts';
import { nearest } from '../domain/nearest.ts';
import { type Problem, problem } from '../domain/problem.ts';

/** Which features a workflow belongs to: one, several, or none. */
export interface WorkflowMatches {
  /** The keys of the features (their places in the list, as text) whose pattern matches. */
  readonly viewsOf: (workflow: string) => readonly string[];
}

export function matchWorkflows(features: readonly Feature[]): WorkflowMatches {
  const patterns = features.flatMap(({ subject }, place) =>
    subject.kind === 'workflow' ? [{ key: String(place), matches: patternMatcher(subject.pattern) }] : [],
  );
  const known = new Map<string, readonly string[]>();
  return {
    viewsOf(workflow) {
      const keys =
        known.get(workflow) ?? patterns.filter(({ matches }) => matches(workflow)).map(({ key }) => key);
      known.set(workflow, keys);
      return keys;
    },
  };
}

const MOST_NAMES = 6;

/** What to say of a feature whose workflow is in none of the logs. */
export function unknownWorkflow(feature: Feature, file: string, workflows: readonly string[]): Problem {
  const { subject, name } = feature;
  const pattern = subject.kind === 'workflow' ? subject.pattern : '';
  const near = nearest(pattern, workflows);
  const some = workflows.slice(0, MOST_NAMES).join(', ');
  const more = workflows.length > MOST_NAMES ? ` and ${workflows.length - MOST_NAMES} more` : '';
  const hint =
    workflows.length === 0
      ? 'no logs were given: name them, or describe the feature by its shape (steps, calls_per_step, …)'
      : near.length > 0
        ? `did you mean ${near.join(' or ')}?`
        : `the logs have ${some}${more}`;
  return problem('feature-workflow-unknown', { file, line: subject.line }, { name, pattern, hint });
}
