import { describe, expect, it } from 'vitest';
import { requestText } from '../../src/tokenize/messages.ts';

const PNG = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUg==';
const call = {
  id: 'call_1',
  type: 'function',
  function: { name: 'look_up', arguments: '{"city": "Paris"}' },
};

describe('the text of a request', () => {
  it('a plain string is one message', () => {
    expect(requestText('Hello')).toMatchObject({ texts: ['Hello'], messages: 1, names: 0, media: 0 });
  });

  it('OpenAI chat', () => {
    const request = {
      model: 'gpt-4o',
      messages: [
        { role: 'system', content: 'Be brief.' },
        {
          role: 'user',
          name: 'ann',
          content: [
            { type: 'text', text: 'Weather?' },
            { type: 'image_url', image_url: { url: PNG } },
          ],
        },
        { role: 'assistant', content: null, tool_calls: [call] },
        { role: 'tool', tool_call_id: 'call_1', content: 'Sunny' },
      ],
      tools: [
        {
          type: 'function',
          function: { name: 'look_up', description: 'Weather', parameters: { type: 'object' } },
        },
      ],
      user: 'u-1',
    };
    expect(requestText(request)).toMatchObject({
      texts: ['Be brief.', 'ann', 'Weather?', 'look_up', '{"city": "Paris"}', 'Sunny'],
      reasoning: [],
      tools: ['look_up', 'Weather', '{"type":"object"}'],
      definitions: [{ name: 'look_up', description: 'Weather', schema: { type: 'object' } }],
      calls: 1,
      callArguments: 1,
      isChat: true,
      isForced: false,
      messages: 4,
      names: 1,
      media: 1,
      isCut: false,
    });
  });

  it('OpenAI Responses', () => {
    const request = {
      instructions: 'Be brief.',
      reasoning: { effort: 'low', summary: 'auto' },
      input: [
        {
          role: 'user',
          content: [
            { type: 'input_text', text: 'Weather?' },
            { type: 'input_image', image_url: PNG },
          ],
        },
        {
          type: 'reasoning',
          id: 'rs_1',
          summary: [{ type: 'summary_text', text: 'Look it up.' }],
          encrypted_content: 'gAAA',
        },
        { type: 'function_call', call_id: 'c', name: 'look_up', arguments: '{}' },
        { type: 'function_call_output', call_id: 'c', output: 'Sunny' },
      ],
    };
    expect(requestText(request)).toMatchObject({
      texts: ['Be brief.', 'Weather?', 'look_up', '{}', 'Sunny'],
      reasoning: ['Look it up.'],
      messages: 5,
      media: 1,
    });
    expect(requestText({ instructions: 'Be brief.', input: 'Hi' })).toMatchObject({
      texts: ['Be brief.', 'Hi'],
      messages: 2,
    });
  });

  it('Anthropic', () => {
    const request = {
      system: [{ type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral' } }],
      messages: [
        { role: 'user', content: 'Weather?' },
        {
          role: 'assistant',
          content: [
            { type: 'thinking', thinking: 'Look it up.', signature: 'EooC' },
            { type: 'tool_use', id: 'tu_1', name: 'look_up', input: { city: 'Paris' } },
          ],
        },
        {
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: 'tu_1', content: [{ type: 'text', text: 'Sunny' }] },
            { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo' } },
            { type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'A note' } },
          ],
        },
      ],
      tools: [{ name: 'look_up', description: 'Weather', input_schema: { type: 'object' } }],
    };
    expect(requestText(request)).toMatchObject({
      texts: ['Be brief.', 'Weather?', 'look_up', '{"city":"Paris"}', 'Sunny', 'A note'],
      reasoning: ['Look it up.'],
      tools: ['look_up', 'Weather', '{"type":"object"}'],
      messages: 4,
      media: 1,
    });
  });

  it('Gemini', () => {
    const request = {
      systemInstruction: { parts: [{ text: 'Be brief.' }] },
      contents: [
        {
          role: 'user',
          parts: [{ text: 'Weather?' }, { inlineData: { mimeType: 'image/png', data: 'iVBORw0KGgo' } }],
        },
        {
          role: 'model',
          parts: [{ functionCall: { name: 'look_up', args: { city: 'Paris' } }, thoughtSignature: 'c2tp' }],
        },
        { role: 'user', parts: [{ functionResponse: { name: 'look_up', response: { weather: 'sunny' } } }] },
      ],
      tools: [{ functionDeclarations: [{ name: 'look_up', description: 'Weather' }] }],
    };
    expect(requestText(request)).toMatchObject({
      texts: ['Be brief.', 'Weather?', 'look_up', '{"city":"Paris"}', 'look_up', '{"weather":"sunny"}'],
      tools: ['look_up', 'Weather'],
      messages: 4,
      media: 1,
    });
  });

  it('Bedrock Converse', () => {
    const request = {
      system: [{ text: 'Be brief.' }],
      messages: [
        {
          role: 'user',
          content: [{ text: 'Weather?' }, { image: { format: 'png', source: { bytes: 'iVBORw0KGgo' } } }],
        },
        {
          role: 'assistant',
          content: [{ toolUse: { toolUseId: 't', name: 'look_up', input: { city: 'Paris' } } }],
        },
        {
          role: 'user',
          content: [
            { toolResult: { toolUseId: 't', content: [{ json: { sky: 'blue' } }], status: 'success' } },
          ],
        },
      ],
      toolConfig: { tools: [{ toolSpec: { name: 'look_up', inputSchema: { json: { type: 'object' } } } }] },
    };
    expect(requestText(request)).toMatchObject({
      texts: ['Be brief.', 'Weather?', 'look_up', '{"city":"Paris"}', '{"sky":"blue"}'],
      tools: ['look_up', '{"json":{"type":"object"}}'],
      messages: 4,
      media: 1,
    });
  });

  it('OpenTelemetry messages and Vercel parts', () => {
    const messages = [
      {
        role: 'user',
        parts: [
          { type: 'text', content: 'Weather?' },
          { type: 'blob', modality: 'image', content: 'iVBORw0KGgo' },
        ],
      },
      {
        role: 'assistant',
        content: [{ type: 'tool-call', toolCallId: 'c', toolName: 'look_up', input: { city: 'Paris' } }],
      },
      {
        role: 'tool',
        content: [{ type: 'tool-result', toolCallId: 'c', output: { type: 'text', value: 'Sunny' } }],
      },
    ];
    const texts = ['Weather?', 'look_up', '{"city":"Paris"}', 'Sunny'];
    expect(requestText(messages)).toMatchObject({ texts, messages: 3, media: 1 });
  });

  it('messages that a log holds as JSON in a string', () => {
    const logged = JSON.stringify([{ role: 'user', content: 'Hi' }]);
    expect(requestText(logged)).toEqual(requestText([{ role: 'user', content: 'Hi' }]));
  });

  it('a prompt that is JSON itself is text', () => {
    const prompt = '{"role": "engineer", "content": "my CV"}';
    expect(requestText(prompt).texts).toEqual([prompt]);
    expect(requestText('[1, 2').texts).toEqual(['[1, 2']);
  });

  it('the content parts of one message are one message', () => {
    const parts = [
      { type: 'text', text: 'What is this?' },
      { type: 'image_url', image_url: { url: PNG } },
    ];
    expect(requestText(parts)).toMatchObject({ texts: ['What is this?'], messages: 1, media: 1 });
  });
});
