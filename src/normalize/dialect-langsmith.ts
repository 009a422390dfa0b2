import { decideTotals } from './algebra.ts';
import { dialectOf, memberOf, NO_USAGE, type ReadCount } from './dialect.ts';

/**
 * LangChain's usage metadata, which LangSmith keeps: details are inside their totals, under names that may begin
 * with the service tier. Source: langchain-core's UsageMetadata; the client's wrappers of OpenAI and Anthropic.
 */
export const langsmith = dialectOf((read, payload) => {
  const input = read(payload, 'input_tokens', 'prompt_tokens');
  const output = read(payload, 'output_tokens', 'completion_tokens');
  const total = read(payload, 'total_tokens');
  const inputs = memberOf(payload, 'input_token_details', 'prompt_token_details');
  const outputs = memberOf(payload, 'output_token_details', 'completion_token_details');
  const cacheRead = detail(read, inputs, 'cache_read');
  const cacheWrite5m = read(inputs, 'ephemeral_5m_input_tokens') ?? 0;
  const cacheWrite1h = read(inputs, 'ephemeral_1h_input_tokens', 'ephemeral_1hr_input_tokens') ?? 0;
  const created = detail(read, inputs, 'cache_creation') ?? 0;
  // Some versions state the split beside the whole, others instead of it.
  const cacheWrite = Math.max(created - cacheWrite5m - cacheWrite1h, 0);
  const reasoning = detail(read, outputs, 'reasoning');
  const cached = (cacheRead ?? 0) + cacheWrite + cacheWrite5m + cacheWrite1h;
  const answered = output ?? (input !== undefined && input === total ? 0 : undefined);
  const totals = decideTotals(
    { input, cached, output: answered, reasoning: reasoning ?? 0, total },
    'inside',
  );
  return {
    usage: {
      ...NO_USAGE,
      input: totals.input,
      cacheRead,
      cacheWrite,
      cacheWrite5m,
      cacheWrite1h,
      audioInput: read(inputs, 'audio') ?? 0,
      output: totals.output,
      reasoning,
      audioOutput: read(outputs, 'audio') ?? 0,
    },
    rule: totals.rule,
    contradictsTotal: totals.contradictsTotal,
  };
});

const detail = (read: ReadCount, details: unknown, name: string): number | undefined =>
  read(details, name, `priority_${name}`, `flex_${name}`, `batch_${name}`);
