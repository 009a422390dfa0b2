import { countReader, type Dialect, NO_USAGE } from './dialect.ts';

/** Gemini CLI's tokens: cached inside input, thoughts beside output, tool prompts beside input; total is all four. */
export const geminiCli: Dialect = (payload) => {
  const read = countReader();
  const prompt = read.get(payload, 'input');
  const answer = read.get(payload, 'output');
  const cacheRead = read.get(payload, 'cached');
  const thoughts = read.get(payload, 'thoughts') ?? 0;
  const tool = read.get(payload, 'tool') ?? 0;
  const total = read.get(payload, 'total');
  const fault = read.fault();
  if (fault !== undefined) return { fault };
  const input = prompt === undefined ? undefined : prompt + tool;
  const output = answer === undefined ? undefined : answer + thoughts;
  return {
    usage: { ...NO_USAGE, input, cacheRead, output, reasoning: thoughts },
    rule: 'format',
    contradictsTotal: total !== undefined && total !== (input ?? 0) + (output ?? 0),
  };
};
