import { type CostDetails, costFormAt } from '../domain/cost-form.ts';
import { COUNTS, type Counts, type Entry, type PromptMark } from '../domain/entry.ts';
import { bytes, createHashIndex, createInterner, doubles, type Growing, wholes } from '../domain/growing.ts';
import type { Money } from '../domain/money.ts';
import { merge, type Told } from './merge.ts';
import { createOrigins } from './origins.ts';
import type { Registry } from './registry.ts';

/** An entry with the id under which its response may come again. */
export interface Identified extends Told {
  readonly id: string;
  readonly isProviderId: boolean;
}

/** Keeps every call that has an id until all files are read, so that each response counts once. */
export interface Ledger {
  readonly add: (identified: Identified) => 'new' | 'merged' | 'clash';
  /** The place, among those that `drain` gives, of the call that was added last. */
  readonly latest: () => number;
  /** Every call once, in order of first appearance; the ledger forgets them as they are taken. */
  readonly drain: () => Iterable<Entry>;
}

/**
 * One row of numbers a call: about 60 bytes. Ids are kept as 64-bit hashes: among a hundred million calls, two
 * different ids share one with a probability of 1 in 3,700.
 */
export function createLedger(registry: Registry): Ledger {
  const high = wholes();
  const rows = createRows(registry);
  /** The first row of each id. */
  const byId = createHashIndex();
  /** The others, by what tells them apart: an id may be the same in a whole file. */
  const byFacts = createHashIndex();
  const origins = createOrigins();
  let latest = -1;

  function add(told: Identified): 'new' | 'merged' | 'clash' {
    origins.hear(told.entry);
    const [h, l] = hash(told.id);
    const isSameId = (row: number): boolean => high.get(row) === h;
    const isSameCall = (row: number): boolean => isSameId(row) && agree(rows.read(row), told);
    const first = byId.find(l, isSameId);
    if (first < 0) {
      byId.add(l, newRow(h, told));
      return 'new';
    }
    if (told.isProviderId || isSameCall(first)) return mergeInto(first, told);
    // Without an instant and a run, nothing says that it is one of the others.
    const facts = factsOf(told);
    const [, f] = hash(facts ?? told.id);
    const same = facts === undefined ? -1 : byFacts.find(f, isSameCall);
    if (same >= 0) return mergeInto(same, told);
    const row = newRow(h, told);
    if (facts !== undefined) byFacts.add(f, row);
    return 'clash';
  }

  function mergeInto(row: number, told: Identified): 'merged' {
    const known = rows.read(row);
    origins.contest(row, known.entry.home, told.entry.home);
    rows.write(row, merge(known, told, registry));
    latest = row;
    return 'merged';
  }

  function newRow(h: number, told: Identified): number {
    const row = rows.count();
    high.set(row, h);
    rows.write(row, told);
    latest = row;
    return row;
  }

  return {
    add,
    latest: () => latest,
    *drain() {
      byId.clear();
      byFacts.clear();
      for (let row = 0; row < rows.count(); row++) {
        const { entry } = rows.read(row);
        const home = origins.of(row);
        yield home === undefined ? entry : { ...entry, home };
        if (row % ROWS_AT_ONCE === 0) for (const column of [high, ...rows.columns]) column.forget(row);
      }
    },
  };
}

const ROWS_AT_ONCE = 2 ** 16;

/** Ids that anybody can make mean the same call only if instant, model and usage are the same too. */
function agree({ entry: a }: Told, { entry: b }: Told): boolean {
  const isSameTime =
    a.startedAt === b.startedAt &&
    (a.startedAt !== undefined || (a.home.run !== undefined && a.home.run === b.home.run));
  return (
    isSameTime &&
    a.source.model === b.source.model &&
    COUNTS.every((name) => a.counts[name] === b.counts[name])
  );
}

/** The id, and what two calls that have it agree in, as a text; `undefined` where no two can agree. */
function factsOf({ id, entry: { startedAt, home, source, counts } }: Identified): string | undefined {
  const place = startedAt ?? home.run;
  if (place === undefined) return undefined;
  return [id, place, source.model, ...COUNTS.map((name) => counts[name])].join('\0');
}

/** Two 32-bit hashes of a text (FNV-1a with different starts, mixed). */
function hash(text: string): readonly [number, number] {
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x5bd1e995);
    b ^= b >>> 15;
  }
  return [mix(a), mix(b ^ text.length)];
}

function mix(value: number): number {
  let x = value;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}

const STATUSES = ['ok', 'failed', 'unknown'] as const;
const RARE = [
  'cacheWrite',
  'cacheWrite5m',
  'cacheWrite1h',
  'cacheWrite12h',
  'audioInput',
  'audioCacheRead',
  'audioOutput',
] as const;
const NO_RARE = 0;

