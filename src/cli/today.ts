import { type RawOptions, readInstant } from './options.ts';

const DAY = 86_400_000;

/** Today, 00:00Z: what the user says, else the computer's clock. Only ages hang on it, never a cost of a run. */
export function readToday({ now }: Pick<RawOptions, 'now'>): number {
  const at = readInstant('--now', now) ?? Date.now();
  return at - (((at % DAY) + DAY) % DAY);
}
