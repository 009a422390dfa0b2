import { createReadStream } from 'node:fs';
import { ownResources } from '../../src/cli/resources.ts';
import { readAssumptions } from '../../src/config/assumptions.ts';
import { type Assumptions, NOTHING_GIVEN } from '../../src/domain/assumptions.ts';
import type { InputFile } from '../../src/domain/files.ts';
import type { Grouping, Report } from '../../src/domain/report.ts';
import { cost } from '../../src/pipeline/cost.ts';
import { setUp } from '../../src/pipeline/setup.ts';
import { memoryFile } from './reading.ts';
import { ROOT } from './recost.ts';

export const sampleFile = (name: string): InputFile => ({
  name,
  open: () => createReadStream(`${ROOT}samples/${name}`),
});

export const givenIn = (text: string | undefined): Assumptions =>
  text === undefined ? NOTHING_GIVEN : readAssumptions({ name: 'recost.yaml', text });

interface ReportOptions {
  readonly grouping?: Grouping;
  readonly to?: readonly string[];
  /** The text of a project's file. */
  readonly project?: string | undefined;
  readonly hasQuantiles?: boolean;
  readonly asOf?: string;
}

const setup = await setUp(ownResources, false);

/** What `recost` works out for a log, before it is printed. */
export async function reportOn(
  log: InputFile | string | readonly InputFile[],
  options: ReportOptions = {},
): Promise<Report> {
  const { report } = await cost({
    ...setup,
    files: [typeof log === 'string' ? memoryFile(log) : log].flat(),
    map: new Map(),
    model: undefined,
    provider: undefined,
    workflow: undefined,
    format: undefined,
    aggregates: false,
    zoneOffset: undefined,
    to: options.to,
    asOf: options.asOf === undefined ? undefined : Date.parse(options.asOf),
    at: undefined,
    bandAt: 'start',
    given: givenIn(options.project),
    grouping: options.grouping ?? 'workflow',
    hasQuantiles: options.hasQuantiles ?? false,
  });
  return report;
}

/** A log of one line for each row: workflow, run, model, input and output tokens. */
export const tableOf = (rows: readonly (readonly [string, string, string, number, number])[]): string =>
  ['workflow,run_id,model,input_tokens,output_tokens,started_at', ...rows.map(lineOf)].join('\n');

const lineOf = ([workflow, ...rest]: readonly [string, ...unknown[]]): string =>
  [`"${workflow.replaceAll('"', '""')}"`, ...rest, '2026-05-04T09:00:00Z'].join(',');
