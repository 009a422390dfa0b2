import type { Plan, Viability } from '../../domain/viability.ts';
import { plain, quoted } from '../escape.ts';
import { amountInWords, instantText, many } from '../numbers.ts';
import type { Note } from '../sheet.ts';
import { sumOf } from './cells.ts';
import { isInMonthlyTotal } from './feature-table.ts';
import { costOver, isComplete, type Projected, projectedBest, projectedKept } from './plan-table.ts';
import { growthInWords } from './words.ts';

/** What monthly figures stand for, and which features their totals are without. */
export function planNotes(viability: Viability): readonly Note[] {
  const { features, plan } = viability;
  const counted = features.filter(isInMonthlyTotal).length;
  const monthly = `mean cost × runs per month; totals are over the ${many(counted, 'feature')} of ${features.length} with all three figures, so that they compare`;
  return [
    ...(features.length === 0 ? [] : [{ label: 'Monthly', text: monthly }]),
    ...(plan === undefined ? [] : projectionNotes(viability, plan)),
  ];
}

function projectionNotes(viability: Viability, plan: Plan): readonly Note[] {
  const kept = projectedKept(viability, plan);
  const best = projectedBest(viability, plan);
  return [
    { label: 'Plan', text: `${growthText(plan)}; ${changesText(plan)}` },
    ...comparison(kept, best),
    ...without(viability, plan),
    ...incomplete([...kept, ...best]),
  ];
}

function growthText({ months, growth }: Plan): string {
  const when = `${months[0] ?? ''} to ${months.at(-1) ?? ''}`;
  return growth.num === 0n
    ? `${when}, the stated runs in every month`
    : `${when}, the stated runs in the first month, ${growthInWords(growth)} in each month than in the one before`;
}

function changesText({ changes, changesLeftOut }: Plan): string {
  if (changes.length > 0)
    return `announced prices from their dates on: changes on ${changes.map(instantText).join(', ')}`;
  return changesLeftOut.length > 0
    ? `prices of the as-of date throughout, without the changes announced for ${changesLeftOut.map(instantText).join(', ')}`
    : 'prices of the as-of date throughout; no change of the models concerned is announced within these months';
}

/** The totals of the two tables are over different features where some are viable on no candidate. */
function comparison(kept: readonly Projected[], best: readonly Projected[]): readonly Note[] {
  const pairs = best.flatMap((row) => {
    const same = kept.find(({ view }) => view === row.view);
    return same !== undefined && isComplete(row) && isComplete(same) ? [{ row, same }] : [];
  });
  if (pairs.length === kept.length && pairs.length === best.length) return [];
  if (pairs.length === 0) return [];
  const [a, b] = [pairs.map(({ same }) => same), pairs.map(({ row }) => row)].map((rows) =>
    amountInWords(sumOf(rows.map(costOver))),
  );
  const text = `the best candidates' table has only features that are viable there; the ${many(pairs.length, 'feature')} with a total in both tables cost${pairs.length === 1 ? 's' : ''} ${a} on the models kept and ${b} on the best candidates`;
  return [{ label: 'Totals', text }];
}

function without({ features }: Viability, { withoutRuns }: Plan): readonly Note[] {
  const names = withoutRuns.flatMap((place) => features[place]?.feature.name ?? []);
  if (names.length === 0) return [];
  const shown = names.slice(0, MOST_NAMES).map((name) => quoted(plain(name)));
  const more = names.length > shown.length ? ` and ${names.length - shown.length} more` : '';
  return [
    {
      label: 'Plan',
      text: `without ${many(names.length, 'feature')} of which the runs per month are not given: ${shown.join(', ')}${more}`,
    },
  ];
}

const MOST_NAMES = 5;

const incomplete = (rows: readonly Projected[]): readonly Note[] =>
  rows.every(isComplete)
    ? []
    : [{ label: 'Plan', text: 'rows below a total are not in it: the cost of some month is not known' }];
