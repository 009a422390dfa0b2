import { describe, expect, it } from 'vitest';
import type { ToolDefinition } from '../../src/tokenize/call-text.ts';
import { requestText } from '../../src/tokenize/messages.ts';
import { wordsOfTools } from '../../src/tokenize/tool-words.ts';

const worded = (...definitions: readonly ToolDefinition[]) =>
  wordsOfTools({ tools: [], definitions }, 'typescript');

const SEARCH: ToolDefinition = {
  name: 'search',
  description: 'Find pages\nby words',
  schema: {
    type: 'object',
    properties: {
      words: { type: 'string', description: 'What to find' },
      most: { type: 'integer', default: 5 },
      kind: { enum: ['page', 'image'] },
      where: { $ref: '#/$defs/Place' },
      tags: { type: 'array', items: { type: ['string', 'null'] } },
      any: { anyOf: [{ type: 'number' }, { const: 'none' }] },
    },
    required: ['words', 'kind'],
    $defs: { Place: { type: 'object', properties: { town: { type: 'string' } }, required: ['town'] } },
  },
};

describe('functions as OpenAI’s models read them', () => {
  it('are types in a namespace', () => {
    expect(worded(SEARCH, { name: 'now', description: '', schema: { type: 'object' } })).toEqual([
      `# Tools

## functions

namespace functions {

// Find pages
// by words
type search = (_: {
// What to find
words: string,
most?: number, // default: 5
kind: "page" | "image",
where?: {
town: string,
},
tags?: string | null[],
any?: number | "none",
}) => any;

type now = () => any;

} // namespace functions`,
    ]);
  });

  it('that name themselves have an end', () => {
    const schema = {
      type: 'object',
      properties: { root: { $ref: '#/$defs/Tree' } },
      $defs: {
        Tree: { type: 'object', properties: { leaves: { items: { $ref: '#/$defs/Tree' }, type: 'array' } } },
      },
    };
    expect(worded({ name: 'grow', description: '', schema })[0]).toContain('root?: {\nleaves?: any[],\n},');
  });

  it('have each type once, however often it is named', () => {
    const levels = Array.from({ length: 18 });
    const type = ['array', 'array', 'null', 'array'];
    const schema = levels.reduce<object>((items) => ({ type, items }), { type: ['string', 'string'] });
    const properties = { deep: schema, both: { type: ['object', 'object'], properties: { a: schema } } };
    const deep = `string${'[] | null'.repeat(18)}`;
    expect(worded({ name: 'nest', description: '', schema: { type: 'object', properties } })[0]).toContain(
      `(_: {\ndeep?: ${deep},\nboth?: {\na?: ${deep},\n},\n}) => any`,
    );
  });
});

describe('tools that are looked up', () => {
  const tools = [
    { name: 'find', input_schema: {} },
    { name: 'send', input_schema: {}, defer_loading: true },
  ];
  const found = { type: 'tool_result', content: [{ type: 'tool_reference', tool_name: 'send' }] };

  it('are no part of the prompt before', () => {
    const { definitions } = requestText({ messages: [{ role: 'user', content: 'Hi' }], tools });
    expect(definitions.map(({ name }) => name)).toEqual(['find']);
  });

  it('are part of it from then on', () => {
    const { definitions } = requestText({ messages: [{ role: 'user', content: [found] }], tools });
    expect(definitions.map(({ name }) => name)).toEqual(['find', 'send']);
  });
});
