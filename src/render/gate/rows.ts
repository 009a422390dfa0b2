import {
  type GateReport,
  SPLIT_PARTS,
  type Split,
  type SplitPart,
  type WorkflowCheck,
  type WorkflowSums,
} from '../../domain/gate.ts';
import { type Money, moneyRounded } from '../../domain/money.ts';
import { changeOf, decimalsFor, type Glyphs, grouped, type Unit, unitFor } from '../numbers.ts';
import { largestRemainder } from '../rounding.ts';
import { isOnBothSides, sameMix } from './mix.ts';

/** A row still exact: a workflow, a step, or the total. */
export interface Row {
  readonly name: string;
  /** `undefined`: the side does not have it, or the row is no workflow's. */
  readonly runs: { readonly before: number | undefined; readonly after: number | undefined };
  readonly before: Money | undefined;
  readonly after: Money | undefined;
  /** `undefined`: there is nothing to take apart. */
  readonly parts: Split['parts'] | undefined;
}

/** A row as printed: before and change add up to after, and the parts to the change. */
export interface PrintedRow {
  readonly name: string;
  readonly runs: Row['runs'];
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly change: string | undefined;
  /** The change as a share of what was before. */
  readonly share: number | undefined;
  readonly parts: Readonly<Partial<Record<SplitPart, string>>>;
}

/** What all rows of a table share. */
export interface Measure {
  readonly unit: Unit;
  readonly decimals: number;
  readonly glyphs: Glyphs;
}

export const rowsOf = ({ workflows }: GateReport): readonly Row[] =>
  workflows.map((workflow) => {
    const { name, before, after, split } = workflow;
    const isPriced = (side: WorkflowSums | undefined): boolean => (side?.callsPriced ?? 0) > 0;
    const isSplit = isOnBothSides(workflow) && isPriced(before) && isPriced(after);
    return {
      name,
      runs: { before: before?.runs, after: after?.runs },
      before: isPriced(before) ? split.before : undefined,
      after: isPriced(after) ? split.after : undefined,
      parts: isSplit ? split.parts : undefined,
    };
  });

/**
 * All runs of each side, which is also moved by which workflows ran how often and so has no parts; and of several
 * workflows the same with each one's runs of now on both sides, where only costs move it.
 */
export function totalRows(report: GateReport): readonly Row[] {
  const { workflows, total } = report;
  const runs = (side: 'before' | 'after'): number =>
    workflows.reduce((sum, workflow) => sum + (workflow[side]?.runs ?? 0), 0);
  const [before, after] = [runs('before'), runs('after')];
  const all: Row = {
    name: 'all runs',
    runs: { before, after },
    before: before === 0 ? undefined : total.before,
    after: after === 0 ? undefined : total.after,
    parts: undefined,
  };
  const mix = sameMix(report);
  if (mix === undefined || workflows.length === 1) return [all];
  return [all, { name: 'same mix', runs: { before: undefined, after: undefined }, ...mix }];
}

/** The steps of a workflow, those that moved most first; without a name where the log has none. */
export function stepRows({ steps }: WorkflowCheck): readonly { readonly row: Row; readonly split: Split }[] {
  const moved = ({ before, after }: Split): bigint => (after > before ? after - before : before - after);
  return [...steps]
    .sort((a, b) => Number(moved(b.split) - moved(a.split)))
    .map(({ step, split }) => ({
      row: { name: step, runs: { before: undefined, after: undefined }, ...split },
      split,
    }));
}

/** The parts that any row has. */
export const partsIn = (rows: readonly Row[]): readonly SplitPart[] =>
  SPLIT_PARTS.filter((part) => rows.some(({ parts }) => parts !== undefined && parts[part] !== 0n));

/** One unit for all amounts of a table, and the decimals that the largest of them needs. */
export function measureOf(rows: readonly Row[], glyphs: Glyphs): Measure {
  const amounts = rows.flatMap(({ before, after }) => [before, after]);
  const unit = unitFor(amounts);
  const [largest] = amounts
    .filter((amount) => amount !== undefined)
    .sort((a, b) => (a === b ? 0 : a > b ? -1 : 1));
  const decimals = decimalsFor([largest], { unit, figures: 3, least: unit === 'USD' ? 2 : 1 });
  return { unit, decimals, glyphs };
}

const MOST_DECIMALS = 6;

/** A row that is small for its table has three figures of its own; one that changed little, two decimals more. */
function decimalsOf({ before, after }: Row, { unit, decimals }: Measure): number {
  const own = decimalsFor([before, after], { unit, figures: 3, least: 0 });
  const change = before === undefined || after === undefined ? undefined : ((after - before) as Money);
  const forChange = decimalsFor([change], { unit, figures: 1, least: 0 });
  return Math.min(Math.max(decimals, own, Math.min(forChange, decimals + 2)), MOST_DECIMALS);
}

export function printedRow(row: Row, measure: Measure): PrintedRow {
  const decimals = decimalsOf(row, measure);
  const { before, after } = row;
  // In cents two digits of a dollar's decimals stand before the point.
  const places = decimals + (measure.unit === 'cents' ? 2 : 0);
  const write = (units: bigint): string =>
    grouped(moneyRounded((units * 10n ** BigInt(15 - decimals)) as Money, decimals));
  const sides = {
    before: before === undefined ? undefined : halfUp(before, places),
    after: after === undefined ? undefined : halfUp(after, places),
  };
  const named = {
    name: row.name,
    runs: row.runs,
    before: sides.before === undefined ? undefined : write(sides.before),
    after: sides.after === undefined ? undefined : write(sides.after),
  };
  if (before === undefined || after === undefined || sides.before === undefined || sides.after === undefined)
    return { ...named, change: undefined, share: undefined, parts: {} };
  const units = sides.after - sides.before;
  const text = (of: bigint, exact: bigint): string =>
    signed(write(of < 0n ? -of : of), exact, measure.glyphs);
  return {
    ...named,
    change: text(units, after - before),
    share: changeOf(after, before),
    parts: row.parts === undefined ? {} : partTexts(row.parts, { units, places }, text),
  };
}

/**
 * Halves go up on both sides, so that what is printed of a change is less than one unit away from it: then its parts,
 * cut to units, can be raised to add up to it.
 */
function halfUp(amount: Money, places: number): bigint {
  const unit = 10n ** BigInt(15 - places);
  return (amount * 2n + unit) / (unit * 2n);
}

/** What is exactly nothing is `0`; what is rounded to nothing keeps its sign and its decimals. */
function signed(text: string, exact: bigint, { minus }: Glyphs): string {
  if (exact === 0n) return '0';
  return `${exact < 0n ? minus : '+'}${text}`;
}

function partTexts(
  parts: Split['parts'],
  { units, places }: { readonly units: bigint; readonly places: number },
  text: (of: bigint, exact: bigint) => string,
): PrintedRow['parts'] {
  const moved = SPLIT_PARTS.filter((part) => parts[part] !== 0n);
  const total = (units * 10n ** BigInt(15 - places)) as Money;
  const rounded = largestRemainder(
    moved.map((part) => parts[part]),
    total,
    places,
  );
  const texts = moved.map((part, index) => [part, text(rounded[index] ?? 0n, parts[part])] as const);
  const none = SPLIT_PARTS.filter((part) => parts[part] === 0n).map((part) => [part, '0'] as const);
  return Object.fromEntries([...texts, ...none]);
}
