import { describe, expect, it, test } from 'vitest';
import { createCallList } from '../../src/caches/call-list.ts';
import { createPromptStore } from '../../src/caches/prompt-store.ts';
import { simulate } from '../../src/caches/simulate.ts';
import { trackOf } from '../../src/caches/track.ts';
import { HIT_WORLDS, type HitWorld } from '../../src/domain/caching.ts';
import { seeded } from '../support/arbitrary.ts';
import { CARD } from '../support/book.ts';
import { sum } from '../support/caches.ts';

// The loop of test/loop.test.ts with texts: 20 turns, 40,000 tokens at first, 2,000 more a turn, 800 out, off-peak.
// There: $0.107404 if each token is paid in full once, $0.81048 if nothing is cached.
const WARM = 0.107404;
const COLD = 0.81048;
const V4_PRO = { input: 0.66, cacheRead: 0.022, cacheWrite: 0.66, output: 1.98 };
const TURNS = Array.from({ length: 20 }, (_, turn) => turn);

const next = seeded(42);
const LETTERS = 'etaoinshrdlucmfwypvbgk';
/** A word is a token: five letters and a half on average, and a space. */
function word(): string {
  const length = 3 + Math.floor(next() * 6);
  return Array.from({ length }, () => LETTERS[Math.floor(next() * LETTERS.length)]).join('');
}
const words = (count: number): string => Array.from({ length: count }, word).join(' ');
const countWords = (text: string): number => text.split(' ').length;

const first = words(40_000);
const added = TURNS.slice(1).map(() => words(2_000));
const historyAt = (turn: number): readonly string[] => [first, ...added.slice(0, turn)];

/** The tokens that the simulator finds for the loop on a model, turn by turn, and what they cost. */
function loopOn(name: string, promptOf: (turn: number) => readonly string[], world: HitWorld = 'base') {
  const start = Date.parse('2026-11-22T13:00:00Z'); // a Sunday
  const store = createPromptStore([countWords]);
  const calls = createCallList();
  for (const turn of TURNS)
    calls.add({
      scope: 0,
      prompt: store.addParts({ instructions: [], messages: promptOf(turn) }),
      answer: undefined,
      startedAt: start + turn * 60_000,
      endedAt: start + turn * 60_000 + 20_000,
      tokens: undefined,
    });
  const model = CARD.resolve(undefined, name, start);
  const rule = 'kind' in model ? undefined : CARD.cacheRuleOf(model, start);
  expect(rule).toBeDefined();
  const track = trackOf({ prompts: store.tree(), calls, scopeOf: () => 0 });
  const { read, written, plain } = simulate({
    track,
    rule: rule as NonNullable<typeof rule>,
    world,
    vocabulary: 0,
  });
  return { read: [...read], written: sum([...written]), plain: sum([...plain]) };
}

function costOf({ read, written, plain }: ReturnType<typeof loopOn>, rates: typeof V4_PRO): number {
  const input = sum(read) * rates.cacheRead + written * rates.cacheWrite + plain * rates.input;
  return (input + 20 * 800 * rates.output) / 1e6;
}

const percentOff = (cost: number, from: number): number => (100 * (cost - from)) / from;

describe('a loop that sends its history again, on V4-Pro', () => {
  it('by messages reads all of the prompt before, in units of 128', () => {
    const told = loopOn('deepseek-v4-pro', historyAt);
    expect(told.read).toEqual(
      TURNS.map((turn) => turn && Math.floor((40_000 + 2_000 * (turn - 1)) / 128) * 128),
    );
    // 1,072 of 1,102,000 tokens are beyond the last whole unit: (0.66 − 0.022) × 1,072 = $0.000684.
    expect(sum(told.read)).toBe(1_102_000 - 1_072);
    expect(costOf(told, V4_PRO)).toBeCloseTo(WARM + 0.000684, 6);
    expect(percentOff(costOf(told, V4_PRO), WARM)).toBeLessThan(1);
  });

  it('as one text that grows, too: a piece of 256 bytes and a unit of 128 tokens are lost each turn at most', () => {
    const told = loopOn('deepseek-v4-pro', (turn) => [historyAt(turn).join(' ')]);
    told.read.slice(1).forEach((read, turn) => {
      expect(40_000 + 2_000 * turn - read).toBeLessThan(128 + 256 / 4);
    });
    expect(percentOff(costOf(told, V4_PRO), WARM)).toBeGreaterThan(0);
    expect(percentOff(costOf(told, V4_PRO), WARM)).toBeLessThan(1);
  });

  test.each(HIT_WORLDS)('costs nearly the same in the %s world', (world) => {
    expect(percentOff(costOf(loopOn('deepseek-v4-pro', historyAt, world), V4_PRO), WARM)).toBeLessThan(1);
  });
});

describe('a loop that edits an early message each turn, on V4-Pro', () => {
  const [system, rest] = [words(2_000), words(37_500)];
  const edited = (turn: number): readonly string[] => [system, words(500), rest, ...added.slice(0, turn)];

  it('reads only what stands before it, and costs nearly as much as without a cache', () => {
    const told = loopOn('deepseek-v4-pro', edited);
    // The second turn shows that 2,000 tokens are common, 15 units of 128; they are read from the third on.
    expect(told.read).toEqual(TURNS.map((turn) => (turn < 2 ? 0 : 1_920)));
    // 18 × 1,920 × (0.66 − 0.022) = $0.022049 less than cold: 97.3 % of it.
    expect(costOf(told, V4_PRO)).toBeCloseTo(COLD - 0.022049, 6);
    expect(costOf(told, V4_PRO) / COLD).toBeCloseTo(0.973, 3);
  });

  it('as one text costs the same, but for a piece', () => {
    const told = loopOn('deepseek-v4-pro', (turn) => [edited(turn).join(' ')]);
    expect(costOf(told, V4_PRO) / COLD).toBeCloseTo(0.973, 2);
  });

  it('costs exactly the cold price if the first message is the one', () => {
    const told = loopOn('deepseek-v4-pro', (turn) => [words(40_000), ...added.slice(0, turn)]);
    expect(costOf(told, V4_PRO)).toBeCloseTo(COLD, 12);
  });
});

describe('the same loop on Claude Opus 4.7', () => {
  it('writes each token once and reads it afterwards', () => {
    const told = loopOn('claude-opus-4-7', historyAt);
    expect(told).toMatchObject({ written: 78_000, plain: 0 });
    expect(sum(told.read)).toBe(1_102_000);
    // 0.078 × 6.25 + 1.102 × 0.50 + 0.016 × 25
    const rates = { input: 5, cacheRead: 0.5, cacheWrite: 6.25, output: 25 };
    expect(costOf(told, rates)).toBeCloseTo(1.4385, 10);
  });
});
