import { describe, expect, it, test } from 'vitest';
import { createCallList } from '../../src/caches/call-list.ts';
import { createPromptStore } from '../../src/caches/prompt-store.ts';
import { simulate } from '../../src/caches/simulate.ts';
import { trackOf } from '../../src/caches/track.ts';
import { HIT_WORLDS, type HitWorld } from '../../src/domain/caching.ts';
import { CARD } from '../support/book.ts';
import { characters, plainRule, readsOf, sharesOf, type TextCall, trackWith } from '../support/caches.ts';

/** A text of its own with so many characters, which are its tokens. */
const text = (name: string, tokens: number): string => name.repeat(tokens).slice(0, tokens);

/** Turns of one conversation, a minute apart, each sending all texts before it again. */
const conversation = (texts: readonly string[], apart = 60): readonly TextCall[] =>
  texts.map((_, turn) => ({ messages: texts.slice(0, turn + 1), start: turn * apart }));

describe('an automatic cache', () => {
  const turns = conversation([text('a', 1_000), text('b', 300), text('c', 300)]);

  it('reads what an earlier prompt began with', () => {
    expect(readsOf(turns, {})).toEqual([0, 1_000, 1_300]);
  });

  it('in whole units', () => {
    expect(readsOf(turns, { unit: 128 })).toEqual([0, 7 * 128, 10 * 128]);
  });

  it('nothing below the shortest beginning', () => {
    expect(readsOf(turns, { min: 1_024 })).toEqual([0, 0, 1_300]);
    // 1,000 tokens are 896 in units of 128: also below.
    expect(readsOf(turns, { min: 1_000, unit: 128 })).toEqual([0, 0, 1_280]);
  });

  it('for so long after the last request that had it', () => {
    const late = conversation([text('a', 1_000), text('b', 300), text('c', 300)], 300);
    expect(readsOf(late, { idle: 300 })).toEqual([0, 1_000, 1_300]);
    expect(readsOf(late, { idle: 299 })).toEqual([0, 0, 0]);
  });

  it('which each use renews', () => {
    const [first, other] = [
      [text('a', 500), 'x'],
      [text('a', 500), 'y'],
    ];
    const at = (start: number, messages: readonly string[]): TextCall => ({ start, messages });
    // The whole of `first` is 600 s old at the end, its beginning only 300.
    expect(readsOf([at(0, first), at(300, other), at(600, first)], {})).toEqual([0, 500, 500]);
  });

  it('also all of a prompt that was sent before', () => {
    const [call] = turns;
    expect(
      readsOf(
        [call, call].map((each, start) => ({ messages: [], ...each, start })),
        {},
      ),
    ).toEqual([0, 1_000]);
  });

  it('in the world of few hits never what is still being sent', () => {
    const [a, b] = [
      ['s', 'a'],
      ['s', 'b'],
    ];
    const calls = (end: number): readonly TextCall[] => [
      { messages: a, start: 0, end },
      { messages: b, start: 10, end: 15 },
    ];
    expect(readsOf(calls(11), {}, 'low')).toEqual([0, 0]);
    expect(readsOf(calls(10), {}, 'low')).toEqual([0, 1]);
  });

  it('in the base what was sent five seconds ago, also if its answer is still being written; at best at once', () => {
    const calls = (start: number): readonly TextCall[] => [
      { messages: ['s', 'a'], start: 0, end: 100 },
      { messages: ['s', 'b'], start, end: 110 },
    ];
    expect(['low', 'base', 'high'].map((world) => readsOf(calls(4), {}, world as HitWorld)[1])).toEqual([
      0, 0, 1,
    ]);
    expect(['low', 'base', 'high'].map((world) => readsOf(calls(5), {}, world as HitWorld)[1])).toEqual([
      0, 1, 1,
    ]);
  });

  it('counts the time from the start of the call that sent it', () => {
    const calls: readonly TextCall[] = [
      { messages: ['s'], start: 0, end: 240 },
      { messages: ['s', 'a'], start: 301 },
    ];
    expect(readsOf(calls, { idle: 300 })).toEqual([0, 0]);
  });

  it('of its own scope only', () => {
    const calls = [0, 1, 0, 1].map((scope, start) => ({ messages: ['same'], start, scope }));
    expect(readsOf(calls, {})).toEqual([0, 0, 4, 4]);
  });

  it('and is charged for the rest, where writing costs', () => {
    const track = trackWith(turns);
    expect(sharesOf(track, plainRule({ unit: 256, writes: 'cacheWrite5m' }))).toEqual([
      { read: 0, written: 768, plain: 232 },
      { read: 768, written: 512, plain: 20 },
      { read: 1_280, written: 256, plain: 64 },
    ]);
    expect(sharesOf(track, plainRule({ min: 2_000, writes: 'cacheWrite5m' }))[2]).toEqual({
      read: 0,
      written: 0,
      plain: 1_600,
    });
  });
});

