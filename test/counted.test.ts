import { Tiktoken } from 'js-tiktoken/lite';
import p50k from 'js-tiktoken/ranks/p50k_base';
import { describe, expect, it } from 'vitest';
import { recost } from './support/recost.ts';

const QUESTION = 'Summarise the following contract in three sentences, please.';
const ANSWER = 'It is a contract about the delivery of grain.';

describe('a log of texts', () => {
  it('of a model with a rarer vocabulary is counted in that one, without a chat around it', () => {
    const csv = `time,model,prompt,completion\n2023-08-01T10:00:00Z,text-davinci-003,"${QUESTION}","${ANSWER}"\n`;
    const { stdout } = recost(['-', '-q', '-f', 'json', '--to', 'keep,deepseek-v4-pro'], { stdin: csv });
    const { total } = JSON.parse(stdout);
    const reference = new Tiktoken(p50k);
    const [input, output] = [QUESTION, ANSWER].map((text) => reference.encode(text).length) as [
      number,
      number,
    ];
    expect(total).toMatchObject({ inputTokens: input, outputTokens: output });
    // $20 per million, for input and output.
    expect(Number(total.scenarios.baseline.totalUsd.base)).toBe(((input + output) * 20) / 1e6);
  });
});
