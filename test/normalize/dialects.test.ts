import { describe, expect, test } from 'vitest';
import { NO_RAW_CALL, type RawCall } from '../../src/domain/raw-call.ts';
import { normalize } from '../../src/normalize/normalize.ts';

const OPTIONS = {
  file: 'log.jsonl',
  model: undefined,
  provider: undefined,
  workflow: undefined,
  zoneOffset: undefined,
};

const codesOf = (raw: Partial<RawCall>): readonly string[] =>
  normalize({ ...NO_RAW_CALL, ...raw }, OPTIONS).problems.map(({ code }) => code);

describe('a count that is none makes its record unreadable, whichever count it is', () => {
  test.each<Pick<RawCall, 'dialect' | 'usage'>>([
    { dialect: 'anthropic', usage: { input_tokens: 5, output_tokens: 'many' } },
    { dialect: 'openai', usage: { prompt_tokens: 5, prompt_tokens_details: { audio_tokens: -1 } } },
    { dialect: 'gemini', usage: { promptTokenCount: 5, cachedContentTokenCount: 0.5 } },
    { dialect: 'langsmith', usage: { input_tokens: 5, input_token_details: { audio: 'some' } } },
    { dialect: 'totals', usage: { input: 5, output: 'many' } },
  ])('$dialect $usage', (raw) => {
    expect(codesOf(raw)).toEqual(['count-unreadable']);
  });
});
