import { describe, expect, it } from 'vitest';
import { NOTHING_GIVEN } from '../../src/domain/assumptions.ts';
import type { Entry } from '../../src/domain/entry.ts';
import { createReplay } from '../../src/replay/replay.ts';
import { scenariosFor } from '../../src/replay/targets.ts';
import { entryMaker } from '../support/arbitrary.ts';
import { BOOK, CARD } from '../support/book.ts';

const AS_OF = Date.parse('2026-11-23T00:00:00Z');

/** What becomes of calls of gpt-5.5 on gpt-5: both count in the same tokens. */
function movedToGpt5(calls: readonly Partial<Entry['counts']>[]) {
  const make = entryMaker();
  const source = make.source({ model: 'gpt-5.5' });
  const scenarios = scenariosFor(['gpt-5'], BOOK.sets, CARD, AS_OF);
  const moved = scenarios.findIndex(({ kind }) => kind === 'target');
  const options = { bandAt: 'start', at: AS_OF, isAtGiven: false, given: NOTHING_GIVEN } as const;
  const replay = createReplay(CARD, scenarios, options, 'workflow');
  return calls.map((counts) => {
    const entry = make.entry(source, make.home('run'), '2026-11-01T00:00:00Z', counts);
    return replay.lots.lot(replay.lots.of(entry, 'flow')).prices[moved];
  });
}

describe('gpt-5: 400,000 tokens, 272,000 of them for the prompt', () => {
  it('takes no call that passes either', () => {
    expect(
      movedToGpt5([
        { input: 272_000, output: 128_000 },
        { input: 272_001, output: 1 },
        { input: 272_000, output: 128_001 },
        { input: 1_000, output: 1_000 },
      ]),
    ).toMatchObject([
      { kind: 'priced' },
      { kind: 'infeasible', model: 'openai/gpt-5', window: 272_000 },
      { kind: 'infeasible', model: 'openai/gpt-5', window: 400_000 },
      { kind: 'priced' },
    ]);
  });
});
