import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requestText, responseText } from '../../src/tokenize/messages.ts';

const PNG = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUg==';

describe('what is not text', () => {
  it('a data URL inside a longer text is cut out and counted', () => {
    const content = `See ![a](${PNG}) and ${PNG}, or data:text/plain,this.`;
    expect(requestText([{ role: 'user', content }])).toMatchObject({
      texts: ['See ![a]() and , or data:text/plain,this.'],
      media: 2,
    });
  });

  it('an image inside of arguments or results is left out and counted', () => {
    const input = { page: 1, shot: { type: 'image', data: 'iVBORw0KGgo' }, link: PNG };
    expect(
      requestText([{ role: 'assistant', content: [{ type: 'tool_use', name: 'show', input }] }]),
    ).toMatchObject({
      texts: ['show', '{"page":1,"link":""}'],
      media: 2,
    });
  });

  it('a tool argument that is only called image or file stays', () => {
    const input = { image: 'cat.png', file: { type: 'file', path: 'a.ts' } };
    expect(
      requestText([{ role: 'assistant', content: [{ type: 'tool_use', name: 'open', input }] }]),
    ).toMatchObject({
      texts: ['open', JSON.stringify(input)],
      media: 0,
    });
  });

  it.each([null, undefined, 42, true, {}, [], { question: 'a shape that no vendor has' }])(
    '%j has no text',
    (value) => {
      expect(requestText(value).texts).toEqual([]);
      expect(responseText(value).texts).toEqual([]);
    },
  );

  it('half-written data URLs do not make it slow', () => {
    const content = `;base64,${'data:image/png;a=b'.repeat(100_000)}`;
    expect(requestText(content).texts).toEqual([content]);
  });
});

describe('odd values', () => {
  const nested = (levels: number, innermost: unknown): unknown =>
    Array.from({ length: levels }).reduce<unknown>((value) => [value], innermost);

  it('beyond the depth bound nothing is read, and it says so', () => {
    const deep = nested(100_000, 'deep');
    expect(requestText({ messages: [{ role: 'user', content: deep }] })).toMatchObject({
      texts: [],
      isCut: true,
    });
    expect(responseText(deep)).toMatchObject({ texts: [], isCut: true });
    expect(requestText({ input: 'x', tools: deep })).toMatchObject({ texts: ['x'], tools: [], isCut: true });
    expect(requestText([{ type: 'tool_use', name: 'f', input: deep }])).toMatchObject({
      texts: ['f'],
      isCut: true,
    });
  });

  it('within the bound everything is read', () => {
    expect(requestText(nested(190, 'deep'))).toMatchObject({ texts: ['deep'], isCut: false });
  });

  it('no JSON makes it throw, and no text is empty', () => {
    const keys = [
      'messages',
      'input',
      'content',
      'role',
      'type',
      'text',
      'tools',
      'output',
      'choices',
      '__proto__',
      'name',
    ];
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof({ maxDepth: 6 }, fc.jsonValue(), tie('list'), tie('object')),
      list: fc.array(tie('value'), { maxLength: 3 }),
      object: fc.dictionary(
        fc.constantFrom(...keys),
        fc.oneof(tie('value'), fc.constantFrom('image', 'user', '')),
        { maxKeys: 4 },
      ),
    }));
    fc.assert(
      fc.property(value, (each) => {
        expect(requestText(each).texts).not.toContain('');
        expect(responseText(each).texts).not.toContain('');
      }),
      { numRuns: 2000, seed: 7 },
    );
  });
});
