import type { Report } from '../../domain/report.ts';
import type { Statistic, Viability } from '../../domain/viability.ts';
import { assumptionNotes } from '../assumptions.ts';
import { withShortNames } from '../names.ts';
import { asOfText, bookText, notesOf } from '../notes.ts';
import { ASCII, type Glyphs, grouped, instantText, many } from '../numbers.ts';
import type { Note } from '../sheet.ts';
import { barLegend } from './bars.ts';
import { rateText, SHAPES_NOTE } from './notes.ts';
import { nameText } from './words.ts';

/** Of the notes on logs, those without which a verdict could be misread. */
const OF_LOGS = ['Lost', 'Coverage', 'Totals', 'Runs', 'Workflows', 'Names', 'Assumed'];

/** What must be read beside the features on a screen; documents have more of it. */
export function shortNotes(viability: Viability, glyphs: Glyphs, hasBars: boolean): readonly Note[] {
  return [
    ...(hasBars ? [{ label: 'Bars', text: barLegend(glyphs) }] : []),
    { label: 'Verdicts', text: verdictsNote(viability.statistic, glyphs) },
    pricesNote(viability),
    beforeNote(viability, glyphs),
    ...logNotes(viability.logs, glyphs),
    ...shapeNotes(viability.shapes, glyphs),
    ...exchange(viability, glyphs),
    ...unmatched(viability, glyphs),
    ...faults(viability),
  ];
}

const FIGURES: Readonly<Record<Statistic, string>> = {
  mean: 'the mean of the runs decides',
  p50: 'the median of the runs decides',
  p90: 'the run that only one in ten exceeds (p90) decides',
  p99: 'the run that only one in a hundred exceeds (p99) decides',
};

const verdictsNote = (statistic: Statistic, { times, divided }: Glyphs): string =>
  `${FIGURES[statistic]}, before and now${statistic === 'mean' ? '' : ' (what a month costs is by the mean)'}; ~ leaning: a part of the range says otherwise, or runs are missing; ${divided} prices must fall by this factor, ${times} may rise by it; ranges are whole worlds of assumptions, not confidence intervals`;

const pricesNote = (viability: Viability): Note => ({
  label: 'Prices',
  text: `${bookText(viability)}; ${asOfText(viability)}; all amounts in US dollars, at list prices`,
});

function beforeNote({ scenarios, before, logs, shapes }: Viability, glyphs: Glyphs): Note {
  const scenario = scenarios[before];
  const asOf = scenario?.asOf === undefined ? '' : ` at the prices of ${instantText(scenario.asOf)}`;
  const text = {
    baseline: [
      ...(logs === undefined ? [] : ["the recorded models at each call's own time"]),
      ...(shapes === undefined ? [] : ["shapes on their own model at the prices of V4's launch"]),
    ].join('; '),
    keep: `the recorded models${asOf}`,
    target: `all calls on ${nameText(scenario?.id ?? '', glyphs)}${asOf}`,
  }[scenario?.kind ?? 'baseline'];
  return { label: 'Before', text };
}

const logNotes = (logs: Report | undefined, glyphs: Glyphs): readonly Note[] =>
  logs === undefined
    ? []
    : notesOf(withShortNames(logs, glyphs === ASCII), glyphs).filter(({ label }) => OF_LOGS.includes(label));

/** Shapes have no log: only what is assumed of their counts on other models. */
function shapeNotes(shapes: Report | undefined, glyphs: Glyphs): readonly Note[] {
  if (shapes === undefined) return [];
  const assumed = assumptionNotes(withShortNames(shapes, glyphs === ASCII), glyphs, 'list of features');
  return [SHAPES_NOTE, ...assumed.map(({ text }) => ({ label: 'Shapes', text }))];
}

const exchange = ({ exchangeRates }: Viability, glyphs: Glyphs): readonly Note[] =>
  exchangeRates.map(({ currency, usd, date }) => ({
    label: 'Exchange',
    text: `1 ${nameText(currency, glyphs)} = $${rateText(usd)} on ${date}, as given`,
  }));

const MOST_NAMES = 5;

function unmatched({ unmatched: workflows }: Viability, glyphs: Glyphs): readonly Note[] {
  if (workflows.length === 0) return [];
  const shown = workflows
    .slice(0, MOST_NAMES)
    .map(({ name, calls }) => `${nameText(name, glyphs)} (${many(calls, 'call')})`);
  const more = workflows.length - shown.length;
  const rest = more > 0 ? ` and ${grouped(more)} more` : '';
  return [{ label: 'No feature', text: `workflows of the logs in no feature: ${shown.join(', ')}${rest}` }];
}

const faults = ({ faulty }: Viability): readonly Note[] =>
  faulty === 0
    ? []
    : [
        {
          label: 'Faulty',
          text: `${many(faulty, 'feature')} left out because of faults in the list of features`,
        },
      ];
