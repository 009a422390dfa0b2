import type { Statistic, Viability } from '../../domain/viability.ts';
import { plain, quoted } from '../escape.ts';
import { asOfText, bookText } from '../notes.ts';
import { dayText, type Glyphs, grouped, instantText, many } from '../numbers.ts';
import type { Note } from '../sheet.ts';
import { evidenceOf, rangesNote } from './evidence.ts';
import { monthlyNotes, planTexts } from './plan-notes.ts';
import { exactText, scenarioTitle } from './words.ts';

/** What must be read beside the tables: units, prices, what is compared, what was assumed, what is left out. */
export function viabilityNotes(viability: Viability, glyphs: Glyphs): readonly Note[] {
  const { plan } = viability;
  return [
    ...leftOut(viability),
    { label: 'Units', text: 'amounts in USD, of one run unless a column says per month or names a month' },
    prices(viability),
    { label: 'Before', text: beforeText(viability) },
    ...terms(viability),
    rangesNote(viability, glyphs),
    ...exchange(viability),
    ...monthlyNotes(viability, glyphs),
    ...(plan === undefined ? [] : planTexts(viability, plan).map((text) => ({ label: 'Plan', text }))),
    ...evidenceOf(viability, glyphs),
  ];
}

/** Those without which a verdict could be misread. What concerns a projection stands below it. */
const ON_SCREEN: ReadonlySet<string> = new Set([
  ...['Left out', 'Unmatched', 'Prices', 'Before', 'Verdicts', 'Firm', 'Ranges', 'Exchange', 'Shapes'],
  ...[
    'Lost',
    'Coverage',
    'Too large',
    'Totals',
    'Runs',
    'Workflows',
    'Coming',
    'Names',
    'Measured',
    'Documented',
    'Assumed',
  ],
]);

/** The notes that a screen shows; documents have more of them. */
export const screenNotes = (viability: Viability, glyphs: Glyphs): readonly Note[] =>
  viabilityNotes(viability, glyphs).filter(({ label }) => ON_SCREEN.has(label));

function leftOut({ faulty, unmatched }: Viability): readonly Note[] {
  const calls = unmatched.reduce((sum, each) => sum + each.calls, 0);
  const names = unmatched.slice(0, MOST_NAMES).map(({ name }) => quoted(plain(name)));
  const more = unmatched.length > names.length ? ` and ${grouped(unmatched.length - names.length)} more` : '';
  return [
    ...(faulty === 0
      ? []
      : [
          {
            label: 'Left out',
            text: `${many(faulty, 'feature')}, because of faults in the list of features`,
          },
        ]),
    ...(unmatched.length === 0
      ? []
      : [
          {
            label: 'Unmatched',
            text: `${many(unmatched.length, 'workflow')} of the logs with ${many(calls, 'call')} ${unmatched.length === 1 ? 'belongs' : 'belong'} to no feature: ${names.join(', ')}${more}`,
          },
        ]),
  ];
}

const MOST_NAMES = 5;

function prices(viability: Viability): Note {
  const last = viability.logs?.lastCall;
  const age = last === undefined ? '' : `; last call ${dayText(last)}`;
  return {
    label: 'Prices',
    text: `${bookText(viability)}; ${asOfText(viability)}${age}; list prices in US dollars`,
  };
}

/** What costs are compared with, and what the words for the other side mean. */
function beforeText(viability: Viability): string {
  const { scenarios, before, asOf, logs, features } = viability;
  const scenario = scenarios[before];
  const keep = scenarios.findIndex(({ kind }) => kind === 'keep');
  const kept =
    keep < 0
      ? []
      : [`${scenarioTitle(viability, keep)}: the same models at the prices of ${instantText(asOf)}`];
  if (scenario?.kind === 'target') return [`every call on ${targetText(viability)}`, ...kept].join('; ');
  const hasShapes = features.some(({ feature }) => feature.subject.kind === 'shape');
  const at = scenario?.asOf === undefined ? undefined : `at the prices of ${instantText(scenario.asOf)}`;
  return [
    ...(logs === undefined ? [] : [`the recorded models${at === undefined ? AT_THEIR_TIME : ` ${at}`}`]),
    ...(hasShapes
      ? [`a feature that was never built is on its model of before, ${at ?? "at the prices of V4's launch"}`]
      : []),
    ...kept,
  ].join('; ');
}

const AT_THEIR_TIME = ", each call at its instant's prices";

/** Always with the day of its prices. */
function targetText(viability: Viability): string {
  const { scenarios, before } = viability;
  const title = scenarioTitle(viability, before);
  const asOf = scenarios[before]?.asOf;
  return asOf === undefined || title.includes(' at the prices of ')
    ? title
    : `${title} at the prices of ${instantText(asOf)}`;
}

const FIGURES: Readonly<Record<Statistic, string>> = {
  mean: 'the mean of the runs decides',
  p50: 'the median of the runs decides',
  p90: 'the run that only one in ten exceeds (p90) decides',
  p99: 'the run that only one in a hundred exceeds (p99) decides',
};

function terms({ statistic, features }: Viability): readonly Note[] {
  const monthly = statistic === 'mean' ? '' : '; monthly costs and margins are of the mean';
  const hasMargins = features.some(({ beforeEconomics }) => beforeEconomics.share !== undefined);
  const margin = 'what a run is worth less its inference; nothing else that it costs is taken off';
  return [
    {
      label: 'Verdicts',
      text: `${FIGURES[statistic]}, before and now${monthly}; a run that costs exactly its budget is within it; unknown: less than half of the runs are priced on a side, or a quality score that is asked for is missing; what more than half of the runs do not fit is not viable`,
    },
    {
      label: 'Firm',
      text: 'the whole range on both sides agrees, and every run is priced and fits its window; otherwise leaning',
    },
    {
      label: 'Best',
      text: 'the cheapest candidate on which the feature is viable; if there is none, the cheapest of those that only cost too much: not of those that are unknown, whose quality score is too low, or whose window some runs do not fit',
    },
    {
      label: 'Factor',
      text: "all of a candidate's prices times the exact factor cost exactly the budget; printed ones are rounded against viability",
    },
    ...(hasMargins ? [{ label: 'Margin', text: `margin after inference: ${margin}` }] : []),
  ];
}

const exchange = ({ exchangeRates }: Viability): readonly Note[] =>
  exchangeRates.length === 0
    ? []
    : [
        {
          label: 'Exchange',
          text: exchangeRates
            .map(({ currency, usd, date }) => `1 ${plain(currency)} = ${exactText(usd)} USD on ${date}`)
            .join('; '),
        },
      ];
