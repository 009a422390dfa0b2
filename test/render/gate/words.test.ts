import { describe, expect, it } from 'vitest';
import { causeText, changeClause, findingText, metricTitle } from '../../../src/render/gate/words.ts';
import { cents, changeOf, fraction, RISE, splitOf } from '../../support/gate.ts';

const LIMIT = { relative: fraction('0.08'), absolute: undefined };
const POINTS = { relative: undefined, absolute: fraction('0.05') };
const of = { workflow: 'triage', severity: 'fail' } as const;

describe('a finding in words', () => {
  it.each([
    ['a cost over its limit', { ...RISE, ...of }, 'cost a run 8.2 % more, from 9.12 c to 9.87 c (limit 8 %)'],
    [
      'a share over its limit in points',
      { ...of, kind: 'limit', change: changeOf('unpriced_share 0.01 0.07'), bound: POINTS },
      'share of calls without a price 6.0 points more, from 1.0 % to 7.0 % (limit 5 points)',
    ],
    [
      'a share that falls',
      { ...of, kind: 'limit', change: changeOf('cached_share 0.8 0.5'), bound: POINTS },
      'cached share of input tokens 30.0 points less, from 80.0 % to 50.0 % (limit 5 points)',
    ],
    [
      'what may be chance',
      { ...of, kind: 'noise', change: changeOf('p90 0.20 0.24'), bound: LIMIT },
      'cost of a run at the p90 20 % more, from 20 c to 24 c (limit 8 %): it may be chance',
    ],
    [
      'too few runs',
      { ...of, kind: 'few-runs', change: changeOf('cost 1.20 1.50'), runs: 1, least: 20 },
      'cost a run 25 % more, from $1.20 to $1.50: it does not fail with 1 run, for the policy asks for 20',
    ],
    [
      'an average over its budget by less than a cent',
      { ...of, kind: 'mean-budget', cost: cents('2.0004'), most: cents('2') },
      'a run costs 2.0004 c on average, and may cost 2.0000 c',
    ],
    [
      'a single run over its budget',
      { ...of, kind: 'run-budget', dearest: cents('61'), most: cents('50') },
      'the dearest run costs 61 c, and a run may cost 50 c',
    ],
    [
      'a feature over its budget',
      {
        ...of,
        kind: 'no-longer-viable',
        feature: 'Auto `fix`',
        cost: cents('31'),
        affordable: cents('30'),
      },
      'the feature `` Auto `fix` `` is no longer viable: a run costs 31 c, over its budget of 30 c',
    ],
    ['a new workflow', { ...of, kind: 'new', cost: cents('0.5') }, 'new, at 0.500 c a run'],
    ['one without a price', { ...of, kind: 'new', cost: undefined }, 'new, and without a price'],
    [
      'one that is gone',
      { ...of, kind: 'removed' },
      'only in what stands before: it is gone, or did not run',
    ],
    [
      'one like another without a name',
      { ...of, kind: 'renamed', to: '' },
      'on one side only; it may be the same as (no name)',
    ],
    [
      'one that may have another name',
      { ...of, kind: 'renamed', to: 'triage-2' },
      'on one side only; it may be the same as `triage-2`',
    ],
  ] as const)('%s', (_, finding, text) => {
    expect(findingText(finding, 0.14)).toBe(text);
  });

  it('never looks like its limit without being it', () => {
    expect(changeClause(changeOf('cost 0.1 0.10801'), LIMIT)).toBe(
      'cost a run 8.01 % more, from 10.0 c to 10.8 c (limit 8 %)',
    );
  });

  it('shows a rise that two figures would hide', () => {
    expect(changeClause(changeOf('cost 0.0912 0.09123'))).toBe(
      'cost a run 0.03 % more, from 9.120 c to 9.123 c',
    );
  });

  it.each([
    ['cost 0 0.03', 'cost a run from 0 c to 3 c'],
    ['cost ? 0.03', 'cost a run 3 c, before not known'],
    ['cost_per_ok_run 0.03 ?', 'cost per successful run not known, before 3 c'],
    ['p90 ? ?', 'cost of a run at the p90 not known'],
    ['calls_per_run 3.2 48', 'calls a run 15 times as much, from 3.20 to 48.00'],
    ['tokens_per_call 12400 13100', 'tokens a call 5.6 % more, from 12,400 to 13,100'],
  ])('%s', (change, text) => {
    expect(changeClause(changeOf(change))).toBe(text);
  });

  it('names both parts of a limit that has two', () => {
    const bound = { relative: fraction('0.025'), absolute: fraction('0.005') };
    expect(changeClause(changeOf('cost 0.1 0.12'), bound)).toBe(
      'cost a run 20 % more, from 10 c to 12 c (limit 2.5 % and 0.5 c)',
    );
  });

  it('is held against a share of a share where the limit is one', () => {
    const bound = { relative: fraction('0.1'), absolute: undefined };
    expect(changeClause(changeOf('unpriced_share 0.1 0.15'), bound)).toBe(
      'share of calls without a price 50 % more, from 10.0 % to 15.0 % (limit 10 %)',
    );
  });

  it('names its metric', () => {
    expect(metricTitle('unpriced_share')).toBe('share of calls without a price');
  });
});

describe('the cause of a change', () => {
  it.each([
    ['one part', ['9', '10'], {}, 'more tokens a call'],
    ['one part that falls', ['10', '9'], { calls: '-1' }, 'fewer calls a run'],
    ['a part with most of it', ['9', '10'], { cache: '0.1' }, 'mostly more tokens a call'],
    ['two parts', ['9', '10'], { models: '0.6' }, 'dearer models and more tokens a call'],
    [
      'a part against it',
      ['9', '10'],
      { calls: '3', rates: '-2' },
      'more calls a run, partly offset by lower prices',
    ],
    ['a small part against it', ['9', '10'], { calls: '1.2', rates: '-0.2' }, 'more calls a run'],
    ['parts that cancel', ['9', '9'], { calls: '1' }, 'more calls a run, offset by fewer tokens a call'],
    ['no change', ['9', '9'], {}, 'nothing changed'],
  ] as const)('%s', (_, sides, parts, text) => {
    expect(causeText(splitOf(sides, parts))).toBe(text);
  });
});
