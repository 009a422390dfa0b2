import { decideTotals } from './algebra.ts';
import { dialectOf, NO_USAGE } from './dialect.ts';

/** Cline's metrics: the input holds what was read from the cache, and what was written to it where that is told. */
export const cline = dialectOf((read, payload) => {
  const input = read(payload, 'inputTokens');
  const output = read(payload, 'outputTokens');
  const cacheRead = read(payload, 'cacheReadTokens');
  const cacheWrite = read(payload, 'cacheWriteTokens') ?? 0;
  const cached = (cacheRead ?? 0) + cacheWrite;
  const totals = decideTotals({ input, cached, output, reasoning: 0, total: undefined }, 'inside');
  return {
    usage: { ...NO_USAGE, input: totals.input, cacheRead, cacheWrite, output: totals.output },
    rule: totals.input === input ? 'format' : totals.rule,
    contradictsTotal: false,
  };
});
