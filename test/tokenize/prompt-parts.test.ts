import { describe, expect, it } from 'vitest';
import { answerTexts, promptParts } from '../../src/tokenize/prompt-parts.ts';

const user = { role: 'user', content: 'Hello' };

describe('the texts of a prompt', () => {
  it('are one for each message, tools and system prompt first', () => {
    const tools = [{ type: 'function', function: { name: 'read', description: 'Reads a file' } }];
    const messages = [{ role: 'system', content: 'Be brief.' }, user, { role: 'assistant', content: 'Hi' }];
    expect(promptParts({ model: 'm', tools, messages })).toMatchObject({
      instructions: ['read\nReads a file', ['system', 'Be brief.']],
      messages: [
        ['user', 'Hello'],
        ['assistant', 'Hi'],
      ],
    });
  });

  it.each([
    ['of a vendor that has the system prompt apart', { system: 'Be brief.', messages: [user] }],
    ['of Gemini', { systemInstruction: { parts: [{ text: 'Be brief.' }] }, contents: [user] }],
    ['as JSON in a string', JSON.stringify({ system: 'Be brief.', messages: [user] })],
  ])('%s are the same', (_, input) => {
    expect(promptParts(input)).toMatchObject({ instructions: ['Be brief.'], messages: [['user', 'Hello']] });
  });

  it('may be a list of messages, or a text alone', () => {
    expect(promptParts([user, user])?.messages).toEqual([
      ['user', 'Hello'],
      ['user', 'Hello'],
    ]);
    expect(promptParts('Hello')).toMatchObject({ instructions: [], messages: ['Hello'] });
    expect(promptParts({ model: 'm', input: 'Hello', instructions: 'Be brief.' })).toMatchObject({
      instructions: ['Be brief.'],
      messages: ['Hello'],
    });
  });

  it.each([
    ['nothing', undefined],
    ['no text', { messages: [] }],
    [
      'an image',
      { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'x' } }] }, user] },
    ],
    ['earlier turns that only the vendor knows', { conversation: 'conv_1', input: [user] }],
    ['earlier turns without a name', { previous_response_id: 1, input: [user] }],
  ])('are not known with %s', (_, input) => {
    expect(promptParts(input)).toBeUndefined();
  });
});

describe('a prompt that goes on from a response', () => {
  const request = { previous_response_id: 'resp_1', instructions: 'Be brief.', input: [user] };

  it('has the response, what it sends anew, and its own messages', () => {
    expect(promptParts(request)).toEqual({
      chain: { follows: 'resp_1', settings: ['Be brief.'] },
      instructions: ['Be brief.'],
      messages: [['user', 'Hello']],
    });
  });

  it('has messages of the developer among its messages: they come after those before', () => {
    const developer = { role: 'developer', content: 'In French.' };
    expect(promptParts({ ...request, input: [developer, user] })?.messages).toHaveLength(2);
    expect(promptParts({ input: [developer, user] })?.messages).toHaveLength(1);
  });
});

describe('an answer', () => {
  it('is one text, its reasoning included', () => {
    const message = { role: 'assistant', content: 'Hi', reasoning_content: 'Greet.' };
    expect(answerTexts({ choices: [{ index: 0, message }] }).whole).toBe('Hi\nGreet.');
    expect(answerTexts(undefined).whole).toBe('');
  });
});