/** Entries as rows of numbers; texts and sources are numbered, rare counts stand in a table of their own. */
function createRows(registry: Registry) {
  const steps = createInterner();
  const startedAt = doubles();
  const endedAt = doubles();
  const columns = { source: wholes(), home: wholes(), step: wholes(), rare: wholes() };
  const counts = { input: wholes(), cacheRead: wholes(), output: wholes() };
  const rare = wholes();
  const flags = bytes();
  /** 0: the same as the input, as it is where a call is one request. */
  const largestPrompt = wholes();
  const costs = doubles();
  const costForms = bytes();
  /** What is not known everywhere: 0 stands for no prompt, and numbers are one more. */
  const [prompts, promptOrders] = [wholes(), doubles()];
  const costDetails = new Map<number, CostDetails>();
  const largeCosts = new Map<number, Money>();
  for (const [index] of RARE.entries()) rare.set(index, 0); // row NO_RARE

  function writeRare(row: number, values: Counts): void {
    const isRare = RARE.some((name) => values[name] > 0);
    const at = isRare ? rare.length() : NO_RARE;
    if (isRare) for (const [index, name] of RARE.entries()) rare.set(at + index, values[name]);
    columns.rare.set(row, at / RARE.length);
  }

  function readCounts(row: number): Counts {
    const at = columns.rare.get(row) * RARE.length;
    return {
      input: counts.input.get(row),
      cacheRead: counts.cacheRead.get(row),
      output: counts.output.get(row),
      cacheWrite: rare.get(at),
      cacheWrite5m: rare.get(at + 1),
      cacheWrite1h: rare.get(at + 2),
      cacheWrite12h: rare.get(at + 3),
      audioInput: rare.get(at + 4),
      audioCacheRead: rare.get(at + 5),
      audioOutput: rare.get(at + 6),
    };
  }

  return {
    count: () => columns.source.length(),
    columns: [
      ...Object.values(columns),
      ...Object.values(counts),
      startedAt,
      endedAt,
      flags,
      largestPrompt,
      costs,
      costForms,
      prompts,
      promptOrders,
    ],
    write(row: number, { entry, isFinal }: Told): void {
      columns.source.set(row, entry.source.number);
      columns.home.set(row, entry.home.number);
      columns.step.set(row, entry.step === undefined ? 0 : steps.of(entry.step) + 1);
      setUnlessUnknown(startedAt, row, entry.startedAt);
      setUnlessUnknown(endedAt, row, entry.endedAt);
      counts.input.set(row, entry.counts.input);
      counts.cacheRead.set(row, entry.counts.cacheRead);
      counts.output.set(row, entry.counts.output);
      writeRare(row, entry.counts);
      setUnlessUnknown(largestPrompt, row, entry.largestPrompt);
      flags.set(row, STATUSES.indexOf(entry.status) * 2 + Number(isFinal));
      writeCost(row, entry.recordedCost);
      setUnlessUnknown(costForms, row, entry.costForm.number);
      writeDetails(row, entry.costDetails);
      setUnlessUnknown(prompts, row, entry.prompt && entry.prompt.number + 1);
      setUnlessUnknown(promptOrders, row, entry.prompt?.order);
    },
    read(row: number): Told {
      const step = columns.step.get(row);
      const entry: Entry = {
        source: registry.sourceOf(columns.source.get(row)),
        home: registry.homeOf(columns.home.get(row)),
        step: step === 0 ? undefined : steps.text(step - 1),
        startedAt: known(startedAt.get(row)),
        endedAt: known(endedAt.get(row)),
        status: STATUSES[flags.get(row) >> 1] ?? 'unknown',
        counts: readCounts(row),
        largestPrompt: known(largestPrompt.get(row)),
        recordedCost: readCost(row),
        costForm: costFormAt(costForms.get(row)),
        costDetails: costDetails.size === 0 ? undefined : costDetails.get(row),
        prompt: readPrompt(row),
      };
      return { entry, isFinal: (flags.get(row) & 1) === 1 };
    },
  };

  /** Exact as a double up to 9 dollars a call; beyond, as it is. A recorded cost of nothing is none. */
  function writeCost(row: number, cost: Money | undefined): void {
    const small = cost === undefined || BigInt.asIntN(53, cost) === cost ? Number(cost ?? 0n) : undefined;
    setUnlessUnknown(costs, row, small);
    if (small === undefined && cost !== undefined) largeCosts.set(row, cost);
    else if (largeCosts.size > 0) largeCosts.delete(row);
  }

  function writeDetails(row: number, details: CostDetails | undefined): void {
    if (details !== undefined) costDetails.set(row, details);
    else if (costDetails.size > 0) costDetails.delete(row);
  }

  function readPrompt(row: number): PromptMark | undefined {
    const number = prompts.get(row);
    return number === 0 ? undefined : { number: number - 1, order: promptOrders.get(row) };
  }

  function readCost(row: number): Money | undefined {
    const cost = costs.get(row);
    return cost === 0 ? largeCosts.get(row) : (BigInt(cost) as Money);
  }
}

/** 0 stands for what is not known (no call was made in 1970): a column that is never known takes no memory. */
const known = (value: number): number | undefined => (value === 0 ? undefined : value);

function setUnlessUnknown(column: Growing, row: number, value: number | undefined): void {
  if (value !== undefined || column.get(row) !== 0) column.set(row, value ?? 0);
}
