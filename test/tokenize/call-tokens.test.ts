import { describe, expect, it } from 'vitest';
import { countCallText } from '../../src/tokenize/call-tokens.ts';
import { framingOf, NO_FRAMING, OPENAI_CHAT } from '../../src/tokenize/framing.ts';
import { framingTokens } from '../../src/tokenize/framing-tokens.ts';
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
    const input = { messages: [{ role: 'user', content: 'What is the capital of Mexico?' }] };
    const message = { role: 'assistant', content: 'The capital of Mexico is Mexico City.' };
    const tokens = countCallText(counter, { input, output: { choices: [{ message }] } }, OPENAI_CHAT);
    expect(tokens).toEqual({
      inputText: 7,
      inputTools: undefined,
      inputFraming: 7,
      outputText: 8,
      outputFraming: 1,
      outputReasoning: undefined,
      media: 0,
      cut: [],
      hasKeptHistory: false,
    });
  });

  it('where there is no text, the number is unknown, never zero', () => {
    expect(countCallText(counter, { input: undefined, output: '' }, OPENAI_CHAT)).toMatchObject({
      inputText: undefined,
      inputFraming: undefined,
      outputText: undefined,
    });
  });

  it('counts tools and reasoning apart, and adds up media', () => {
    const image = { type: 'input_image', image_url: 'data:image/png;base64,AAAA' };
    const input = {
      input: [{ role: 'user', content: [image] }],
      tools: [{ name: 'look', input_schema: {} }],
    };
    const output = [
      { type: 'thinking', thinking: 'hello world' },
      { type: 'image', source: {} },
    ];
    const tokens = countCallText(counter, { input, output }, NO_FRAMING);
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

/** What recorded requests came to at the provider, as their usage says. */
describe('tools as vendors add them', () => {
  const schema = (properties: object) => ({ type: 'object', properties, additionalProperties: false });

  it.each([
    ['auto', 'claude-3', 'claude-sonnet-4-5', 497 + 17],
    ['any', 'claude-3', 'claude-sonnet-4-5', 589 + 17],
    ['auto', 'claude-3', 'claude-sonnet-4', 313 + 17],
    ['auto', 'claude-4.7', 'claude-opus-4-8', 290 + 4],
    ['auto', 'gemini', 'gemini-2.5-pro', 0],
  ])('%s, %s, %s: the system prompt of the vendor', (type, family, model, tokens) => {
    const input = {
      messages: [{ role: 'user', content: 'hello' }],
      tools: [{ name: 'look', input_schema: schema({}) }],
      tool_choice: { type },
    };
    const framing = framingOf({ family, model, kind: 'estimate' });
    const { inputFraming } = countCallText(counter, { input, output: undefined }, framing);
    expect(inputFraming).toBe(tokens + framingTokens(framing, { messages: 1, names: 0 }));
  });

  it('a call in an answer, and one with its result in a prompt', () => {
    const call = { type: 'tool_use', name: 'look', input: { at: 'sky' } };
    const result = { type: 'tool_result', content: 'blue' };
    const messages = [
      { role: 'assistant', content: [call] },
      { role: 'user', content: [result] },
    ];
    const framing = framingOf({ family: 'claude-3', model: 'claude-sonnet-4-5', kind: 'estimate' });
    // Recorded: 44 beside the texts of an answer with one call of one argument; 54 to 56 and a token a message before it.
    expect(
      countCallText(counter, { input: { messages }, output: { content: [call] } }, framing),
    ).toMatchObject({
      inputFraming: 6 + 2 + 55,
      outputFraming: 44,
    });
  });

  it('reasoning models of OpenAI have their own', () => {
    const framing = (model: string) => framingOf({ family: 'o200k', model, kind: 'vocabulary' });
    expect(framing('gpt-5-mini').tools.onceInChat).toBe(82);
    expect(framing('o3-mini')).toBe(framing('gpt-5.4'));
    expect(framing('gpt-4.1')).toBe(OPENAI_CHAT);
  });
});
