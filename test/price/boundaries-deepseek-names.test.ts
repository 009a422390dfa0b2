import { describe, expect, test } from 'vitest';
import { CARD } from '../support/book.ts';
import { costOf, type Line, sumOf } from '../support/by-hand.ts';

/** 7,001 plain, 93,007 cached and 1,999 output tokens at the printed prices, USD per million. */
const usage = (input: string, cached: string, output: string): readonly Line[] => [
  [7_001, 'input', input],
  [93_007, 'cacheRead', cached],
  [1_999, 'output', output],
];
const SOME = usage('0', '0', '0');

/** The night of 2025: one price for both names. */
const NIGHT = usage('0.135', '0.035', '0.55');
/** V3.1 and V3.2, for both names. */
const V3_1 = usage('0.56', '0.07', '1.68');
const V3_2 = usage('0.28', '0.028', '0.42');
/** V4-Flash at launch, after the cut of cache hits, and by the clock. */
const FLASH_LAUNCH = usage('0.14', '0.028', '0.28');
const FLASH_CUT = usage('0.14', '0.0028', '0.28');
const FLASH_OFF_PEAK = usage('0.22', '0.007', '0.66');
const FLASH_PEAK = usage('0.44', '0.014', '1.32');
/** V4.1-Flash, sold as deepseek-flash. */
const NEXT_FLASH_OFF_PEAK = usage('0.15', '0.003', '0.6');
const NEXT_FLASH_PEAK = usage('0.3', '0.006', '1.2');

type Vector = readonly [at: string, why: string, bill: readonly Line[]];
type Unpriced = readonly [model: string, at: string, code: string];

const price = (model: string, at: string, bill: readonly Line[]) =>
  costOf(CARD, { provider: 'deepseek', model, at }, bill);

describe('deepseek-chat', () => {
  const INTRODUCTION = usage('0.14', '0.014', '0.28');
  const V3 = usage('0.27', '0.07', '1.1');

  test.each<Vector>([
    ['2024-12-26T00:00:00Z', 'V3 begins', INTRODUCTION],
    ['2025-02-08T15:59:59Z', 'last second of the introductory price', INTRODUCTION],
    ['2025-02-08T16:00:00Z', 'list price, around the clock', V3],
    ['2025-02-26T16:29:59Z', 'before the first night with a discount', V3],
    ['2025-02-26T16:30:00Z', 'the first night', NIGHT],
    ['2025-02-27T00:29:59Z', 'its last second', NIGHT],
    ['2025-02-27T00:30:00Z', 'the first day', V3],
    ['2025-03-15T16:29:59Z', 'a Saturday, 00:29:59 on Sunday in Beijing', V3],
    ['2025-03-15T16:30:00Z', 'a second later', NIGHT],
    ['2025-03-15T23:59:59Z', 'before midnight UTC', NIGHT],
    ['2025-03-16T00:00:00Z', 'after midnight UTC', NIGHT],
    ['2025-03-16T00:29:59Z', '08:29:59 in Beijing', NIGHT],
    ['2025-03-16T00:30:00Z', '08:30 in Beijing', V3],
    ['2025-03-16T15:59:59Z', 'before midnight in Beijing', V3],
    ['2025-03-16T16:00:00Z', 'after midnight in Beijing', V3],
    ['2025-09-05T00:29:59Z', 'last second of the last night', NIGHT],
    ['2025-09-05T15:59:59Z', 'last second of the day', V3],
    ['2025-09-05T16:00:00Z', 'V3.1', V3_1],
    ['2025-09-05T16:30:00Z', 'no discount any more', V3_1],
    ['2025-09-28T23:59:59Z', 'last second of V3.1', V3_1],
    ['2025-09-29T00:00:00Z', 'V3.2', V3_2],
    ['2026-04-23T23:59:59Z', 'last second of V3.2', V3_2],
    ['2026-04-24T00:00:00Z', 'V4-Flash under the old name', FLASH_LAUNCH],
    ['2026-04-26T12:14:59Z', 'before the cut of cache hits', FLASH_LAUNCH],
    ['2026-04-26T12:15:00Z', 'the cut', FLASH_CUT],
    ['2026-07-24T15:58:59Z', 'the last second of the name', FLASH_CUT],
  ])('%s, %s', (at, _why, bill) => {
    expect(price('deepseek-chat', at, bill)).toBe(sumOf(bill));
  });
});

describe('deepseek-reasoner', () => {
  const R1 = usage('0.55', '0.14', '2.19');

  test.each<Vector>([
    ['2025-01-20T00:00:00Z', 'R1 begins, without an introductory price', R1],
    ['2025-02-26T16:29:59Z', 'before the first night with a discount', R1],
    ['2025-02-26T16:30:00Z', 'the first night: a quarter', NIGHT],
    ['2025-02-27T00:30:00Z', 'the first day', R1],
    ['2025-09-05T00:29:59Z', 'last second of the last night', NIGHT],
    ['2025-09-05T00:30:00Z', 'the last day', R1],
    ['2025-09-05T15:59:59Z', 'its last second', R1],
    ['2025-09-05T16:00:00Z', 'V3.1, at the price of the chat model', V3_1],
    ['2025-09-29T00:00:00Z', 'V3.2', V3_2],
    ['2026-04-23T23:59:59Z', 'last second of V3.2', V3_2],
    ['2026-04-24T00:00:00Z', 'V4-Flash, not Pro', FLASH_LAUNCH],
    ['2026-04-26T12:15:00Z', 'the cut of cache hits', FLASH_CUT],
    ['2026-07-24T15:58:59Z', 'the last second of the name', FLASH_CUT],
  ])('%s, %s', (at, _why, bill) => {
    expect(price('deepseek-reasoner', at, bill)).toBe(sumOf(bill));
  });
});

