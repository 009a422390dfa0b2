import { describe, expect, it } from 'vitest';
import type { InputFile } from '../../src/domain/files.ts';
import { openBaseline } from '../../src/pipeline/baseline.ts';
import { check } from '../../src/pipeline/gate.ts';
import { type Resources, setUp } from '../../src/pipeline/setup.ts';
import { gateText } from '../../src/render/gate/terminal.ts';
import { BOOK_FILES } from '../support/book.ts';
import { ROOT } from '../support/recost.ts';
import { BASELINE, textIn } from './example.ts';

const OLD = '2026-11-23';
const NEW = '2027-02-01';

/** The book that is shipped, and a later one in which gpt-5.5 costs twice as much for every token. */
const NEW_FILES = BOOK_FILES.map(({ name, text }) => ({
  name,
  text: text
    .replace(`"version": "${OLD}"`, `"version": "${NEW}"`)
    .replaceAll(
      '"input": "5", "cacheRead": "0.5", "output": "30"',
      '"input": "10", "cacheRead": "1", "output": "60"',
    ),
}));

const resources: Resources = {
  bookVersions: () => [OLD, NEW],
  bookFiles: (version = NEW) => (version === OLD ? BOOK_FILES : NEW_FILES),
  userBooks: [],
  ownCounting: [],
  vocabulary: async () => undefined,
};

const logOf = (name: string): InputFile => ({
  name,
  async *open() {
    yield new TextEncoder().encode(textIn(`${ROOT}samples/ci`, name));
  },
});

const setup = await setUp(resources, false);

const checked = async (log: string, project?: string) =>
  check({
    files: [logOf(log)],
    map: new Map(),
    model: undefined,
    provider: undefined,
    workflow: undefined,
    format: undefined,
    aggregates: false,
    zoneOffset: undefined,
    exchangeRates: [],
    countCall: setup.countCall,
    measureOf: setup.measureOf,
    bandAt: 'start',
    opened: await openBaseline('recost.baseline.json', BASELINE, resources),
    current: { book: setup.book, card: setup.card },
    project: project === undefined ? undefined : { name: 'recost.yaml', text: project },
  });

describe('a new price book, and nothing else', () => {
  it('has other prices', async () => {
    expect(setup.book.version).toBe(NEW);
    const { prices } = await openBaseline('b', BASELINE, resources);
    expect(setup.book.hash).not.toBe(prices.book.hash);
  });

  it('passes: all differences are zero, at the prices of the baseline’s book', async () => {
    const { report } = await checked('before.csv');
    expect(report.outcome).toBe('passed');
    expect(report.book.version).toBe(OLD);
    expect(report.workflows.flatMap(({ findings }) => findings)).toEqual([]);
    const splits = report.workflows.flatMap(({ split, steps }) => [
      split,
      ...steps.map((step) => step.split),
    ]);
    expect(splits.map(({ before, after }) => after - before)).toEqual(Array(7).fill(0n));
    expect(splits.flatMap(({ parts }) => Object.values(parts))).toEqual(Array(42).fill(0n));
  });

  it('is told of: what the new prices would make of the same runs', async () => {
    const { report } = await checked('before.csv');
    // gpt-5.5 answers only `draft` of triage, whose cost doubles; a mean over all 100 runs
    const draft = report.workflows.flatMap(({ steps }) => steps).find(({ step }) => step === 'draft')
      ?.split.before;
    const [other] = report.otherPrices.filter(({ label }) => label === `of book ${NEW}`);
    const rise = Number((other?.cost ?? 0n) - (other?.compared ?? 0n));
    expect(rise / (Number(draft) * 0.6)).toBeCloseTo(1, 12);
    const text = gateText(report, { width: 100, hasColour: false, isAscii: false });
    expect(text.replaceAll(/\s+/g, ' ')).toContain(
      `Other for information only, prices of book ${NEW}: a run costs 3.21 c, at those compared 2.22 c`,
    );
  });

  it('lets what a change made dearer fail as before', async () => {
    const { report } = await checked('after.csv');
    expect(report.outcome).toBe('failed');
    expect(report.workflows[0]?.split.parts.rates).toBe(0n);
  });

  it('moves no budget either: it is held against the baseline’s prices', async () => {
    // triage costs 1.89 c at the old prices, and 3.55 c at the new ones
    const { report } = await checked('before.csv', 'gate:\n  - match: triage\n    mean_budget: 0.02\n');
    expect(report.outcome).toBe('passed');
  });
});
