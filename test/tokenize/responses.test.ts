import { describe, expect, it } from 'vitest';
import { responseText } from '../../src/tokenize/messages.ts';

const call = {
  id: 'call_1',
  type: 'function',
  function: { name: 'look_up', arguments: '{"city": "Paris"}' },
};

describe('the text of a response', () => {
  it('OpenAI chat, with reasoning as open models have it', () => {
    const message = {
      role: 'assistant',
      content: 'Sunny.',
      reasoning: 'Easy.',
      reasoning_content: 'Easy.',
      tool_calls: [call],
    };
    expect(responseText({ id: 'chatcmpl-1', choices: [{ index: 0, message }] })).toMatchObject({
      texts: ['Sunny.', 'look_up', '{"city": "Paris"}'],
      reasoning: ['Easy.'],
    });
  });

  it('OpenAI Responses, without what it repeats of the request and what tools answered', () => {
    const response = {
      instructions: 'Be brief.',
      tools: [{ type: 'function', name: 'look_up' }],
      output: [
        {
          type: 'reasoning',
          summary: [{ type: 'summary_text', text: 'Ask.' }],
          content: [{ type: 'reasoning_text', text: 'I ask.' }],
        },
        { type: 'mcp_call', name: 'ask', arguments: '{"q":1}', output: 'a long answer' },
        {
          type: 'message',
          role: 'assistant',
          content: [{ type: 'output_text', text: 'Sunny.', annotations: [] }],
        },
        { type: 'image_generation_call', result: 'iVBORw0KGgo' },
      ],
      output_text: 'Sunny.',
    };
    expect(responseText(response)).toMatchObject({
      texts: ['ask', '{"q":1}', 'Sunny.'],
      reasoning: ['I ask.'],
      media: 1,
    });
  });

  it('Anthropic', () => {
    const response = {
      type: 'message',
      role: 'assistant',
      content: [
        { type: 'server_tool_use', name: 'web_search', input: { query: 'x' } },
        { type: 'web_search_tool_result', content: [{ type: 'text', text: 'found' }] },
        { type: 'redacted_thinking', data: 'EooC' },
        { type: 'text', text: 'Sunny.' },
      ],
    };
    expect(responseText(response).texts).toEqual(['web_search', '{"query":"x"}', 'Sunny.']);
  });

  it('Gemini', () => {
    const parts = [
      { text: 'Easy.', thought: true },
      { text: 'Sunny.' },
      { executableCode: { language: 'PYTHON', code: 'print(1)' } },
    ];
    const response = { candidates: [{ content: { role: 'model', parts } }] };
    expect(responseText(response)).toMatchObject({ texts: ['Sunny.', 'print(1)'], reasoning: ['Easy.'] });
  });

  it('Bedrock Converse', () => {
    const content = [
      { reasoningContent: { reasoningText: { text: 'Easy.', signature: 'x' } } },
      { text: 'Sunny.' },
    ];
    const response = { output: { message: { role: 'assistant', content } } };
    expect(responseText(response)).toMatchObject({ texts: ['Sunny.'], reasoning: ['Easy.'] });
  });

  it.each([
    ['a string', 'Sunny.'],
    ['a text completion', { choices: [{ text: 'Sunny.', logprobs: null }] }],
    ['a message', { role: 'assistant', content: 'Sunny.' }],
    ['messages', [{ role: 'assistant', content: [{ type: 'text', text: 'Sunny.' }] }]],
    ['Ollama', { model: 'llama3', response: 'Sunny.', done: true }],
    ['a body as JSON in a string', '{"choices":[{"message":{"role":"assistant","content":"Sunny."}}]}'],
  ])('%s', (_, value) => {
    expect(responseText(value).texts).toEqual(['Sunny.']);
  });

  it('an answer that is JSON itself is text', () => {
    expect(responseText('{"content":"yes"}').texts).toEqual(['{"content":"yes"}']);
  });
});
