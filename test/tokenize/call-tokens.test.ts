import { describe, expect, it } from 'vitest';
import { countCallText } from '../../src/tokenize/call-tokens.ts';
import { framingTokens, NO_FRAMING, OPENAI_CHAT } from '../../src/tokenize/framing.ts';
import { counterFor } from './vocabularies.ts';

const counter = await counterFor('o200k_base');

describe('framing of OpenAI chat', () => {
  it.each([
    ['one message', { messages: 1, names: 0 }, 7],
    ['three messages, one with a name', { messages: 3, names: 1 }, 16],
    ['no message', { messages: 0, names: 0 }, 0],
  ])('%s', (_, request, tokens) => {
    expect(framingTokens(OPENAI_CHAT, request)).toBe(tokens);
  });
});

describe('the tokens of a call', () => {
  it('a gpt-4o request that was reported with 14 prompt and 8 completion tokens', () => {
    const tokens = countCallText(counter, {
      input: { messages: [{ role: 'user', content: 'What is the capital of Mexico?' }] },
      output: {
        choices: [{ message: { role: 'assistant', content: 'The capital of Mexico is Mexico City.' } }],
      },
    });
    expect(tokens).toEqual({
      inputText: 7,
      inputTools: undefined,
      inputFraming: 7,
      outputText: 8,
      outputReasoning: undefined,
      media: 0,
      isReserialised: false,
      isCut: false,
    });
  });

  it('where there is no text, the number is unknown, never zero', () => {
    expect(countCallText(counter, { input: undefined, output: '' })).toMatchObject({
      inputText: undefined,
      inputFraming: undefined,
      outputText: undefined,
    });
  });

  it('counts tools and reasoning apart, and adds up media', () => {
    const image = { type: 'input_image', image_url: 'data:image/png;base64,AAAA' };
    const tokens = countCallText(counter, {
      input: { input: [{ role: 'user', content: [image] }], tools: [{ name: 'look', input_schema: {} }] },
      output: [
        { type: 'thinking', thinking: 'hello world' },
        { type: 'image', source: {} },
      ],
    });
    expect(tokens).toMatchObject({
      inputText: undefined,
      inputTools: 2,
      outputText: undefined,
      outputReasoning: 2,
      media: 2,
    });
  });

  it('takes another framing', () => {
    expect(countCallText(counter, { input: 'hello', output: 'hello' }, NO_FRAMING)).toMatchObject({
      inputText: 1,
      inputFraming: 0,
    });
  });
});
