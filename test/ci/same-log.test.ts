import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT, recost } from '../support/recost.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'recost-same-'));
const LOG = `${ROOT}samples/traces.csv`;
const [HEADER = '', ...ROWS] = readFileSync(LOG, 'utf8').trim().split('\n');

function logOf(name: string, rows: readonly string[]): string {
  const path = join(FOLDER, name);
  writeFileSync(path, `${[HEADER, ...rows].join('\n')}\n`);
  return path;
}

const BASELINE = join(FOLDER, 'recost.baseline.json');
recost(['baseline', LOG, '-q', '-o', BASELINE]);

const HOUR = 3_600_000;
const TIME = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;
const shifted = (milliseconds: number): readonly string[] =>
  ROWS.map((row) => row.replace(TIME, (time) => new Date(Date.parse(time) + milliseconds).toISOString()));

interface JsonCheck {
  readonly outcome: string;
  readonly workflows: readonly {
    readonly findings: readonly unknown[];
    readonly metrics: readonly { readonly before: string | null; readonly after: string | null }[];
    readonly split: JsonSplit;
    readonly steps: readonly { readonly split: JsonSplit }[];
  }[];
}

interface JsonSplit {
  readonly changeUsd: string;
  readonly partsUsd: Readonly<Record<string, string>>;
}

function checked(logs: readonly string[]): { readonly status: number | null; readonly report: JsonCheck } {
  const { status, stdout } = recost(['check', ...logs, '--baseline', BASELINE, '-q', '-f', 'json']);
  return { status, report: JSON.parse(stdout) as JsonCheck };
}

describe.each([
  ['as it was', [LOG]],
  ['in the order of its ends', [logOf('turned.csv', [...ROWS].reverse())]],
  [
    'in three files, every third call each',
    [0, 1, 2].map((part) =>
      logOf(
        `part-${part}.csv`,
        ROWS.filter((_, row) => row % 3 === part),
      ),
    ),
  ],
  ['twelve hours later', [logOf('hours.csv', shifted(12 * HOUR))]],
  ['three months later', [logOf('months.csv', shifted(91 * 24 * HOUR))]],
])('the log of a baseline, %s', (_, logs) => {
  const { status, report } = checked(logs);
  const splits = report.workflows.flatMap(({ split, steps }) => [split, ...steps.map((step) => step.split)]);

  it('passes', () => {
    expect({ status, outcome: report.outcome }).toEqual({ status: 0, outcome: 'passed' });
    expect(report.workflows.map(({ findings }) => findings)).toEqual([[], [], [], [], []]);
  });

  it('differs by exactly nothing, in each of the parts of each step', () => {
    expect(splits).toHaveLength(5 + 28);
    const amounts = splits.flatMap(({ changeUsd, partsUsd }) => [changeUsd, ...Object.values(partsUsd)]);
    expect(new Set(amounts)).toEqual(new Set(['0']));
  });

  it('has the same metrics on both sides', () => {
    const metrics = report.workflows.flatMap((workflow) => workflow.metrics);
    expect(metrics.filter(({ before, after }) => before !== after)).toEqual([]);
    expect(metrics).toHaveLength(35);
  });
});
