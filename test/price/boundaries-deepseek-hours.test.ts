import { describe, expect, test } from 'vitest';
import { CARD } from '../support/book.ts';
import { costOf, type Line, sumOf } from '../support/by-hand.ts';

/** 7,001 plain, 93,007 cached and 1,999 output tokens at the printed prices, USD per million. */
const usage = (input: string, cached: string, output: string): readonly Line[] => [
  [7_001, 'input', input],
  [93_007, 'cacheRead', cached],
  [1_999, 'output', output],
];

/** DeepSeek V4-Pro from 2026-08-16T16:00Z on. */
const OFF_PEAK = usage('0.66', '0.022', '1.98');
const PEAK = usage('1.32', '0.044', '3.96');

type Vector = readonly [at: string, why: string, bill: readonly Line[]];

const price = (model: string, at: string, bill: readonly Line[]) =>
  costOf(CARD, { provider: 'deepseek', model, at }, bill);

describe('the hours of a working day in Beijing (UTC+8)', () => {
  test.each<Vector>([
    ['2026-08-23T23:59:59Z', 'Monday 07:59:59', OFF_PEAK],
    ['2026-08-24T00:59:59Z', '08:59:59', OFF_PEAK],
    ['2026-08-24T01:00:00Z', '09:00', PEAK],
    ['2026-08-24T03:59:59Z', '11:59:59', PEAK],
    ['2026-08-24T04:00:00Z', '12:00', OFF_PEAK],
    ['2026-08-24T05:59:59Z', '13:59:59', OFF_PEAK],
    ['2026-08-24T06:00:00Z', '14:00', PEAK],
    ['2026-08-24T09:59:59Z', '17:59:59', PEAK],
    ['2026-08-24T10:00:00Z', '18:00', OFF_PEAK],
    ['2026-08-24T15:59:59Z', '23:59:59', OFF_PEAK],
    ['2026-08-24T16:00:00Z', 'Tuesday 00:00', OFF_PEAK],
  ])('%s, %s', (at, _why, bill) => {
    expect(price('deepseek-v4-pro', at, bill)).toBe(sumOf(bill));
  });
});

describe('weekends: peak like any day until 2026-08-22T16:00Z, off-peak afterwards', () => {
  test.each<Vector>([
    ['2026-08-17T00:59:59Z', 'the first Monday, before nine', OFF_PEAK],
    ['2026-08-17T01:00:00Z', 'the first Monday, nine', PEAK],
    ['2026-08-21T09:59:59Z', 'the first Friday', PEAK],
    ['2026-08-22T00:59:59Z', 'the first Saturday, before nine', OFF_PEAK],
    ['2026-08-22T01:00:00Z', 'the first Saturday: the new rule is not retroactive', PEAK],
    ['2026-08-22T03:59:59Z', 'the same, before noon', PEAK],
    ['2026-08-22T04:00:00Z', 'the same, at noon', OFF_PEAK],
    ['2026-08-22T09:59:59Z', 'the same, before six', PEAK],
    ['2026-08-22T15:59:59Z', 'the last second of the first rule', OFF_PEAK],
    ['2026-08-22T16:00:00Z', 'the second rule begins', OFF_PEAK],
    ['2026-08-23T01:00:00Z', 'the first Sunday', OFF_PEAK],
    ['2026-08-23T09:59:59Z', 'the same, before six', OFF_PEAK],
    ['2026-08-28T09:59:59Z', 'the next Friday', PEAK],
    ['2026-08-29T01:00:00Z', 'the next Saturday', OFF_PEAK],
    ['2026-08-30T06:00:00Z', 'the next Sunday', OFF_PEAK],
    ['2026-08-31T01:00:00Z', 'the Monday after', PEAK],
    ['2026-09-18T09:59:59Z', 'the last Friday of the second rule', PEAK],
    ['2026-09-21T01:00:00Z', 'the first Monday of the third rule', PEAK],
    ['2026-11-21T02:00:00Z', 'a Saturday in November', OFF_PEAK],
    ['2026-11-23T02:00:00Z', 'a Monday in November', PEAK],
  ])('%s, %s', (at, _why, bill) => {
    expect(price('deepseek-v4-pro', at, bill)).toBe(sumOf(bill));
  });
});