describe('calls of the same instant', () => {
  const calls: readonly TextCall[] = [
    { messages: ['system', 'one'], start: 5 },
    { messages: ['system', 'two, which is longer'], start: 5 },
    { messages: ['system'], start: 5 },
  ];

  test.each([
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ])('come one after the other, in whatever order they are read: %i %i %i', (...order) => {
    const reads = readsOf(
      order.map((call) => calls[call] as TextCall),
      {},
    );
    const back = [0, 1, 2].map((call) => reads[order.indexOf(call)]);
    expect(back).toEqual(readsOf(calls, {}));
    expect(back.filter((read) => read === 6)).toHaveLength(2);
  });
});

describe('breakpoints', () => {
  const claude = { mode: 'breakpoints', marks: ['instructions', 'prompt'], lookBack: 20 } as const;
  const system = text('s', 2_000);

  it('read up to a mark of an earlier call, and write up to the last', () => {
    const calls = conversation([text('a', 100), text('b', 10), text('c', 10)]).map((call) => ({
      ...call,
      instructions: [system],
    }));
    expect(sharesOf(trackWith(calls), plainRule({ ...claude, writes: 'cacheWrite5m' }))).toEqual([
      { read: 0, written: 2_100, plain: 0 },
      { read: 2_100, written: 10, plain: 0 },
      { read: 2_110, written: 10, plain: 0 },
    ]);
  });

  it('read the instructions where the messages differ', () => {
    const calls = ['a', 'b', 'c'].map((name, start) => ({
      instructions: [system],
      messages: [text(name, 500)],
      start,
    }));
    expect(readsOf(calls, claude)).toEqual([0, 2_000, 2_000]);
    expect(readsOf(calls, { ...claude, marks: ['prompt'] })).toEqual([0, 0, 0]);
  });

  it('find nothing between marks', () => {
    const long = text('a', 1_000);
    const calls = [long, `${long}b`].map((each, start) => ({ messages: [each], start }));
    expect(readsOf(calls, claude)).toEqual([0, 0]);
    expect(readsOf(calls, {})).toEqual([0, 3 * 256]);
  });

  test.each([
    [20, 100],
    [21, 0],
  ])('look 20 texts back: %i new texts, %i tokens read', (added, read) => {
    const first = [text('a', 100)];
    const calls = [first, [...first, ...Array.from({ length: added }, (_, index) => `tool ${index}`)]];
    expect(
      readsOf(
        calls.map((messages, start) => ({ messages, start })),
        claude,
      ),
    ).toEqual([0, read]);
  });

  it('keep nothing below the shortest beginning', () => {
    const calls = conversation([text('a', 1_000), text('b', 100)]);
    const rule = plainRule({ ...claude, min: 1_024, writes: 'cacheWrite5m' });
    expect(sharesOf(trackWith(calls), rule)).toEqual([
      { read: 0, written: 0, plain: 1_000 },
      { read: 0, written: 1_100, plain: 0 },
    ]);
  });

  it('end five minutes after the last use', () => {
    const calls = [0, 300, 600, 901].map((start) => ({ messages: [text('a', 100)], start }));
    expect(readsOf(calls, claude)).toEqual([0, 100, 100, 0]);
  });
});

describe('what vendors document', () => {
  const day = Date.parse('2026-11-23');
  const ruleOf = (name: string) => {
    const model = CARD.resolve(undefined, name, day);
    const rule = 'kind' in model ? undefined : CARD.cacheRuleOf(model, day);
    return rule ?? plainRule({ idle: Number.NaN });
  };
  const reads = (calls: readonly TextCall[], name: string) =>
    sharesOf(trackWith(calls), ruleOf(name)).map(({ read }) => read);

  test('DeepSeek: A+B, A+C, A+D: only the third finds A, which was seen to be common at the second', () => {
    const calls = ['b', 'c', 'd'].map((name, start) => ({
      messages: [text('a', 1_280), text(name, 500)],
      start,
    }));
    expect(reads(calls, 'deepseek-v4-pro')).toEqual([0, 0, 1_280]);
    const [, second] = sharesOf(trackWith(calls), ruleOf('deepseek-v4-pro'), 'high');
    expect(second?.read).toBe(1_280);
  });

  test('DeepSeek: A+B, A+B+C: the second finds all of the first', () => {
    expect(reads(conversation([text('a', 640), text('b', 640), 'c']), 'deepseek-v4-pro')).toEqual([
      0, 640, 1_280,
    ]);
  });

  test('DeepSeek: a prompt that goes on after the answer finds the answer, too, where a rule says so', () => {
    const first = { messages: [text('a', 600)], answer: [text('b', 400)], start: 0 };
    const next = { messages: [text('a', 600), text('b', 400), 'c'], start: 60 };
    // The book of 2026-11-23 leaves answers out.
    expect(reads([first, next], 'deepseek-v4-pro')).toEqual([0, 4 * 128]);
    const { marks, ...rule } = ruleOf('deepseek-v4-pro');
    const withAnswers = { ...rule, marks: [...marks, 'answer' as const] };
    for (const world of HIT_WORLDS)
      expect(sharesOf(trackWith([first, next]), withAnswers, world).map(({ read }) => read)).toEqual([
        0,
        7 * 128,
      ]);
  });

  test('OpenAI from GPT-5.6 on: instructions alone are not found, an earlier prompt is', () => {
    const instructions = [text('i', 3_000)];
    const first = { instructions, messages: ['one'], start: 0 };
    const next = { instructions, messages: ['one', 'answer', 'two'], start: 60 };
    const other = { instructions, messages: ['another'], start: 120 };
    expect(reads([first, next, other], 'gpt-5.6-sol')).toEqual([0, 3_003, 0]);
    expect(reads([first, next, other], 'gpt-5.5')).toEqual([0, 2_944, 2_944]);
  });

  // Measured by others at Kimi's endpoint: tokens of a prompt, of the same with a longer end, and what was cached.
  test.each([
    [834, 768],
    [1_638, 1_536],
    [4_035, 3_840],
    [12_035, 12_032],
    [32_039, 32_000],
    [201, 0],
    [361, 256],
  ])('Kimi: after a prompt of %i tokens, a longer one reads %i', (tokens, read) => {
    expect(reads(conversation([text('a', tokens), 'more']), 'kimi-k2.6')).toEqual([0, read]);
  });

  // Recorded with DeepSeek V4: 563, 976 and 189 tokens of which 512, 896 and 128 were cached.
  test.each([
    [563, 512],
    [976, 896],
    [189, 128],
  ])('DeepSeek V4: of %i tokens sent again, %i are cached', (tokens, read) => {
    const again = [0, 60].map((start) => ({ messages: [text('a', tokens)], start }));
    expect(reads(again, 'deepseek-v4-flash')).toEqual([0, read]);
  });
});

