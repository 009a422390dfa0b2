import { describe, expect, it } from 'vitest';
import { candidateIn, featureIn, fileOf, viable } from '../support/viable.ts';

// A call of 50,000 tokens in and 5,000 out on gpt-5.5 ($5 in, $30 out): 0.25 + 0.15 = $0.40.
// Six steps of three such calls: 6 × 3 × $0.40 = $7.20.
// On V4-Flash, off-peak ($0.15 in, $0.60 out), each of o200k's tokens makes 1.04:
//   52,000 × 0.15 / 1e6 + 5,200 × 0.60 / 1e6 = 0.0078 + 0.00312 = $0.01092 a call.
const FEATURES = fileOf(
  'features.yaml',
  `
defaults: { steps: 6, calls_per_step: 3, input_tokens: 50000, cached_tokens: 0, output_tokens: 5000, before_model: gpt-5.5 }
features:
  - { name: all on the frontier, frontier_share: 100%, budget: 1.00 }
  - { name: half on the frontier, frontier_share: 50%, budget: 4.00 }
  - { name: none on the frontier, budget: 0.72 }
  - { name: eighty cents, steps: 1, calls_per_step: 2, budget: 0.30 }
  - { name: thirty percent, price: 24.00, revenue_share: 10% }
`,
);
const SEEN = viable(['--features', FEATURES, '--to', 'v4', '--prices-times', '1,1/8,1/10']);

/** What a feature costs under a scenario when all prices are multiplied by the factor at a place. */
function swept(name: string, scenario: string, place: number) {
  const feature = SEEN.features.findIndex((each) => each.name === name);
  const wanted = SEEN.scenarios.findIndex(({ id }) => id === scenario);
  const row = SEEN.sweep?.rows.find((each) => each.feature === feature && each.scenario === wanted);
  return row?.cells[place];
}

const base = (name: string, scenario: string) => candidateIn(SEEN, name, scenario).meanUsd?.base;

describe('the article’s arithmetic, by shapes alone', () => {
  it('eighteen calls at forty cents are $7.20 a run, wherever the others could go', () => {
    expect(featureIn(SEEN, 'all on the frontier').before.meanUsd?.base).toBe('7.2');
    expect(
      ['keep', 'deepseek-v4-pro', 'deepseek-v4-flash'].map((each) => base('all on the frontier', each)),
    ).toEqual(['7.2', '7.2', '7.2']);
  });

  it('half of them on the frontier are $3.60 plus the cheap half', () => {
    // 9 × 0.40 + 9 × 0.01092 = 3.6 + 0.09828
    expect(base('half on the frontier', 'deepseek-v4-flash')).toBe('3.69828');
    // 9 × (52,000 × 0.66 + 5,200 × 1.98) / 1e6 = 9 × (0.03432 + 0.010296) = 0.401544
    expect(base('half on the frontier', 'deepseek-v4-pro')).toBe('4.001544');
    expect(candidateIn(SEEN, 'half on the frontier', 'deepseek-v4-flash').verdict).toBe('newly viable');
    expect(candidateIn(SEEN, 'half on the frontier', 'deepseek-v4-pro').verdict).toBe('still not viable');
  });

  it('at a tenth of the price it is $0.72', () => {
    expect(swept('none on the frontier', 'keep', 0)).toMatchObject({
      verdict: 'still not viable',
      decisiveUsd: { base: '7.2' },
    });
    expect(swept('none on the frontier', 'keep', 2)).toMatchObject({
      verdict: 'newly viable',
      isFirm: true,
      decisiveUsd: { base: '0.72' },
    });
    expect(candidateIn(SEEN, 'none on the frontier', 'keep').crossing).toBe('1/10');
  });

  it('a workflow of eighty cents, at ten, crosses a budget of thirty', () => {
    expect(featureIn(SEEN, 'eighty cents').before.meanUsd?.base).toBe('0.8');
    expect(swept('eighty cents', 'keep', 1)).toMatchObject({
      verdict: 'newly viable',
      decisiveUsd: { base: '0.1' },
    });
    expect(candidateIn(SEEN, 'eighty cents', 'keep').crossing).toBe('3/8'); // 0.30 / 0.80
    // and on V4-Pro it is there: 2 × 0.044616
    expect(candidateIn(SEEN, 'eighty cents', 'deepseek-v4-pro')).toMatchObject({
      verdict: 'newly viable',
      isFirm: true,
      meanUsd: { base: '0.089232' },
    });
  });

  it('inference at 30 % of revenue falls to single digits at a third of the price', () => {
    const kept = candidateIn(SEEN, 'thirty percent', 'keep');
    expect(kept.inferenceShareOfWorth).toBe('3/10'); // 7.20 / 24.00
    expect(kept.crossing).toBe('1/3'); // 10 % of 24.00 is 2.40; 2.40 / 7.20
    const flash = candidateIn(SEEN, 'thirty percent', 'deepseek-v4-flash');
    expect(flash.verdict).toBe('newly viable');
    // 18 × 0.01092 / 24 = 0.19656 / 24 = 0.00819
    expect(flash.inferenceShareOfWorth).toBe('819/100000');
  });

  it('without a model before, the cheapest of the frontier at V4’s launch stands for it', () => {
    // 50,000 in and 5,000 out: gpt-5.5 0.40; Opus 4.7 0.25 + 0.125; Gemini 3.1 Pro 0.10 + 0.06;
    // Grok 4.20 ($1.25 in, $2.50 out) 0.0625 + 0.0125 = $0.075 a call, 18 calls $1.35.
    const features = fileOf(
      'features.yaml',
      'features: [{ name: x, steps: 6, calls_per_step: 3, input_tokens: 50000, cached_tokens: 0, output_tokens: 5000, budget: 1 }]',
    );
    const { before } = featureIn(viable(['--features', features]), 'x');
    expect(before.meanUsd?.base).toBe('1.35');
  });
});
