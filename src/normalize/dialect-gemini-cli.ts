import { dialectOf, isOtherTotal, NO_USAGE, withParts } from './dialect.ts';

/** Gemini CLI's tokens: cached inside input, thoughts beside output, tool prompts beside input; total is all four. */
export const geminiCli = dialectOf((read, payload) => {
  const prompt = read(payload, 'input');
  const answer = read(payload, 'output');
  const cacheRead = read(payload, 'cached');
  const thoughts = read(payload, 'thoughts') ?? 0;
  const tool = read(payload, 'tool') ?? 0;
  const total = read(payload, 'total');
  const input = withParts(prompt, tool);
  const output = withParts(answer, thoughts);
  return {
    usage: { ...NO_USAGE, input, cacheRead, output, reasoning: thoughts },
    rule: 'format',
    contradictsTotal: isOtherTotal(total, input, output),
  };
});