describe('deepseek-v4-pro', () => {
  const LIST = usage('1.74', '0.145', '3.48');
  const PROMOTION = usage('0.435', '0.03625', '0.87');
  const PERMANENT = usage('0.435', '0.003625', '0.87');

  test.each<Vector>([
    ['2026-04-24T00:00:00Z', 'launch', LIST],
    ['2026-04-25T02:59:59Z', 'before the earliest start of the promotion', LIST],
    ['2026-04-25T03:00:00Z', 'the promotion', PROMOTION],
    ['2026-04-26T12:14:59Z', 'before the cut of cache hits', PROMOTION],
    ['2026-04-26T12:15:00Z', 'the cut', PERMANENT],
    ['2026-05-05T15:59:00Z', 'the first end that was announced', PERMANENT],
    ['2026-05-31T15:59:00Z', 'the second', PERMANENT],
    ['2026-06-01T00:00:00Z', 'permanent: the list price never came back', PERMANENT],
    ['2026-08-16T15:59:59Z', 'last second of one price', PERMANENT],
    ['2026-08-16T16:00:00Z', 'prices by the clock', usage('0.66', '0.022', '1.98')],
    ['2026-09-14T03:59:59Z', 'before the re-route that was taken back', usage('1.32', '0.044', '3.96')],
    ['2026-09-14T04:00:00Z', 'not re-routed, off-peak', usage('0.66', '0.022', '1.98')],
    ['2026-09-14T06:00:00Z', 'not re-routed, peak', usage('1.32', '0.044', '3.96')],
  ])('%s, %s', (at, _why, bill) => {
    expect(price('deepseek-v4-pro', at, bill)).toBe(sumOf(bill));
  });
});

describe.each(['deepseek-v4-flash', 'deepseek-v4-flash-vision-exp'])('%s becomes deepseek-flash', (name) => {
  test.each<Vector>([
    ['2026-08-21T00:00:00Z', 'off-peak', FLASH_OFF_PEAK],
    ['2026-08-24T01:00:00Z', 'peak', FLASH_PEAK],
    ['2026-09-10T03:59:59Z', 'a Thursday, the last second of V4-Flash', FLASH_PEAK],
    ['2026-09-10T04:00:00Z', 'noon in Beijing: V4.1-Flash, off-peak', NEXT_FLASH_OFF_PEAK],
    ['2026-09-10T06:00:00Z', 'V4.1-Flash, peak', NEXT_FLASH_PEAK],
    ['2026-09-10T10:00:00Z', 'off-peak again', NEXT_FLASH_OFF_PEAK],
  ])('%s, %s', (at, _why, bill) => {
    expect(price(name, at, bill)).toBe(sumOf(bill));
  });
});

describe('deepseek-v4-flash', () => {
  test.each<Vector>([
    ['2026-04-24T00:00:00Z', 'launch', FLASH_LAUNCH],
    ['2026-04-26T12:14:59Z', 'before the cut of cache hits', FLASH_LAUNCH],
    ['2026-04-26T12:15:00Z', 'the cut', FLASH_CUT],
    ['2026-07-31T00:00:00Z', 'a silent snapshot', FLASH_CUT],
    ['2026-08-16T15:59:59Z', 'last second of one price', FLASH_CUT],
    ['2026-08-16T16:00:00Z', 'prices by the clock', FLASH_OFF_PEAK],
    ['2026-08-17T01:00:00Z', 'the first peak', FLASH_PEAK],
  ])('%s, %s', (at, _why, bill) => {
    expect(price('deepseek-v4-flash', at, bill)).toBe(sumOf(bill));
  });
});

describe('names without a price say why', () => {
  test.each<Unpriced>([
    ['deepseek-chat', '2024-12-25T23:59:59Z', 'precedes-prices'],
    ['deepseek-chat', '2026-07-24T15:59:00Z', 'no-longer-sold'],
    ['deepseek-chat', '2026-11-23T00:00:00Z', 'no-longer-sold'],
    ['deepseek-reasoner', '2025-01-19T23:59:59Z', 'precedes-prices'],
    ['deepseek-reasoner', '2026-07-24T15:59:00Z', 'no-longer-sold'],
    ['deepseek-v4-pro', '2026-04-23T23:59:59Z', 'precedes-prices'],
    ['deepseek-v4-flash', '2026-04-23T23:59:59Z', 'precedes-prices'],
    ['deepseek-v4-flash-vision-exp', '2026-08-20T23:59:59Z', 'precedes-prices'],
    ['deepseek-flash', '2026-09-10T03:59:59Z', 'precedes-prices'],
    ['deepseek-v4.1-flash-expires-on-0910', '2026-09-09T12:00:00Z', 'no-price'],
    ['deepseek-v4.1-flash-expires-on-0910', '2026-09-10T04:00:00Z', 'no-longer-sold'],
    ['deepseek-v4', '2026-11-01T00:00:00Z', 'unknown-model'],
    ['deepseek-v4-pro-0813', '2026-11-01T00:00:00Z', 'unknown-model'],
  ])('%s at %s: %s', (model, at, code) => {
    expect(price(model, at, SOME)).toBe(code);
  });
});
