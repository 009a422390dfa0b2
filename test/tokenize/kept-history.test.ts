import { describe, expect, it } from 'vitest';
import { hasKeptHistory } from '../../src/tokenize/kept-history.ts';

const input = [{ role: 'user', content: 'And in Fahrenheit?' }];
const contents = [{ role: 'user', parts: [{ text: 'And in Fahrenheit?' }] }];

describe('a request is not all of its prompt', () => {
  it.each([
    ['that names an earlier response', { input, previous_response_id: 'resp_1' }],
    ['that names a conversation', { input, conversation: { id: 'conv_1' } }],
    ['that names a cache of Gemini’s', { contents, cachedContent: 'cachedContents/1' }],
  ])('%s', (_, request) => {
    expect(hasKeptHistory(request)).toBe(true);
  });

  it.each([
    ['that names none', { input, previous_response_id: null, conversation: null }],
    ['with all messages, of a conversation that has a name', { messages: input, conversation: 'conv_1' }],
    ['that is only messages', input],
    ['that is not there', undefined],
  ])('but one is %s', (_, request) => {
    expect(hasKeptHistory(request)).toBe(false);
  });
});