describe('public holidays in China are off-peak', () => {
  /** DeepSeek Flash (V4.1). */
  const FLASH_OFF_PEAK = usage('0.15', '0.003', '0.6');
  const FLASH_PEAK = usage('0.3', '0.006', '1.2');

  test.each<Vector>([
    ['2026-09-24T01:00:00Z', 'the Thursday before Mid-Autumn', FLASH_PEAK],
    ['2026-09-24T09:59:59Z', 'its last peak second', FLASH_PEAK],
    ['2026-09-24T16:00:00Z', 'Mid-Autumn begins at midnight in Beijing', FLASH_OFF_PEAK],
    ['2026-09-25T01:00:00Z', 'Mid-Autumn, a Friday', FLASH_OFF_PEAK],
    ['2026-09-25T09:59:59Z', 'the same, before six', FLASH_OFF_PEAK],
    ['2026-09-26T01:00:00Z', 'its Saturday', FLASH_OFF_PEAK],
    ['2026-09-27T06:00:00Z', 'its Sunday', FLASH_OFF_PEAK],
    ['2026-09-28T00:59:59Z', 'the Monday after, before nine', FLASH_OFF_PEAK],
    ['2026-09-28T01:00:00Z', 'the Monday after', FLASH_PEAK],
    ['2026-09-30T09:59:59Z', 'the Wednesday before National Day', FLASH_PEAK],
    ['2026-10-01T01:00:00Z', 'National Day, a Thursday', FLASH_OFF_PEAK],
    ['2026-10-02T06:00:00Z', 'Friday', FLASH_OFF_PEAK],
    ['2026-10-05T01:00:00Z', 'Monday', FLASH_OFF_PEAK],
    ['2026-10-06T03:59:59Z', 'Tuesday', FLASH_OFF_PEAK],
    ['2026-10-07T09:59:59Z', 'Wednesday, the last day', FLASH_OFF_PEAK],
    ['2026-10-08T00:59:59Z', 'the Thursday after, before nine', FLASH_OFF_PEAK],
    ['2026-10-08T01:00:00Z', 'the Thursday after', FLASH_PEAK],
  ])('%s, %s', (at, _why, bill) => {
    expect(price('deepseek-flash', at, bill)).toBe(sumOf(bill));
  });

  test.each<Vector>([
    ['2026-09-20T01:00:00Z', 'a Sunday that is worked for the holidays', FLASH_OFF_PEAK],
    ['2026-10-10T09:59:59Z', 'a Saturday that is worked for the holidays', FLASH_OFF_PEAK],
  ])('make-up working days are weekends all the same: %s, %s', (at, _why, bill) => {
    expect(price('deepseek-flash', at, bill)).toBe(sumOf(bill));
  });
});

describe('the reference call: 50,000 prompt tokens, 45,000 of them cached, 2,000 out, on V4-Pro', () => {
  const reference = (input: string, cached: string, output: string): readonly Line[] => [
    [5_000, 'input', input],
    [45_000, 'cacheRead', cached],
    [2_000, 'output', output],
  ];

  test.each([
    // 5,000 × 0.435 + 45,000 × 0.003625 + 2,000 × 0.87 per million = 0.002175 + 0.000163125 + 0.00174
    ['2026-06-10T02:00:00Z', reference('0.435', '0.003625', '0.87'), 4_078_125_000_000n],
    // 5,000 × 0.66 + 45,000 × 0.022 + 2,000 × 1.98 per million = 0.0033 + 0.00099 + 0.00396
    ['2026-08-16T16:00:00Z', reference('0.66', '0.022', '1.98'), 8_250_000_000_000n],
    ['2026-11-22T02:00:00Z', reference('0.66', '0.022', '1.98'), 8_250_000_000_000n],
    // twice as much
    ['2026-08-17T01:00:00Z', reference('1.32', '0.044', '3.96'), 16_500_000_000_000n],
    ['2026-11-20T02:00:00Z', reference('1.32', '0.044', '3.96'), 16_500_000_000_000n],
  ] as const)('%s', (at, bill, expected) => {
    expect(sumOf(bill)).toBe(expected);
    expect(price('deepseek-v4-pro', at, bill)).toBe(expected);
  });
});
