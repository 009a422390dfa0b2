import { ALGEBRA_RULES, type AlgebraRule } from '../domain/call.ts';
import { COST_KINDS, type CostKind } from '../domain/raw-call.ts';
import { createProblemLog, type ProblemLog } from './problem-log.ts';

/** What was understood of one file. */
export interface FileIntake {
  readonly name: string;
  /** What its calls belong to if they name no workflow. */
  readonly workflow: string;
  readonly formats: ReadonlyMap<string, number>;
  /** Why the whole file was left out. */
  refused: string | undefined;
  calls: number;
  /** Records that were another record of a response already known. */
  merged: number;
  /** Spans whose counts are those of the calls inside them. */
  rolledUp: number;
  /** Spans of traces, calls or not; what they come to is known once all files are read. */
  spans: number;
  /** Records that are no calls but sums over many (`Report.totals`). */
  readonly totals: { records: number; requests: number; withoutRequests: number };
  /** Calls by what their recorded cost is; `zero` is no cost (see Call.isCostZero). */
  readonly costs: Record<CostKind | 'zero', number>;
  unclaimed: number;
  contradictions: number;
  readonly rules: Record<AlgebraRule, number>;
  callsWithText: number;
  readonly problems: ProblemLog;
}

/** A file of which nothing is read yet. */
export function newIntake(name: string): FileIntake {
  return {
    name,
    workflow: workflowOf(name),
    formats: new Map(),
    refused: undefined,
    calls: 0,
    merged: 0,
    rolledUp: 0,
    spans: 0,
    totals: { records: 0, requests: 0, withoutRequests: 0 },
    costs: {
      ...(Object.fromEntries(COST_KINDS.map((kind) => [kind, 0])) as Record<CostKind, number>),
      zero: 0,
    },
    unclaimed: 0,
    contradictions: 0,
    rules: Object.fromEntries(ALGEBRA_RULES.map((rule) => [rule, 0])) as FileIntake['rules'],
    callsWithText: 0,
    problems: createProblemLog(),
  };
}

/** A file's name without its folder and endings. */
function workflowOf(name: string): string {
  const base = name.slice(name.lastIndexOf('/') + 1);
  return name === '-'
    ? 'stdin'
    : (/^(.+?)(\.(csv|tsv|txt|jsonl?|ndjson|traj|log|gz|zst))+$/i.exec(base)?.[1] ?? base);
}
