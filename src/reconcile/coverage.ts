import type { Money } from '../domain/money.ts';
import type { Coverage, CoveredRow, CoveredSide } from '../domain/reconciliation.ts';

/** A call of the logs. */
export interface LoggedUse {
  readonly model: string | undefined;
  readonly day: string | undefined;
  readonly tokens: number;
  /** List cost; `undefined`: there is none. */
  readonly cost: Money | undefined;
}

/** A record of an export: a sum, or a call. */
export interface ExportedUse {
  readonly model: string | undefined;
  readonly day: string | undefined;
  readonly side: CoveredSide;
}

/** Holds logs against an export, in any order. Memory grows with models and days. */
export interface CoverageSums {
  readonly addLogged: (use: LoggedUse) => void;
  readonly addExported: (use: ExportedUse) => void;
  readonly finish: (files: readonly string[]) => Coverage;
}

interface Cell {
  readonly model: string | undefined;
  readonly day: string | undefined;
  logs: CoveredSide | undefined;
  unlisted: number;
  exported: CoveredSide | undefined;
}

export function createCoverage(): CoverageSums {
  const cells = new Map<string, Cell>();

  function cellAt({ model, day }: Pick<CoveredRow, 'model' | 'day'>): Cell {
    const key = JSON.stringify([model ?? null, day ?? null]);
    const cell = cells.get(key) ?? { model, day, logs: undefined, unlisted: 0, exported: undefined };
    cells.set(key, cell);
    return cell;
  }

  return {
    addLogged(use) {
      const cell = cellAt(use);
      cell.unlisted += Number(use.cost === undefined);
      const side = { requests: 1, tokens: BigInt(use.tokens), cost: use.cost };
      cell.logs = added(cell.logs, side);
    },
    addExported(use) {
      const cell = cellAt(use);
      cell.exported = added(cell.exported, use.side);
    },
    finish(files) {
      const all = [...cells.values()];
      const days = daysOf(all);
      const isWithin = ({ day }: Cell): boolean =>
        days === undefined || (day !== undefined && days[0] <= day && day <= days[1]);
      const isCompared = (cell: Cell): boolean => cell.exported !== undefined || isWithin(cell);
      const compared = all.filter(isCompared);
      const outside = all.filter((cell) => !isCompared(cell));
      const rows = withoutModels(compared).sort(byPlace);
      const models = grouped(rows).sort(byPlace);
      return {
        files,
        rows,
        models,
        total: totalOf(models),
        days,
        callsOutside: outside.reduce((sum, { logs }) => sum + (logs?.requests ?? 0), 0),
        callsUnlisted: unlistedIn(compared),
      };
    },
  };
}

/** Of models that the export has, or of all where it names none. */
function unlistedIn(cells: readonly Cell[]): number {
  const exported = new Set(cells.filter((cell) => cell.exported !== undefined).map(({ model }) => model));
  const isMeant = ({ model }: Cell): boolean => exported.has(model) || exported.has(undefined);
  return cells.filter(isMeant).reduce((sum, { unlisted }) => sum + unlisted, 0);
}

const MEASURES = ['requests', 'tokens', 'cost'] as const satisfies readonly (keyof CoveredSide)[];
const NOTHING: CoveredSide = { requests: undefined, tokens: undefined, cost: undefined };

/** What one of both does not say, the sum has from the other. */
const added = (a: CoveredSide | undefined, b: CoveredSide | undefined): CoveredSide => ({
  requests: plus(a?.requests, b?.requests, (x, y) => x + y),
  tokens: plus(a?.tokens, b?.tokens, (x, y) => x + y),
  cost: plus(a?.cost, b?.cost, (x, y) => (x + y) as Money),
});

const plus = <T>(a: T | undefined, b: T | undefined, sum: (x: T, y: T) => T): T | undefined =>
  a === undefined || b === undefined ? (a ?? b) : sum(a, b);

function daysOf(cells: readonly Cell[]): Coverage['days'] {
  const days = cells.flatMap(({ day, exported }) => (day === undefined || !exported ? [] : [day])).sort();
  const [first] = days;
  const last = days.at(-1);
  return first === undefined || last === undefined ? undefined : [first, last];
}

/**
 * A day of an export that names no models is held against all models of the logs, in what the export says of no model
 * apart.
 */
function withoutModels(cells: readonly Cell[]): CoveredRow[] {
  const isApart = (measure: (typeof MEASURES)[number]): boolean =>
    cells.some(({ model, exported }) => model !== undefined && exported?.[measure] !== undefined);
  const open = MEASURES.filter((measure) => !isApart(measure));
  const byDay = new Map<string | undefined, CoveredSide>();
  for (const { day, logs } of cells) if (logs !== undefined) byDay.set(day, added(byDay.get(day), logs));
  const all = [...byDay.values()].reduce<CoveredSide>(added, NOTHING);
  return cells.map(({ model, day, logs, exported }) => {
    if (model !== undefined || exported === undefined) return { model, day, logs, export: exported };
    const side = day === undefined ? all : (byDay.get(day) ?? NOTHING);
    return { model, day, logs: only(side, open), export: exported };
  });
}

function only(side: CoveredSide, measures: readonly (typeof MEASURES)[number][]): CoveredSide | undefined {
  const kept = Object.fromEntries(measures.map((measure) => [measure, side[measure]]));
  return measures.length === 0 ? undefined : { ...NOTHING, ...kept };
}

function grouped(rows: readonly CoveredRow[]): CoveredRow[] {
  const models = new Map<string | undefined, CoveredRow>();
  for (const row of rows) models.set(row.model, together(models.get(row.model), row));
  return [...models.values()];
}

const together = (a: CoveredRow | undefined, b: CoveredRow): CoveredRow => ({
  model: b.model,
  day: undefined,
  logs: a?.logs === undefined && b.logs === undefined ? undefined : added(a?.logs, b.logs),
  export: a?.export === undefined && b.export === undefined ? undefined : added(a?.export, b.export),
});

/** Models that only the logs have may be on another invoice: they are left out of the sum. */
function totalOf(models: readonly CoveredRow[]): CoveredRow {
  const total = models
    .filter((row) => row.export !== undefined)
    .map(comparable)
    .reduce<CoveredRow | undefined>(together, undefined);
  return { model: undefined, day: undefined, logs: total?.logs, export: total?.export };
}

/** Of the logs only what the export tells, too. */
function comparable(row: CoveredRow): CoveredRow {
  const told = MEASURES.filter((measure) => row.export?.[measure] !== undefined);
  return { ...row, logs: row.logs && only(row.logs, told) };
}

function byPlace(a: CoveredRow, b: CoveredRow): number {
  const [one, other] = [a, b].map(({ model, day }) => `${model ?? '\uffff'}\0${day ?? ''}`);
  return (one ?? '') < (other ?? '') ? -1 : 1;
}
