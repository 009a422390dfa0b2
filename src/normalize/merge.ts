import type { CallStatus } from '../domain/call.ts';
import type { CostDetails } from '../domain/cost-form.ts';
import type { Entry, Home, PromptMark, Source } from '../domain/entry.ts';
import { maxima } from './counts.ts';
import type { Registry, SourceFacts } from './registry.ts';

/** An entry as one record of a response tells it. */
export interface Told {
  readonly entry: Entry;
  /** Its format marks this record as the response's last word. */
  readonly isFinal: boolean;
}

/**
 * Two records of one response as one: what a final record says of tokens and cost wins, else each field's maximum.
 * The result does not depend on the order of merging.
 */
export function merge(a: Told, b: Told, registry: Pick<Registry, 'source'>): Told {
  const isFinal = a.isFinal || b.isFinal;
  const heard = [a, b].filter((each) => each.isFinal === isFinal).map(({ entry }) => entry);
  return {
    isFinal,
    entry: {
      source: heard.map(({ source }) => source).reduce((x, y) => registry.source(mergeSources(x, y))),
      home: first([a.entry.home, b.entry.home], homeKey),
      step: first([a.entry.step, b.entry.step], (step) => step ?? LAST),
      startedAt: extreme(Math.min, a.entry.startedAt, b.entry.startedAt),
      endedAt: extreme(Math.max, a.entry.endedAt, b.entry.endedAt),
      status: first([a.entry.status, b.entry.status], (status) => STATUS_ORDER.indexOf(status).toString()),
      counts: heard.map(({ counts }) => counts).reduce(maxima),
      largestPrompt: extreme(Math.max, a.entry.largestPrompt, b.entry.largestPrompt),
      ...costOf(heard),
      prompt: greater(a.entry.prompt, b.entry.prompt),
    },
  };
}

/** The larger cost, and how it is written; what is said beside it, from wherever it is said. */
function costOf(heard: readonly Entry[]): Pick<Entry, 'recordedCost' | 'costForm' | 'costDetails'> {
  const { recordedCost, costForm } = heard.reduce((a, b) => (isLargerCost(b, a) ? b : a));
  const details = heard.map(({ costDetails }) => costDetails).filter((each) => each !== undefined);
  return { recordedCost, costForm, costDetails: details.length === 0 ? undefined : details.reduce(together) };
}

function isLargerCost(a: Entry, b: Entry): boolean {
  const [one, other] = [a.recordedCost, b.recordedCost];
  if (one === other) return a.costForm.number > b.costForm.number;
  return one !== undefined && (other === undefined || one > other);
}

const together = (a: CostDetails, b: CostDetails): CostDetails => ({
  upstream: a.upstream === undefined || (b.upstream ?? a.upstream) > a.upstream ? b.upstream : a.upstream,
  toolUses: Math.max(a.toolUses, b.toolUses),
});

const greater = (a: PromptMark | undefined, b: PromptMark | undefined): PromptMark | undefined =>
  a === undefined || (b !== undefined && b.order > a.order) ? b : a;

const STATUS_ORDER: readonly CallStatus[] = ['ok', 'failed', 'unknown'];

/** Sorts behind every text: something beats nothing. */
const LAST = '\uffff';

/** The order of homes: what names a run goes first, then what names a workflow. */
export const homeKey = ({ workflow, isFileName, run }: Home): string =>
  `${run ?? LAST}\0${isFileName}\0${workflow}`;

function first<T>(values: readonly [T, T], key: (value: T) => string): T {
  const [a, b] = values;
  return key(b) < key(a) ? b : a;
}

function extreme(pick: (a: number, b: number) => number, a: number | undefined, b: number | undefined) {
  return a === undefined || b === undefined ? (a ?? b) : pick(a, b);
}

function mergeSources(a: Source, b: Source): SourceFacts {
  const text = (key: 'provider' | 'model' | 'serviceTier' | 'region') =>
    first([a[key], b[key]], (value) => value ?? LAST);
  const known = (key: 'inputKnown' | 'outputKnown') => first([a[key], b[key]], provenanceKey);
  return {
    provider: text('provider'),
    model: text('model'),
    serviceTier: text('serviceTier'),
    region: text('region'),
    instantKnown: first([a.instantKnown, b.instantKnown], (known) => INSTANT_ORDER.indexOf(known).toString()),
    isCacheKnown: a.isCacheKnown || b.isCacheKnown,
    isTotal: a.isTotal && b.isTotal,
    inputKnown: known('inputKnown'),
    outputKnown: known('outputKnown'),
  };
}

const INSTANT_ORDER = ['exact', 'zone assumed', 'missing'];
const PROVENANCE_ORDER = ['reported', 'counted', 'estimated'];

const provenanceKey = (known: Source['inputKnown']): string =>
  known === undefined ? LAST : `${PROVENANCE_ORDER.indexOf(known.kind)}${JSON.stringify(known)}`;
