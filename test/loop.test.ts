import { describe, expect, it } from 'vitest';
import { recost } from './support/recost.ts';

// 20 turns on deepseek-v4-pro, off-peak, each resending all before it: 40,000 tokens at first, 2,000 more a turn,
// 800 out. Rates since 2026-08-16T16:00Z, USD per million: input 0.66, cached 0.022, output 1.98.
// Input in all: 20 × 40,000 + 2,000 × (0 + 1 + … + 19) = 1,180,000. Output: 16,000.
// Cold: 1.18 × 0.66 + 0.016 × 1.98 = 0.81048.
// Warm: each prompt token once in full, so the last prompt's 78,000, and 1,102,000 cached:
// 0.078 × 0.66 + 1.102 × 0.022 + 0.016 × 1.98 = 0.107404.
const COLD = '0.81048';
const WARM = '0.107404';

const OFF_PEAK = '2026-11-22T13:00'; // a Sunday
const turns = Array.from({ length: 20 }, (_, turn) => ({
  time: `${OFF_PEAK}:${String(turn).padStart(2, '0')}Z`,
  input: 40_000 + 2_000 * turn,
}));

const csvWith = (model: string): string =>
  [
    'timestamp,trace_id,workflow,model,input_tokens,output_tokens',
    ...turns.map(({ time, input }) => `${time},run-1,loop,${model},${input},800`),
  ].join('\n');

const report = (csv: string, to: string) =>
  JSON.parse(recost(['-', '-f', 'json', '--to', to, '--as-of', '2026-11-22'], { stdin: csv }).stdout);

describe('a loop without cached counts', () => {
  it('costs from warm to cold, and cold is the base', () => {
    const { scenarios } = report(csvWith('deepseek-v4-pro'), 'keep').rows[0];
    expect(scenarios.baseline.totalUsd).toEqual({ low: WARM, base: COLD, high: COLD });
    expect(scenarios.keep.totalUsd).toEqual({ low: WARM, base: COLD, high: COLD });
  });

  it('moved to another model says the same of that one', () => {
    const { scenarios } = report(csvWith('deepseek-flash'), 'deepseek-v4-pro').rows[0];
    expect(scenarios['deepseek-v4-pro'].totalUsd).toEqual({ low: WARM, base: COLD, high: COLD });
  });

  it('at peak costs twice as much, in both worlds', () => {
    // Peak: 1.32, 0.044, 3.96. Monday 2026-11-23, 02:00Z is 10:00 in Beijing.
    const csv = csvWith('deepseek-v4-pro').replaceAll(OFF_PEAK, '2026-11-23T02:00');
    const { scenarios } = report(csv, 'keep').rows[0];
    expect(scenarios.baseline.totalUsd).toEqual({ low: '0.214808', base: '1.62096', high: '1.62096' });
  });
});
