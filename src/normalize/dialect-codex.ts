import { decideTotals } from './algebra.ts';
import { dialectOf, NO_USAGE } from './dialect.ts';

/** Codex's token_count: cached tokens inside the input, reasoning inside the output, unless the total says otherwise. */
export const codex = dialectOf((read, payload) => {
  const cacheRead = read(payload, 'cached_input_tokens');
  const cacheWrite = read(payload, 'cache_write_input_tokens') ?? 0;
  const input = read(payload, 'input_tokens');
  const output = read(payload, 'output_tokens');
  const reasoning = read(payload, 'reasoning_output_tokens');
  // 0 stands for a total that was not written.
  const total = read(payload, 'total_tokens') || undefined;
  const stated = { input, cached: (cacheRead ?? 0) + cacheWrite, output, reasoning: reasoning ?? 0, total };
  const totals = decideTotals(stated, 'inside');
  return {
    usage: { ...NO_USAGE, input: totals.input, cacheRead, cacheWrite, output: totals.output, reasoning },
    rule: totals.input === input && totals.output === output ? 'format' : totals.rule,
    contradictsTotal: totals.contradictsTotal,
  };
});
