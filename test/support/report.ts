import { recost } from './recost.ts';

/** What tests look at in a row of a report. */
export interface Row {
  readonly name: string;
  readonly runs: number;
  readonly calls: number;
  readonly inputTokens: number;
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
  readonly recorded: { readonly calls: number; readonly usd: string; readonly listUsd: string };
}

export interface JsonReport {
  readonly rows: readonly Row[];
  readonly total: Row;
  readonly losses: readonly { readonly code: string; readonly count: number; readonly text: string }[];
  readonly scenarios: readonly { readonly unpriced: readonly { code: string; calls: number }[] }[];
}

/** The report of the real program on what the log records, with nothing but prices of the same models beside it. */
export function reportOf(args: readonly string[], stdin: string | Uint8Array = ''): JsonReport {
  const { stdout, stderr } = recost(['-q', ...args, '-f', 'json', '--to', 'keep'], { stdin });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}
