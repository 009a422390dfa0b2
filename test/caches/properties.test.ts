import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { simulate } from '../../src/caches/simulate.ts';
import type { CacheMark, HitWorld } from '../../src/domain/caching.ts';
import { BOOK } from '../support/book.ts';
import {
  characters,
  type PlainRule,
  plainRule,
  readsOf,
  sharesOf,
  sum,
  type TextCall,
  trackWith,
} from '../support/caches.ts';
import { naiveReads } from '../support/naive-cache.ts';

/** Few different texts, so that prompts share much; long ones that begin alike, at pieces and between them. */
const TEXTS = [
  'a',
  'bb',
  'c'.repeat(100),
  'd'.repeat(256),
  'd'.repeat(300),
  'd'.repeat(700),
  `${'d'.repeat(512)}${'e'.repeat(200)}`,
  `${'d'.repeat(600)}${'e'.repeat(200)}`,
];
const text = fc.constantFrom(...TEXTS);
const texts = (most: number) => fc.array(text, { maxLength: most });

const call: fc.Arbitrary<TextCall> = fc
  .record({
    instructions: texts(2),
    messages: fc.array(text, { minLength: 1, maxLength: 5 }),
    answer: texts(2),
    start: fc.nat({ max: 900 }),
    takes: fc.constantFrom(0, 0, 1, 30, 200),
    scope: fc.constantFrom(0, 0, 1),
  })
  .map(({ takes, ...rest }) => ({ ...rest, end: rest.start + takes }));

const calls = fc.array(call, { minLength: 1, maxLength: 14 });
/** In the order of time, and no two at once. */
const inTurn = fc
  .uniqueArray(call, { minLength: 1, maxLength: 14, selector: ({ start }) => start })
  .map((all) => all.map((each) => ({ ...each, scope: 0 })).sort((a, b) => a.start - b.start));

const marks = fc.subarray(['instructions', 'prompt', 'answer', 'shared'] as const, { minLength: 1 });
const idle = fc.constantFrom(1, 30, 100, 300, 10_000);
const sizes = { unit: fc.constantFrom(1, 64, 128, 256), min: fc.constantFrom(1, 200, 600), idle };
const automatic: fc.Arbitrary<PlainRule> = fc.record({
  mode: fc.constant('automatic' as const),
  marks: fc.constantFrom([], ['answer' as const]),
  ...sizes,
});
const breakpoints: fc.Arbitrary<PlainRule> = fc.record({
  mode: fc.constant('breakpoints' as const),
  marks,
  lookBack: fc.constantFrom(0, 1, 3, 100),
  ...sizes,
});
const rule = fc.oneof(automatic, breakpoints);

describe('what is read', () => {
  test.each([
    ['an automatic cache', automatic],
    ['breakpoints', breakpoints],
  ])('from %s is what comparing with every earlier call finds', (_, rules) => {
    fc.assert(
      fc.property(inTurn, rules, (all, own) => {
        expect(readsOf(all, own)).toEqual(naiveReads(all, own));
      }),
      { numRuns: 250 },
    );
  });

  test('is never more than is sent, and the three shares are the prompt', () => {
    fc.assert(
      fc.property(calls, rule, fc.constantFrom(undefined, 'cacheWrite' as const), (all, own, writes) => {
        const shares = sharesOf(trackWith(all), plainRule({ ...own, writes }));
        shares.forEach(({ read, written, plain }, index) => {
          const { instructions = [], messages } = all[index] as TextCall;
          expect(read + written + plain).toBe(sum([...instructions, ...messages].map(characters)));
          expect(Math.min(read, written, plain)).toBeGreaterThanOrEqual(0);
        });
      }),
    );
  });

  test('is the same whatever the order in which calls are added', () => {
    fc.assert(
      fc.property(calls, rule, fc.infiniteStream(fc.nat()), (all, own, order) => {
        const shuffled = all
          .map((each) => ({ each, key: order.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ each }) => each);
        const told = (some: readonly TextCall[]): readonly string[] =>
          readsOf(some, own)
            .map((read, index) => JSON.stringify([some[index], read]))
            .sort();
        expect(told(shuffled)).toEqual(told(all));
      }),
    );
  });

  test('is that of each scope alone', () => {
    fc.assert(
      fc.property(calls, rule, (all, own) => {
        const together = readsOf(all, own);
        for (const scope of [0, 1]) {
          const isIn = (each: TextCall): boolean => each.scope === scope;
          const alone = readsOf(all.filter(isIn), own);
          expect(together.filter((_, index) => isIn(all[index] as TextCall))).toEqual(alone);
        }
      }),
    );
  });
});

describe('a wider rule', () => {
  const CHANGES: readonly (readonly [string, fc.Arbitrary<PlainRule>, (own: PlainRule) => PlainRule])[] = [
    ['a longer life', rule, (own) => ({ ...own, idle: (own.idle ?? 0) * 3 })],
    ['a unit that divides it', rule, (own) => ({ ...own, unit: Math.ceil((own.unit ?? 1) / 4) })],
    ['a shorter least beginning', rule, (own) => ({ ...own, min: Math.ceil((own.min ?? 1) / 3) })],
    ['a longer look back', breakpoints, (own) => ({ ...own, lookBack: (own.lookBack ?? 0) + 2 })],
    [
      'more marks',
      breakpoints,
      (own) => ({ ...own, marks: [...new Set<CacheMark>([...(own.marks ?? []), 'prompt', 'instructions'])] }),
    ],
    ['no need of marks', breakpoints, (own) => ({ ...own, mode: 'automatic' })],
  ];

  test.each(CHANGES)('with %s never makes a call read less', (_, rules, widen) => {
    fc.assert(
      fc.property(calls, rules, (all, own) => {
        const [narrow, wide] = [readsOf(all, own), readsOf(all, widen(own))];
        wide.forEach((read, index) => {
          expect(read).toBeGreaterThanOrEqual(narrow[index] ?? 0);
        });
      }),
      { numRuns: 150 },
    );
  });
});

describe('the worlds of every rule of the book', () => {
  const rules = [...BOOK.providers.values()].flatMap(({ id, caching }) =>
    caching().map((own, index) => ({ name: `${id} ${index}`, own })),
  );

  test.each(rules)('of $name: few hits, more in the base, most in the high one', ({ own }) => {
    fc.assert(
      fc.property(calls, fc.integer({ min: 1, max: 40 }), (all, times) => {
        const track = trackWith(all);
        // Prompts large enough for the rule.
        const read = (world: HitWorld): Float64Array =>
          simulate({
            track,
            rule: own,
            world,
            vocabulary: 0,
            // Some tokens are not in the texts, and no two logs agree on how many.
            tokensOf: (each) =>
              times * sum((all[each]?.messages ?? []).map(characters)) + ((each * 37) % 101),
          }).read;
        const [low, base, high] = [read('low'), read('base'), read('high')];
        base.forEach((tokens, index) => {
          expect(tokens).toBeGreaterThanOrEqual(low[index] ?? 0);
          expect(tokens).toBeLessThanOrEqual(high[index] ?? 0);
        });
      }),
      { numRuns: 60 },
    );
  });
});
