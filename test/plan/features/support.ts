import type { ExchangeRate } from '../../../src/domain/feature.ts';
import { RecostError } from '../../../src/domain/problem.ts';
import { type FeatureList, readFeatures } from '../../../src/plan/features/read-features.ts';

export const yaml = (text: string, exchangeRates: readonly ExchangeRate[] = []): FeatureList =>
  readFeatures({ name: 'recost.yaml', text, exchangeRates });

export const csv = (text: string, exchangeRates: readonly ExchangeRate[] = []): FeatureList =>
  readFeatures({ name: 'features.csv', text, exchangeRates });

/** One feature that is sound but for what is given here. */
export const one = (...lines: readonly string[]): FeatureList =>
  yaml(['features:', '- name: A', ...lines.map((line) => `  ${line}`)].join('\n'));

/** `12 feature-key-unknown: feature "A": …` */
export const said = ({ problems }: FeatureList): readonly string[] =>
  problems.map(({ code, place, text }) => `${place?.line} ${code}: ${text}`);

export const EUR: ExchangeRate = { currency: 'EUR', usd: { num: 217n, den: 200n }, date: '2026-11-20' };

/** The message of the error that ends the reading. */
export function refusal(read: () => unknown): string {
  try {
    read();
    return 'nothing was refused';
  } catch (error) {
    return error instanceof RecostError
      ? `${error.code} ${error.exitCode}: ${error.message}`
      : `bug: ${error}`;
  }
}
