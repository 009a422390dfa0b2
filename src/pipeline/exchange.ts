import type { ExchangeRate } from '../domain/feature.ts';
import { RecostError } from '../domain/problem.ts';
import { readExchange } from '../plan/features/exchange.ts';

/** Rates of the command line, `EUR=1.085@2026-11-20`. @throws RecostError `option-invalid`, also for two different rates of one currency */
export function ratesIn(texts: readonly string[]): readonly ExchangeRate[] {
  const rates = new Map<string, ExchangeRate>();
  for (const value of texts) {
    const rate = readExchange(value);
    const refuse = (expected: string): never => {
      throw new RecostError('option-invalid', { option: '--exchange', value, expected });
    };
    if (rate === undefined) return refuse('CURRENCY=USD@DATE such as EUR=1.085@2026-11-20');
    const { usd } = rates.get(rate.currency) ?? rate;
    if (usd.num * rate.usd.den !== rate.usd.num * usd.den) refuse(`one rate for ${rate.currency}, not two`);
    rates.set(rate.currency, rate);
  }
  return [...rates.values()];
}
