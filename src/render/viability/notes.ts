import { moneyText } from '../../domain/money.ts';
import type { Report } from '../../domain/report.ts';
import type { Viability } from '../../domain/viability.ts';
import { plain, quoted } from '../escape.ts';
import { asOfText, bookText, notesAround } from '../notes.ts';
import { dayText, type Glyphs, grouped, instantText, many } from '../numbers.ts';
import type { Note } from '../sheet.ts';
import { fractionText } from './cells.ts';
import { planNotes } from './plan-notes.ts';
import { scenarioTitle } from './words.ts';

/** What must be read beside the tables: units, prices, what is compared, what was assumed, what is left out. */
export function viabilityNotes(viability: Viability, glyphs: Glyphs): readonly Note[] {
  const evidence = [
    ...reportNotes('', viability.logs, glyphs),
    ...reportNotes('shapes: ', viability.shapes, glyphs),
  ];
  return [
    ...leftOut(viability),
    { label: 'Units', text: 'amounts in USD, of one run unless a column says per month or names a month' },
    prices(viability),
    { label: 'Before', text: beforeText(viability, glyphs) },
    ...terms(viability),
    ...ranges(evidence),
    ...exchange(viability),
    ...planNotes(viability),
    ...(viability.shapes === undefined ? [] : [SHAPES_NOTE]),
    ...evidence,
  ];
}

/** What a feature that was never built rests on. */
export const SHAPES_NOTE: Note = {
  label: 'Shapes',
  text: 'steps, calls and tokens as somebody expects them; nothing of them is measured; at no known hour: the prices of all hours of the week are in the range',
};

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
  return { label: 'Prices', text: `${bookText(viability)}; ${asOfText(viability)}${age}` };
}

/** What costs are compared with, and what the words for the other side mean. */
function beforeText(viability: Viability, glyphs: Glyphs): string {
  const { scenarios, before, asOf, features } = viability;
  const scenario = scenarios[before];
  const at = scenario?.asOf === undefined ? '' : ` at the prices of ${instantText(scenario.asOf)}`;
  const was = {
    baseline: "the recorded models, each call at its instant's prices",
    keep: `the recorded models${at}`,
    target: `every call on ${plain(scenario?.id ?? '')}${at}`,
  }[scenario?.kind ?? 'baseline'];
  const hasShapes = features.some(({ feature }) => feature.subject.kind === 'shape');
  const shapes =
    hasShapes && scenario?.kind === 'baseline'
      ? "; a feature that was never built is on its model of before, at the prices of V4's launch"
      : '';
  const keep = scenarios.findIndex(({ kind }, place) => kind === 'keep' && place !== before);
  const kept =
    keep < 0
      ? ''
      : `; ${scenarioTitle(viability, keep, glyphs)}: the same models at the prices of ${instantText(asOf)}`;
  return `${was}${shapes}${kept}`;
}

function terms({ statistic, features }: Viability): readonly Note[] {
  const figure =
    statistic === 'mean'
      ? 'the mean cost of a run decides'
      : `the ${statistic} of the runs' costs decides: ${statistic.slice(1)} % of runs cost at most so much; monthly costs and margins are of the mean`;
  const hasMargins = features.some(({ beforeEconomics }) => beforeEconomics.share !== undefined);
  const margin = 'what a run is worth less its inference; nothing else that it costs is taken off';
  return [
    { label: 'Verdicts', text: `${figure}; a run that costs exactly its budget is within it` },
    {
      label: 'Firm',
      text: 'the whole range on both sides agrees, and every run is priced and fits its window; otherwise leaning',
    },
    {
      label: 'Best',
      text: 'the cheapest candidate on which the feature is viable; if there is none, the cheapest of which the cost is known',
    },
    {
      label: 'Factor',
      text: "all of a candidate's prices times the exact factor cost exactly the budget; printed ones are rounded against viability",
    },
    ...(hasMargins ? [{ label: 'Margin', text: `margin after inference: ${margin}` }] : []),
  ];
}

/** Said once, by the report on the logs or on the shapes if they have ranges. */
const ranges = (evidence: readonly Note[]): readonly Note[] =>
  evidence.some(({ label }) => label === 'Ranges')
    ? []
    : [{ label: 'Ranges', text: 'low and high are whole worlds of assumptions, not confidence intervals' }];

const exchange = ({ exchangeRates }: Viability): readonly Note[] =>
  exchangeRates.length === 0
    ? []
    : [
        {
          label: 'Exchange',
          text: exchangeRates
            .map(({ currency, usd, date }) => `1 ${plain(currency)} = ${rateText(usd)} USD on ${date}`)
            .join('; '),
        },
      ];

/** A rate is a decimal if it was given as one. */
export function rateText(rate: { readonly num: bigint; readonly den: bigint }): string {
  const digits = 10n ** 15n;
  return digits % rate.den === 0n
    ? moneyText(((rate.num * digits) / rate.den) as Parameters<typeof moneyText>[0])
    : fractionText(rate);
}

/** Coverage and assumptions of the calls that stand behind the features; the prices are said above. */
const reportNotes = (subject: string, report: Report | undefined, glyphs: Glyphs): readonly Note[] =>
  report === undefined
    ? []
    : notesAround(report, glyphs)
        .flat()
        .filter(({ text }) => text !== '')
        .map(({ label, text }) => ({ label, text: `${subject}${text}` }));