describe('tokens of a prompt', () => {
  const reads = (calls: readonly TextCall[]) =>
    sharesOf(trackWith(calls), plainRule({})).map(({ read }) => read);
  const [a, b, c, d] = [text('a', 100), text('b', 100), text('c', 100), text('d', 100)];

  it('are those that are known: of a prompt that was sent before, all of its own', () => {
    // Half of the first prompt is not in the log.
    const calls: readonly TextCall[] = [
      { messages: [a], start: 0, tokens: 200 },
      { messages: [a, b], start: 1, tokens: 310 },
    ];
    expect(sharesOf(trackWith(calls), plainRule({}))).toEqual([
      { read: 0, written: 0, plain: 200 },
      { read: 200, written: 0, plain: 110 },
    ]);
  });

  it('lie in between as those of the texts', () => {
    const from = { messages: [a], start: 0, tokens: 200 };
    const one = { messages: [a, b, c], start: 1, tokens: 420 };
    const two = { messages: [a, b, d], start: 2, tokens: 500 };
    // From the 200 after `a`, half of the way to 500.
    expect(reads([from, one, two])).toEqual([0, 200, 350]);
    expect(reads([one, two])).toEqual([0, Math.floor((500 * 2) / 3)]);
  });

  it('are never more than a prompt has, and never fall along it, whatever a log says', () => {
    const calls: readonly TextCall[] = [
      { messages: [a], start: 0, tokens: 900 },
      { messages: [a, b], start: 1, tokens: 100 },
      { messages: [a, b, c], start: 2, tokens: 950 },
    ];
    expect(reads(calls)).toEqual([0, 100, 900]);
  });

  it('may be told for a target, and without a vocabulary shared parts go by bytes', () => {
    const track = trackWith([
      { messages: ['é'.repeat(10), 'a'], start: 0 },
      { messages: ['é'.repeat(10), 'b'.repeat(20)], start: 1 },
    ]);
    const { read, plain } = simulate({
      track,
      rule: plainRule({}),
      world: 'base',
      vocabulary: undefined,
      tokensOf: (call) => [10, 60][call],
    });
    expect([...read]).toEqual([0, 30]);
    expect([...plain]).toEqual([10, 30]);
  });
});

describe('what cannot be simulated', () => {
  const store = createPromptStore([characters]);
  const calls = createCallList();
  const prompt = store.addParts({ instructions: [], messages: ['hello'] });
  const none = store.addParts({ instructions: [], messages: [] });
  const known = { scope: 0, prompt, answer: undefined, startedAt: 0, endedAt: undefined, tokens: undefined };
  calls.add(known);
  calls.add({ ...known, prompt: undefined });
  calls.add({ ...known, prompt: none });
  calls.add({ ...known, startedAt: undefined });
  calls.add({ ...known, prompt: store.addFollowing('resp_lost', ['go on']) });
  calls.add({ ...known, scope: 7 });
  const track = trackOf({
    prompts: store.tree(),
    calls,
    scopeOf: (call) => [0, 0, 0, 0, 0, undefined][call],
  });

  it('is counted by its reason, and what is not asked for is left out', () => {
    expect(track.leftOut).toEqual({ 'no text': 2, 'no instant': 1, 'unknown beginning': 1 });
    const { read, written, plain } = simulate({ track, rule: plainRule({}), world: 'base', vocabulary: 0 });
    expect([read[0], written[0], plain[0]]).toEqual([0, 0, 5]);
    for (const list of [read, written, plain]) expect([...list.slice(1)]).toEqual(Array(5).fill(Number.NaN));
  });
});
