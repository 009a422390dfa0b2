import { decideTotals } from './algebra.ts';
import { countReader, type Dialect, NO_USAGE } from './dialect.ts';

/** Cline's metrics: the input holds what was read from the cache, and what was written to it where that is told. */
export const cline: Dialect = (payload) => {
  const read = countReader();
  const input = read.get(payload, 'inputTokens');
  const output = read.get(payload, 'outputTokens');
  const cacheRead = read.get(payload, 'cacheReadTokens');
  const cacheWrite = read.get(payload, 'cacheWriteTokens') ?? 0;
  const fault = read.fault();
  if (fault !== undefined) return { fault };
  const cached = (cacheRead ?? 0) + cacheWrite;
  const totals = decideTotals({ input, cached, output, reasoning: 0, total: undefined }, 'inside');
  return {
    usage: { ...NO_USAGE, input: totals.input, cacheRead, cacheWrite, output: totals.output },
    rule: totals.input === input ? 'format' : totals.rule,
    contradictsTotal: false,
  };
};
