import type { CandidateView, FeatureView, Sweep, SweepCell, Viability } from '../../domain/viability.ts';
import type { Glyphs } from '../numbers.ts';
import {
  type Field,
  moneyCell,
  NONE,
  numberColumn,
  type Table,
  tableOf,
  textCell,
  textColumn,
} from '../sheet.ts';
import { baseCell, firmCell, perRun, textOrNone } from './cells.ts';
import { factorTitle } from './crossing.ts';
import { scenarioTitle, verdictText } from './words.ts';

/** A feature on the models kept, or on its best candidate, at all the factors. */
interface Sweeping {
  readonly view: FeatureView;
  readonly scenario: number;
  readonly cells: readonly SweepCell[];
}

const sweepingsOf = ({ features }: Viability, { rows }: Sweep): readonly Sweeping[] =>
  rows.flatMap(({ feature, scenario, cells }) => {
    const view = features[feature];
    return view === undefined ? [] : [{ view, scenario, cells }];
  });

/** Features on the models kept and on their best candidates; for each factor on prices what a run costs, and the verdict. */
export function sweepTable(viability: Viability, sweep: Sweep, glyphs: Glyphs): Table {
  const fields: readonly Field<Sweeping>[] = [
    { column: textColumn('feature', 'Feature'), cell: ({ view }) => textCell(view.feature.name) },
    {
      column: textColumn('candidate', 'Candidate'),
      cell: ({ scenario }) => textCell(scenarioTitle(viability, scenario)),
    },
    {
      column: { ...perRun('budget_usd', 'Budget per run (USD)'), isBound: true },
      cell: ({ view }) => moneyCell(view.feature.affordable),
    },
    ...sweep.factors.flatMap((factor, at): readonly Field<Sweeping>[] => {
      const title = `Prices ${factorTitle(factor, glyphs)}`;
      return [
        {
          column: perRun(`cost_usd_${at}`, `${title} (USD)`),
          cell: ({ cells }) => baseCell(cells[at]?.decisive),
        },
        {
          column: textColumn(`verdict_${at}`, `${title}: verdict`),
          cell: ({ cells }) => textOrNone(cells[at] && verdictText(cells[at])),
        },
      ];
    }),
  ];
  return tableOf('Prices times a factor: cost per run and verdict', fields, sweepingsOf(viability, sweep));
}

/** The same in long form, for programs: a row for each feature, candidate and factor. */
export function sweepRecords(viability: Viability, sweep: Sweep): Table {
  const records = sweepingsOf(viability, sweep).flatMap(({ view, scenario, cells }) =>
    sweep.factors.map((factor, at) => ({
      view,
      scenario: viability.scenarios[scenario],
      factor,
      cell: cells[at],
    })),
  );
  const fields: readonly Field<(typeof records)[number]>[] = [
    { column: textColumn('feature', 'Feature'), cell: ({ view }) => textCell(view.feature.name) },
    { column: textColumn('candidate', 'Candidate'), cell: ({ scenario }) => textOrNone(scenario?.id) },
    { column: textColumn('model', 'Model'), cell: ({ scenario }) => textOrNone(scenario?.model) },
    {
      column: textColumn('is_best', 'Best'),
      cell: ({ view, scenario }) => textCell(String(bestIn(view, viability) === scenario)),
    },
    {
      // As a number: a spreadsheet takes 1/2 for a day in January.
      column: numberColumn('prices_times', 'Prices times'),
      cell: ({ factor: { num, den } }) => ({ kind: 'number', value: Number(num) / Number(den), decimals: 6 }),
    },
    {
      column: { ...perRun('budget_usd', 'Budget per run (USD)'), isBound: true },
      cell: ({ view }) => moneyCell(view.feature.affordable),
    },
    { column: numberColumn('cost_usd', 'Cost per run (USD)'), cell: ({ cell }) => baseCell(cell?.decisive) },
    { column: numberColumn('low_usd', 'Low (USD)'), cell: ({ cell }) => moneyCell(cell?.decisive?.low) },
    { column: numberColumn('high_usd', 'High (USD)'), cell: ({ cell }) => moneyCell(cell?.decisive?.high) },
    { column: textColumn('verdict', 'Verdict'), cell: ({ cell }) => textOrNone(cell?.verdict) },
    {
      column: textColumn('firmness', 'Firm or leaning'),
      cell: ({ cell }) => (cell === undefined ? NONE : firmCell(cell)),
    },
  ];
  return tableOf(undefined, fields, records);
}

const bestIn = ({ best }: { readonly best: CandidateView | undefined }, { scenarios }: Viability) =>
  best && scenarios[best.scenario];
