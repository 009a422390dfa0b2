import { RecostError } from '../domain/problem.ts';
import type { Report } from '../domain/report.ts';
import { unpricedText } from '../domain/unpriced.ts';

const LIMIT_NAMES = { window: 'window', prompt: 'largest prompt', answer: 'longest answer' } as const;

const counted = (calls: number): string => (calls === 1 ? '1 call' : `${calls} calls`);

/** A report in which no scenario prices anything: why, scenario by scenario. */
export function nothingPriced({ scenarios }: Report): RecostError {
  const lines = scenarios.flatMap(({ id, unpriced, infeasible }) => [
    ...unpriced.map(({ why, calls }) => `  ${id}: ${unpricedText(why)} (${counted(calls)})`),
    ...infeasible.map(
      ({ model, limit, window, calls }) =>
        `  ${id}: over ${model}'s ${LIMIT_NAMES[limit]} of ${window} tokens (${counted(calls)})`,
    ),
  ]);
  return new RecostError('nothing-priced', { reasons: lines.join('\n') });
}
