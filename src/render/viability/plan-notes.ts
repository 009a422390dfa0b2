import type { Plan, Viability } from '../../domain/viability.ts';
import { type Glyphs, grouped, instantText, many } from '../numbers.ts';
import type { Note } from '../sheet.ts';
import { hasMonths, isInMonthlyTotal } from './feature-table.ts';
import { projectedFeatures } from './plan-table.ts';
import { growthInWords } from './words.ts';

/** What monthly figures stand for, and which features their totals are over. */
export function monthlyNotes(viability: Viability, { times }: Glyphs): readonly Note[] {
  const { features } = viability;
  if (!hasMonths(viability)) return [];
  const counted = features.filter(isInMonthlyTotal).length;
  const over =
    counted === 0
      ? 'no feature has all three figures, so there is no total'
      : `totals are over the ${many(counted, 'feature')} of ${features.length} with all three figures, so that they compare`;
  return [{ label: 'Monthly', text: `mean cost ${times} runs per month; ${over}` }];
}

/** What a projection stands for, in sentences: when, at which prices, over which features. */
export const planTexts = (viability: Viability, plan: Plan): readonly string[] => [
  `${growthText(plan)}; ${changesText(plan)}.`,
  ...comparedTexts(viability, plan),
];

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
    ? `prices of the as-of date throughout, without the changes announced for ${changesLeftOut.map(instantText).join(', ')} (--include-announced)`
    : 'prices of the as-of date throughout; no change of the models concerned is announced within these months';
}

/** Over which features the totals are, and how many are left out for which reason. */
function comparedTexts(viability: Viability, plan: Plan): readonly string[] {
  const rows = projectedFeatures(viability, plan);
  const reasons = rows.flatMap(({ whyLeftOut }) => whyLeftOut ?? []);
  const [all, counted] = [rows.length, rows.length - reasons.length];
  if (all === 0) return [];
  const left = [...new Set(reasons)].map(
    (why) => `${grouped(reasons.filter((each) => each === why).length)} (${why})`,
  );
  const over =
    counted === 0
      ? 'No feature has a price for every month on the models kept and on a candidate on which it is viable, so there is no total'
      : `Totals are over the ${many(counted, 'feature')} of ${grouped(all)} with a price for every month, on the models kept and on a candidate on which they are viable`;
  return [`${over}${left.length === 0 ? '' : `; left out: ${left.join(', ')}`}.`];
}
