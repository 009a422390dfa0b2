import { describe, expect, it } from 'vitest';
import { createPromptStore, type Prompt } from '../../src/caches/prompt-store.ts';
import { tokensUpTo } from '../../src/caches/prompt-tree.ts';
import { plainRule, readsOf, sharesOf, type TextCall, trackWith } from '../support/caches.ts';

const letters = (letter: string, count: number): string => letter.repeat(count);

describe('the prompt store', () => {
  it('grows with different text only', () => {
    const store = createPromptStore([]);
    const history = [letters('a', 5_000), letters('b', 300), letters('c', 40)];
    store.addParts({ instructions: ['be brief'], messages: history });
    const before = store.size();
    for (let turn = 0; turn < 100; turn++) store.addParts({ instructions: ['be brief'], messages: history });
    expect(store.size()).toEqual(before);
    store.addParts({ instructions: ['be brief'], messages: [...history, 'one more'] });
    expect(store.size()).toEqual({ nodes: before.nodes + 1, texts: before.texts + 1 });
  });

  it('counts each text once in each vocabulary, wherever it stands', () => {
    const asked: string[] = [];
    const count = (text: string): number => asked.push(text);
    const store = createPromptStore([count, count]);
    store.addParts({ instructions: ['s'], messages: ['a', 'b'] });
    store.addParts({ instructions: ['s'], messages: ['b', 'a'] });
    expect(asked.sort()).toEqual(['a', 'a', 'b', 'b', 's', 's']);
  });

  it('has the tokens of whole texts as they were counted, and of parts of one by bytes', () => {
    const store = createPromptStore([(text) => text.length / 4]);
    const text = letters('x', 1_024);
    const long = store.addParts({ instructions: ['abcd'], messages: [text, letters('y', 512)] });
    const tree = store.tree();
    const end = tree.numberOf(long.end);
    const upTo = (node: number): number => tokensUpTo(tree, 0, { node, end });
    expect(upTo(end)).toBe(1 + 256 + 128);
    expect(upTo(tree.numberOf(long.instructions))).toBe(1);
    // Above the end of `y`: a piece of 256 bytes, and one more.
    const piece = tree.parent[end] ?? 0;
    expect(upTo(piece)).toBe(1 + 256 + 128);
    expect(upTo(tree.parent[piece] ?? 0)).toBe(1 + 256 + 64);
  });

  it('leaves empty texts out', () => {
    const store = createPromptStore([]);
    const [a, b] = [
      ['x', '', 'y'],
      ['x', 'y'],
    ].map((messages) => store.addParts({ instructions: [''], messages }));
    expect(a).toEqual(b);
  });

  it('tells texts apart by where one ends', () => {
    const calls = [
      ['ab', 'c'],
      ['a', 'bc'],
      ['ab', 'c'],
    ].map((messages, start) => ({ messages, start }));
    expect(readsOf(calls, {})).toEqual([0, 0, 3]);
  });
});

describe('a long text of its own', () => {
  const text = Array.from({ length: 400 }, (_, index) => `line ${String(index).padStart(4, '0')}`).join('\n');

  it('that grows shares all but the last piece', () => {
    const calls = [text, `${text}\nand more`].map((each, start) => ({ messages: [each], start }));
    // 3,999 characters are 15 whole pieces of 256 and a rest of 159.
    expect(text.length).toBe(3_999);
    expect(readsOf(calls, {})).toEqual([0, 15 * 256]);
  });

  it('that is changed in its middle shares what stands before', () => {
    const changed = text.replace('line 0200', 'LINE 0200');
    const calls = [text, changed].map((each, start) => ({ messages: [each], start }));
    // Line 200 begins at character 2,000, in the eighth piece.
    expect(readsOf(calls, {})).toEqual([0, 7 * 256]);
  });

  it('that is changed at its start shares nothing', () => {
    const calls = [text, `#${text}`].map((each, start) => ({ messages: [each], start }));
    expect(readsOf(calls, {})).toEqual([0, 0]);
  });

  it('in other scripts is cut by bytes', () => {
    const chinese = '缓存的前缀'.repeat(100);
    const calls = [chinese, `${chinese}还有`].map((each, start) => ({ messages: [each], start }));
    // 1,500 bytes: 5 pieces, 1,280 of the 1,506 bytes, in a prompt of 502 characters.
    expect(readsOf(calls, {})).toEqual([0, Math.floor((502 * 1_280) / 1_506)]);
  });
});

