import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recostOk } from './recost.ts';

export interface JsonRange {
  readonly low: string;
  readonly base: string;
  readonly high: string;
}

export interface JsonCandidate {
  readonly scenario: number;
  readonly verdict: string;
  readonly isFirm: boolean;
  readonly doubts: readonly { readonly kind: string; readonly side: string; readonly cause?: string }[];
  readonly blocks: readonly { readonly kind: string }[];
  readonly decisiveUsd: JsonRange | null;
  readonly meanUsd: JsonRange | null;
  readonly inferenceShareOfWorth: string | null;
  readonly monthlyCostUsd: string | null;
  readonly crossing: string | null;
}

export interface JsonFeature {
  readonly name: string;
  readonly budgetUsd: string;
  readonly verdict: string;
  readonly isFirm: boolean;
  readonly before: JsonCandidate;
  readonly keepScenario: number;
  readonly bestScenario: number | null;
  readonly candidates: readonly JsonCandidate[];
}

/** What `recost viable -f json` says, with its candidates by name. */
export interface JsonViability {
  readonly scenarios: readonly { readonly id: string }[];
  readonly features: readonly JsonFeature[];
  readonly sweep: {
    readonly factors: readonly string[];
    readonly rows: readonly {
      readonly feature: number;
      readonly scenario: number;
      readonly cells: readonly {
        readonly verdict: string;
        readonly isFirm: boolean;
        readonly decisiveUsd: JsonRange;
      }[];
    }[];
  } | null;
}

/** A file with such a text in a folder of its own. */
export function fileOf(name: string, text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'recost-viable-')), name);
  writeFileSync(path, text);
  return path;
}

export function viable(args: readonly string[]): JsonViability {
  return JSON.parse(recostOk(['viable', ...args, '-f', 'json']).stdout) as JsonViability;
}

export function featureIn({ features }: JsonViability, name: string): JsonFeature {
  const found = features.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no feature ${name}`);
  return found;
}

export function candidateIn(viability: JsonViability, name: string, scenario: string): JsonCandidate {
  const place = viability.scenarios.findIndex(({ id }) => id === scenario);
  const found = featureIn(viability, name).candidates.find((each) => each.scenario === place);
  if (found === undefined) throw new Error(`no candidate ${scenario}`);
  return found;
}
