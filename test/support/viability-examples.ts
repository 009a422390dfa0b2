import type { Viability } from '../../src/domain/viability.ts';
import { type FeatureSpec, scenariosOf, viabilityOf } from './viability.ts';

const TARGETS = [
  ['deepseek-v4-pro', 'deepseek/deepseek-v4-pro'],
  ['deepseek-v4-flash', 'deepseek/deepseek-v4-flash'],
  ['gpt-5.5', 'openai/gpt-5.5'],
] as const;

/** A report without logs on features with costs on these three targets; `more` replaces members of it. */
export const exampleOf = (specs: readonly FeatureSpec[], more: Partial<Viability> = {}): Viability =>
  viabilityOf(specs, { scenarios: scenariosOf(...TARGETS), logs: undefined, ...more });

/** One feature of each verdict, firm and leaning. */
export const EXAMPLES: readonly FeatureSpec[] = [
  {
    name: 'Contract review for every plan',
    kind: 'value',
    worth: '1',
    share: { num: 3n, den: 10n },
    status: 'shelved',
    runsPerMonth: 1200,
    workflows: ['contract-review'],
    costs: {
      before: '1.269',
      keep: '1.269',
      targets: ['0.0657 0.0747 0.459', '0.0155 0.0176 0.106', '0.702 1.005 4.51'],
    },
  },
  {
    name: 'Research',
    kind: 'price',
    worth: '0.30',
    share: { num: 3n, den: 10n },
    status: 'shipped',
    runsPerMonth: 400,
    costs: { before: '0.076', keep: '0.097', targets: ['0.097', '0.0245 0.0246 0.0684', '—'] },
  },
  {
    name: 'Triage',
    worth: '0.06',
    costs: {
      before: { cost: '0.048', priced: 8 },
      keep: { cost: '0.048', priced: 8 },
      targets: ['0.0046 0.0065 0.0102', '0.0012 0.0017 0.0025', '0.05 0.051 0.053'],
    },
  },
  {
    name: 'Code fix',
    worth: '0.015',
    costs: { before: '0.558', keep: '0.558', targets: ['0.0756', '0.0131 0.0176 0.103', '0.746'] },
  },
  {
    name: 'Digest',
    worth: '0.02',
    minQuality: 0.9,
    quality: { 'deepseek-v4-flash': 0.7 },
    costs: { before: '0.033', keep: '0.033', targets: ['0.0098 0.0117 0.0132', '0.0028', '0.103'] },
  },
];
