import { featuresTemplate } from '../plan/features/template.ts';
import { type CostRequest, cost } from './cost.ts';
import type { ProblemGroup } from './problem-log.ts';

/**
 * Logs → a list of features to fill in, one for each workflow; without logs, one with an example only.
 * @throws RecostError as `cost` does
 */
export async function init(
  request: CostRequest,
): Promise<{ readonly text: string; readonly problems: readonly ProblemGroup[] }> {
  if (request.files.length === 0) return { text: featuresTemplate([]), problems: [] };
  const { report, intake } = await cost(request);
  const workflows = report.rows.map(({ name, runs, outcomes }) => ({
    name,
    runs,
    mean: outcomes[0]?.mean?.base,
  }));
  return { text: featuresTemplate(workflows), problems: intake.problems.groups() };
}
