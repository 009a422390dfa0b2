import { type Money, moneyRounded, toUsd } from '../../domain/money.ts';
import type { Plan, Viability } from '../../domain/viability.ts';
import { type GridColumn, gridText, gridWidth } from '../grid.ts';
import { grouped, instantText, many } from '../numbers.ts';
import { largestRemainder } from '../rounding.ts';
import { screenWidth, wrap } from '../wrap.ts';
import type { FeatureStyle } from './amounts.ts';
import { byFeature } from './by-feature.ts';
import { sumOf } from './cells.ts';
import { growthInWords } from './words.ts';

/** A feature's costs by month: on the models kept, and on its best candidate where it is viable there. */
interface PlannedFeature {
  readonly keep: readonly Money[];
  readonly best: readonly Money[];
}

/** What all features cost month by month; each column adds up to its last row as printed. */
export function planText(viability: Viability, plan: Plan, screen: number, style: FeatureStyle): string {
  const { known, unknown } = plannedFeatures(viability, plan);
  const sums = (side: keyof PlannedFeature): readonly Money[] =>
    plan.months.map((_, month) => sumOf(known.map((feature) => feature[side][month] ?? (0n as Money))));
  const keep = column(sums('keep'));
  const best = column(sums('best'));
  const names = [...plan.months, 'total'];
  const header = ['month', 'models kept', 'best candidates'];
  const lines = names.map((name, index) => [name, keep[index] ?? '', best[index] ?? '']);
  const columns = header.map((title, index) => ({
    isNumeric: index > 0,
    width: Math.max(screenWidth(title), ...lines.map((cells) => screenWidth(cells[index] ?? ''))),
  }));
  const table =
    gridWidth(columns) > screen ? stacked(lines, header, screen) : grid(lines, header, { columns, style });
  const notes = planNotes(plan, known.length, unknown);
  return [
    wrap(titleOf(plan), screen, ''),
    '',
    ...(known.length === 0 ? [] : [table]),
    ...notes.map((text) => wrap(text, screen, '')),
  ].join('\n');
}

interface Layout {
  readonly columns: readonly GridColumn[];
  readonly style: FeatureStyle;
}

type Lines = readonly (readonly string[])[];

function grid(
  lines: Lines,
  header: readonly string[],
  { columns, style: { colour, glyphs } }: Layout,
): string {
  const part = (rows: Lines): string =>
    gridText(
      rows.map((cells) => cells.map((text) => [text])),
      columns,
    );
  const rule = colour.dim(glyphs.rule.repeat(gridWidth(columns)));
  const bold = header.map((title) => colour.bold(title));
  return [part([bold]), rule, part(lines.slice(0, -1)), rule, part(lines.slice(-1))].join('\n');
}

/** For a narrow screen: each month in words. */
const stacked = (lines: Lines, [, keep = '', best = '']: readonly string[], screen: number): string =>
  lines
    .map(([name, onKeep, onBest]) => wrap(`${name}: ${keep} ${onKeep}; ${best} ${onBest}`, screen - 2, '  '))
    .join('\n');

const titleOf = ({ growth }: Plan): string =>
  `Costs by month in US dollars, with ${growth.num === 0n ? 'no growth of runs' : `${growthInWords(growth, 'runs')} each month`}`;

/** Features of which every month has a price; how many have not. */
function plannedFeatures(
  { scenarios }: Viability,
  { rows }: Plan,
): { readonly known: readonly PlannedFeature[]; readonly unknown: number } {
  const all = byFeature(rows).map((own) => {
    const keep = own.find(({ scenario }) => scenarios[scenario]?.kind === 'keep');
    const best = own.find(({ scenario }) => scenarios[scenario]?.kind !== 'keep') ?? keep;
    return { keep: costsOf(keep), best: costsOf(best) };
  });
  const known = all.flatMap(({ keep, best }) =>
    keep === undefined || best === undefined ? [] : [{ keep, best }],
  );
  return { known, unknown: all.length - known.length };
}

function costsOf(row: Plan['rows'][number] | undefined): readonly Money[] | undefined {
  const costs = row?.months.flatMap(({ cost }) => cost ?? []) ?? [];
  return row === undefined || costs.length < row.months.length ? undefined : costs;
}

/** From here on cents say nothing. */
const WHOLE_DOLLARS = 10_000;

/** The months' amounts and their total, rounded so that they add up. */
function column(amounts: readonly Money[]): readonly string[] {
  const total = sumOf(amounts);
  const decimals = toUsd(total) < WHOLE_DOLLARS ? 2 : 0;
  const unit = 10n ** BigInt(15 - decimals);
  const cells = largestRemainder(amounts, total, decimals).map((value) => (value * unit) as Money);
  return [...cells, total].map((amount) => grouped(moneyRounded(amount, decimals)));
}

function planNotes(plan: Plan, known: number, unknown: number): readonly string[] {
  const left = plan.withoutRuns.length;
  return [
    `Over ${many(known, 'feature')}; one that is viable on no candidate stays on its models. Each column is rounded so that it adds up.`,
    ...(left > 0
      ? [`${many(left, 'feature')} without runs per month ${left === 1 ? 'is' : 'are'} left out.`]
      : []),
    ...(unknown > 0
      ? [
          `${many(unknown, 'feature')} without a known price in some month ${unknown === 1 ? 'is' : 'are'} left out.`,
        ]
      : []),
    ...(plan.changes.length > 0
      ? [`Announced prices change on ${plan.changes.map(instantText).join(', ')}.`]
      : []),
    ...(plan.changesLeftOut.length > 0
      ? [
          `Announced changes on ${plan.changesLeftOut.map(instantText).join(', ')} are left out (--include-announced).`,
        ]
      : []),
    'By feature: -f markdown, html or csv.',
  ];
}
