import { describe, expect, it } from 'vitest';
import { recost } from '../support/recost.ts';

/** Three of four calls have a price. */
const LOG = `workflow,run_id,model,started_at,input_tokens,output_tokens
triage,a,gpt-5.5,2026-11-02T10:00:00Z,1000,100
triage,b,gpt-5.5,2026-11-02T10:00:00Z,1000,100
triage,c,gpt-5.5,2026-11-02T10:00:00Z,1000,100
triage,d,house-model-7,2026-11-02T11:00:00Z,1000,100
`;

const codeOf = (...options: readonly string[]): number | null =>
  recost(['-', '--to', 'gpt-5.5', ...options], { stdin: LOG }).status;

describe('--min-coverage', () => {
  it.each([
    ['75%', 0],
    ['0.75', 0],
    ['3/4', 0],
    ['75.1%', 1],
    ['100%', 1],
    ['0%', 0],
    ['101%', 2],
    ['most', 2],
  ])('of %s ends with %i where three of four calls have a price', (share, code) => {
    expect(codeOf('--min-coverage', share)).toBe(code);
  });

  it('asks candidates, too', () => {
    const log = LOG.replaceAll('house-model-7', 'gpt-5.5').replace('1000,100\n', '3000000,100\n');
    const { status, stderr } = recost(['-', '--to', 'gpt-5.5,deepseek-v4-pro', '--min-coverage', '100%'], {
      stdin: log,
    });
    expect(status).toBe(1);
    expect(stderr).toContain('deepseek-v4-pro: 3 of 4 calls are priced');
    expect(stderr).not.toContain('baseline:');
  });
});

describe('--fail-on-unpriced', () => {
  it('fails for one call without a price, and passes without any', () => {
    expect(codeOf('--fail-on-unpriced')).toBe(1);
    const priced = LOG.replaceAll('house-model-7', 'gpt-5.5');
    expect(recost(['-', '--to', 'gpt-5.5', '--fail-on-unpriced'], { stdin: priced }).status).toBe(0);
  });

  it('still prints the report', () => {
    expect(recost(['-', '--to', 'gpt-5.5', '--fail-on-unpriced'], { stdin: LOG }).stdout).toContain('triage');
  });
});

describe('--max-book-age', () => {
  // The book is of 2026-11-23.
  it.each([
    ['30d', '2026-12-23', 0],
    ['30d', '2026-12-24', 1],
    ['30', '2026-12-24', 1],
    ['0d', '2026-11-23', 0],
    ['0d', '2026-11-24T00:00:00Z', 1],
    ['0d', '2026-11-23T23:59:59Z', 0],
    ['a month', '2026-12-24', 2],
  ])('of %s, on %s, ends with %i', (age, now, code) => {
    expect(codeOf('--max-book-age', age, '--now', now)).toBe(code);
  });

  it('compares with the clock of the computer where no day is given', () => {
    expect(codeOf('--max-book-age', '99999d')).toBe(0);
  });
});

describe('a change that is announced for a model in use', () => {
  const json = (...options: readonly string[]) =>
    JSON.parse(recost(['-', '-f', 'json', ...options], { stdin: LOG }).stdout);

  it('is told, with both prices and its day', () => {
    expect(json('--to', 'gemini-4-carbon').comingChanges).toEqual([
      {
        kind: 'price',
        model: 'google/gemini-4-carbon',
        at: '2026-12-01T00:00:00.000Z',
        target: null,
        beforeUsdPerMtok: { input: '2', output: '10' },
        afterUsdPerMtok: { input: '4', output: '20' },
      },
    ]);
    expect(recost(['-', '--to', 'gemini-4-carbon'], { stdin: LOG }).stdout).toContain('Coming');
  });

  it('is told no more once it is in the figures', () => {
    const used = json('--to', 'gemini-4-carbon', '--include-announced', '--as-of', '2026-12-01');
    expect(used.comingChanges).toEqual([]);
  });

  it('of other models is not', () => {
    expect(json('--to', 'deepseek-v4-pro').comingChanges).toEqual([]);
  });
});

describe('recost check --max-book-age', () => {
  it.each([
    ['2026-12-23', 0],
    ['2026-12-24', 1],
  ])('of 30d, on %s, ends with %i where nothing became dearer', (now, code) => {
    const args = ['check', 'samples/ci/before.csv', '--baseline', 'samples/ci/recost.baseline.json'];
    expect(recost([...args, '--max-book-age', '30d', '--now', now]).status).toBe(code);
  });
});