describe('blocks that are known by hashes', () => {
  const blocks = (hashes: readonly (number | string)[], tokens: number, start: number) => ({
    hashes,
    tokens,
    start,
  });

  it('are shared as far as the hashes agree', () => {
    const rows = [blocks([1, 2, 3], 1_400, 0), blocks([1, 2, 4, 5], 2_048, 1), blocks([1, 2, 3], 1_400, 2)];
    const calls: readonly TextCall[] = rows.map(({ start, tokens }) => ({ start, tokens, messages: [] }));
    const track = trackWith(calls, (store, { start }) =>
      store.addBlocks({
        blockTokens: 512,
        hashes: rows[start]?.hashes ?? [],
        tokens: rows[start]?.tokens ?? 0,
      }),
    );
    expect(sharesOf(track, plainRule({})).map(({ read }) => read)).toEqual([0, 1_024, 1_400]);
    expect(sharesOf(track, plainRule({ unit: 512 })).map(({ read }) => read)).toEqual([0, 1_024, 1_024]);
  });

  it('may be texts, and large numbers', () => {
    const store = createPromptStore([]);
    const add = (id: number | string): Prompt =>
      store.addBlocks({ hashes: [id], blockTokens: 16, tokens: 16 });
    const ids = [1, 2 ** 40, 2 ** 40 + 1, 'a1', 'a2', '1'];
    expect(new Set(ids.map((id) => add(id).end)).size).toBe(ids.length);
    expect(add('a1')).toEqual(add('a1'));
  });
});

describe('a chain of responses', () => {
  /** Three turns, each naming the response before; `order` is that in which they are read. */
  function chain(order: readonly number[]): readonly number[] {
    const turns: readonly TextCall[] = [
      { messages: ['question one'], start: 0 },
      { messages: ['question two'], start: 10 },
      { messages: ['question three'], start: 20 },
    ];
    const add = (
      store: Parameters<Parameters<typeof trackWith>[1] & object>[0],
      { messages, start }: TextCall,
    ) => {
      const turn = start / 10;
      const prompt =
        turn === 0
          ? store.addParts({ instructions: [], messages })
          : store.addFollowing(`resp_${turn - 1}`, messages);
      store.addAnswer(prompt, [`answer ${turn}`], `resp_${turn}`);
      return prompt;
    };
    const track = trackWith(
      order.map((turn) => turns[turn] as TextCall),
      add,
    );
    return sharesOf(track, plainRule({})).map(({ read, plain }) => read * 1_000 + plain);
  }

  it('has what was asked and answered before in each prompt', () => {
    // 12 characters; then 12 cached, and 8 + 12 new; then 32 cached, and 8 + 14 new.
    expect(chain([0, 1, 2])).toEqual([12, 12_020, 32_022]);
  });

  it('is the same in whatever order its turns are read', () => {
    expect(chain([2, 0, 1])).toEqual([32_022, 12, 12_020]);
    expect(chain([1, 2, 0])).toEqual([12_020, 32_022, 12]);
  });

  it('that begins nowhere, or in itself, or in two places is not simulated', () => {
    const calls: readonly TextCall[] = [0, 1, 2, 3].map((start) => ({ messages: ['x'], start }));
    const track = trackWith(calls, (store, { start }) => {
      const prompts = [
        () => store.addFollowing('resp_unknown', ['x']),
        () => store.addFollowing('resp_self', ['x']),
        () => store.addFollowing('resp_twice', ['x']),
        () => store.addParts({ instructions: [], messages: ['x'] }),
      ];
      const prompt = prompts[start]?.();
      store.addAnswer(store.addFollowing('resp_self', ['x']), ['y'], 'resp_self');
      for (const answer of ['a', 'b'])
        store.addAnswer(store.addParts({ instructions: [], messages: ['x'] }), [answer], 'resp_twice');
      return prompt;
    });
    expect(track.leftOut).toEqual({ 'no text': 0, 'no instant': 0, 'unknown beginning': 3 });
    expect(sharesOf(track, plainRule({})).map(({ plain }) => plain)).toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
      1,
    ]);
  });
});
