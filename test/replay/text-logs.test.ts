import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GROUPINGS, type Range, type Report, type ReportRow, WORLDS } from '../../src/domain/report.ts';
import { jsonOf } from '../../src/render/json.ts';
import { fileOf, linesOf, TEXT_TARGETS, textLog } from '../support/random-texts.ts';
import { reportOn } from '../support/reported.ts';

const TO = { to: ['keep', ...TEXT_TARGETS], hasQuantiles: true, asOf: '2026-05-04' };
const grouping = fc.constantFrom(...GROUPINGS);

/** Every amount of a row that has a range. */
const rangesIn = ({ outcomes }: ReportRow): readonly Range[] =>
  outcomes.flatMap(({ total, mean, quantiles }) => [
    total,
    ...(mean === undefined ? [] : [mean]),
    ...Object.values(quantiles() ?? {}),
  ]);

/** How many calls of a report have each trait that the properties are about: without any they would say nothing. */
const traitsOf = ({ scenarios }: Report) => ({
  simulated: scenarios
    .flatMap(({ simulated }) => simulated)
    .reduce((sum, { readTokens }) => sum + readTokens, 0),
  infeasible: scenarios.flatMap(({ infeasible }) => infeasible).length,
  counted: scenarios.reduce((sum, { assumed }) => sum + assumed['tokens counted'], 0),
});

describe('a log with texts, whatever it says', () => {
  it('has the same report in any order, and in any files', async () => {
    const seen: ReturnType<typeof traitsOf>[] = [];
    await fc.assert(
      fc.asyncProperty(textLog, fc.infiniteStream(fc.nat()), grouping, async (calls, numbers, by) => {
        const lines = linesOf(calls);
        const order = lines.map((line) => [numbers.next().value as number, line] as const);
        const shuffled = order.sort(([a], [b]) => a - b).map(([, line]) => line);
        const cut = (numbers.next().value as number) % (lines.length + 1);
        const parts = [shuffled.slice(0, cut), shuffled.slice(cut)].filter(({ length }) => length > 0);
        const report = await reportOn(fileOf(lines), { ...TO, grouping: by });
        seen.push(traitsOf(report));
        const other = await reportOn(parts.map(fileOf), { ...TO, grouping: by });
        expect(jsonOf(other)).toBe(jsonOf(report));
      }),
      { numRuns: 40 },
    );
    expect(seen.filter(({ simulated }) => simulated > 0).length).toBeGreaterThan(10);
    expect(seen.filter(({ infeasible }) => infeasible > 0).length).toBeGreaterThan(10);
    expect(seen.filter(({ counted }) => counted > 0).length).toBeGreaterThan(10);
  }, 60_000);

  it('says of two calls that are alike which one pays for the prompt by where they belong', async () => {
    const common = {
      model: ['openai', 'gpt-5.5'],
      pieces: [3, 4],
      step: 'act',
      second: 1,
      density: 1,
    } as const;
    const alike = [0, 1].map((run) => ({
      ...common,
      pieces: [...common.pieces],
      run,
      output: 10,
      cached: 0,
    }));
    const lines = linesOf(alike);
    const [report, other] = [
      await reportOn(fileOf(lines), TO),
      await reportOn(fileOf([...lines].reverse()), TO),
    ];
    expect(traitsOf(report).simulated).toBeGreaterThan(0);
    expect(jsonOf(other)).toBe(jsonOf(report));
  });

  it('has rows that add up to the total, at the low end, the base and the high end', async () => {
    await fc.assert(
      fc.asyncProperty(textLog, grouping, async (calls, by) => {
        const { rows, total } = await reportOn(fileOf(linesOf(calls)), { ...TO, grouping: by });
        for (const [index, outcome] of total.outcomes.entries()) {
          const sums = WORLDS.map((world) =>
            rows.reduce((sum, row) => sum + (row.outcomes[index]?.total[world] ?? 0n), 0n),
          );
          expect(sums).toEqual(WORLDS.map((world) => outcome.total[world]));
        }
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  it('has its base within its range in every row, mean and quantile', async () => {
    await fc.assert(
      fc.asyncProperty(textLog, grouping, async (calls, by) => {
        const { rows, total } = await reportOn(fileOf(linesOf(calls)), { ...TO, grouping: by });
        const ranges = [...rows, total].flatMap(rangesIn);
        expect(ranges.filter(({ low, base, high }) => low > base || base > high)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});
