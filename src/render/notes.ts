import { type Rate, rateText } from '../domain/money.ts';
import type { ComingChange } from '../domain/pricing.ts';
import type { Report, ReportScenario } from '../domain/report.ts';
import { unpricedText } from '../domain/unpriced.ts';
import { assumptionNotes, type Voice } from './assumptions.ts';
import { plain } from './escape.ts';
import { limitText, misfitNotes } from './misfits.ts';
import {
  amountInWords,
  changeInWords,
  changeOf,
  dayText,
  type Glyphs,
  grouped,
  instantText,
  many,
  shareText,
} from './numbers.ts';
import { CAUSE_WORDS, rangeTexts } from './ranges.ts';
import { scenarioName } from './scenario-name.ts';
import type { Note } from './sheet.ts';

/** What must be read beside the table: coverage, how tokens are known, which prices, what was assumed. */
export function notesOf(report: Report, glyphs: Glyphs): readonly Note[] {
  const voice: Voice = {
    glyphs,
    source: 'log',
    nameOf: (scenario) => scenarioName(scenario, report),
    cureOf: (cause, scenario) => CAUSE_WORDS[cause].cure(scenario),
  };
  return [
    ...countNotes(report, voice),
    prices(report),
    ...coming(report),
    ...namesAndAssumptions(report, voice),
    ...ranges(report, voice),
    ...unequalCaches(report, voice),
    ...straddling(report),
  ];
}

/** The same without prices and ranges, for a document that tells of more than one report. */
export const evidenceNotes = (report: Report, voice: Voice): readonly Note[] => [
  ...countNotes(report, voice),
  ...coming(report),
  ...namesAndAssumptions(report, voice),
  ...straddling(report),
];

const countNotes = (report: Report, voice: Voice): readonly Note[] => [
  ...lost(report),
  ...coverage(report, voice),
  ...misfitNotes(report, voice),
  ...totals(report),
  ...perCall(report),
  {
    label: 'Tokens',
    text: report.tokens.map(({ how, calls }) => `${how} for ${many(calls, 'call')}`).join('; '),
  },
  ...recorded(report),
];

const namesAndAssumptions = (report: Report, voice: Voice): readonly Note[] => [
  ...billedAs(report, voice),
  ...assumptionNotes(report, voice),
];

/** What is not in the figures at all: it is told here too, since a report goes further than standard error. */
const lost = ({ losses }: Report): readonly Note[] =>
  losses.map(({ count, file, line, text }) => {
    const more = count > 1 ? ` (and ${grouped(count - 1)} more like this)` : '';
    return { label: 'Lost', text: `${plain(file)}${line > 0 ? `:${line}` : ''}: ${plain(text)}${more}` };
  });

const MOST_REASONS = 5;

function coverage(report: Report, { nameOf }: Voice): readonly Note[] {
  const { scenarios, total } = report;
  const lines = scenarios.flatMap((scenario, index) => {
    const priced = total.outcomes[index]?.callsPriced ?? 0;
    if (priced === total.calls) return [];
    const why = reasons(scenario);
    const shown = why.slice(0, MOST_REASONS).map(({ text, count }) => `${text} (${many(count, 'call')})`);
    const more = why.length > MOST_REASONS ? `; ${why.length - MOST_REASONS} more reasons` : '';
    const share = shareText(priced, total.calls);
    return [
      `${nameOf(scenario)}: ${grouped(priced)} of ${many(total.calls, 'call')} priced (${share}); ${shown.join('; ')}${more}`,
    ];
  });
  const all =
    total.calls === 1
      ? 'the only call is priced'
      : `all ${many(total.calls, 'call')} in ${many(total.runs, 'run')} priced`;
  const rest =
    lines.length === scenarios.length ? [] : [lines.length === 0 ? all : `the other scenarios: ${all}`];
  return [...lines, ...rest].map((text) => ({ label: 'Coverage', text }));
}

const reasons = ({
  unpriced,
  infeasible,
}: ReportScenario): readonly { readonly text: string; readonly count: number }[] => [
  ...unpriced.map(({ why, calls }) => ({ text: plain(unpricedText(why)), count: calls })),
  ...infeasible.map(({ calls, ...passed }) => ({
    text: `does not fit ${limitText(passed)}`,
    count: calls,
  })),
];

/** Sums are no runs: said before anything else of the figures. */
function totals({ totals: { records, requests, withoutRequests }, total }: Report): readonly Note[] {
  if (records === 0) return [];
  const isAll = records === total.calls;
  const sums = isAll
    ? `the log is ${many(records, 'sum')}`
    : `${grouped(records)} of ${grouped(total.calls)} records are sums`;
  const known = requests > 0 ? many(requests, 'request') : 'requests that it does not count';
  const more = requests > 0 && withoutRequests > 0 ? ' and others that it does not count' : '';
  const text = `${sums} over ${known}${more}: no runs and no calls, so what stands here of a run or a call is of one such sum`;
  return [{ label: 'Totals', text }];
}

function perCall({ callsWithoutRun, callsWithoutWorkflow, totals, total }: Report): readonly Note[] {
  const withoutRun = callsWithoutRun - totals.records;
  const scope = (count: number): string =>
    count === total.calls ? 'the log' : `${grouped(count)} of ${grouped(total.calls)} calls`;
  return [
    ...(withoutRun > 0
      ? [
          {
            label: 'Runs',
            text: `per call: ${scope(withoutRun)} ${withoutRun === total.calls ? 'has' : 'have'} no run id, so each call is a run`,
          },
        ]
      : []),
    ...(callsWithoutWorkflow > 0
      ? [
          {
            label: 'Workflows',
            text: `${scope(callsWithoutWorkflow)} ${callsWithoutWorkflow === total.calls ? 'names' : 'name'} no workflow: the file's name stands for it`,
          },
        ]
      : []),
  ];
}

function recorded({ total }: Report): readonly Note[] {
  const { calls, cost, list } = total.recorded;
  if (calls === 0) return [];
  const of = calls === total.calls ? '' : ` of ${grouped(total.calls)}`;
  const noun = total.calls === 1 ? 'call' : 'calls';
  const scope = of === '' && calls > 1 ? 'all calls' : `${grouped(calls)}${of} ${noun}`;
  const text = `the log claims ${amountInWords(cost)} for ${scope}; ${calls === 1 ? 'its' : 'their'} list cost is ${amountInWords(list)}: ${gapText(changeOf(cost, list))}`;
  return [{ label: 'Recorded', text }];
}

function gapText(gap: number | undefined): string {
  if (gap === undefined) return 'nothing to compare with';
  return gap === 0 ? 'the same' : `recorded is ${changeInWords(gap)} (recost reconcile says why)`;
}

function prices(report: Report): Note {
  const age = report.lastCall === undefined ? '' : `; last call ${dayText(report.lastCall)}`;
  const text = `${bookText(report)}; baseline at each call's instant, ${asOfText(report)}${age}`;
  return { label: 'Prices', text };
}

/** What is announced for models in use, and not in the figures. */
const coming = (report: Report): readonly Note[] =>
  report.coming.map((change) => ({ label: 'Coming', text: comingText(change) }));

function comingText(change: ComingChange): string {
  const when = dayText(change.at);
  switch (change.kind) {
    case 'end':
      return `${change.model} is no longer sold from ${when} on`;
    case 'route':
      return `${change.model} bills as ${change.target ?? 'another model'} from ${when} on (announced; --include-announced uses it)`;
    case 'price': {
      const rates = (['input', 'output'] as const).map((key) => {
        const [old, now] = [change.before?.[key], change.after[key]].map((rate) =>
          rate === undefined ? '?' : rateText(rate as Rate),
        );
        return `${key} ${now} instead of ${old}`;
      });
      return `${change.model} costs ${rates.join(', ')} USD per 1,000,000 tokens from ${when} on (announced; --include-announced uses it)`;
    }
    default:
      return change satisfies never;
  }
}

type Dated = Pick<Report, 'book' | 'asOf'>;

/** `book 2026-11-23 (draft), sha256 0123456789ab` */
export const bookText = ({ book }: Dated): string =>
  `book ${book.version}${book.isDraft ? ' (draft)' : ''}, sha256 ${book.hash.slice(0, 12)}`;

/** `candidates as of 2026-11-23` */
export const asOfText = ({ book, asOf }: Dated): string =>
  `candidates as of ${instantText(asOf)}${
    asOf > book.date ? ', which is later than the book: what has changed since is not in it' : ''
  }`;

function billedAs({ scenarios }: Report, { nameOf }: Voice): readonly Note[] {
  return scenarios.flatMap((scenario) => {
    const { billedAs } = scenario;
    return billedAs === undefined
      ? []
      : [
          {
            label: 'Names',
            text: `${nameOf(scenario)} bills as ${billedAs.path.slice(billedAs.path.indexOf('/') + 1)}${billedAs.since === undefined ? '' : ` since ${dayText(billedAs.since)}`}`,
          },
        ];
  });
}

/** Simulated hits stand beside those that the log counted: who moves without changing anything may keep the latter. */
function recordedShare({ cachedTokens, inputTokens }: Report['total']): readonly Note[] {
  if (inputTokens === 0) return [];
  const share = ((100 * cachedTokens) / inputTokens).toFixed(1);
  const text = `the log itself counts ${share} % of its input as found in a cache. Where a candidate's simulated share is another one, part of the change is caching, and the log's own share need not lie in the range (cache: recorded reckons with it)`;
  return [{ label: 'Caching', text }];
}

/** The baseline has no hits because its log counts none, candidates have simulated ones: part of a change is caching. */
function unequalCaches({ scenarios, total }: Report, { nameOf }: Voice): readonly Note[] {
  const [baseline] = total.outcomes;
  const uncounted = scenarios[0]?.assumed.cache ?? 0;
  if (baseline === undefined || scenarios.every(({ simulated }) => simulated.length === 0)) return [];
  if (uncounted === 0) return recordedShare(total);
  const before = baseline.total;
  const texts = scenarios.flatMap((scenario, index) => {
    const outcome = total.outcomes[index];
    const isWhole = outcome?.callsPriced === total.calls && baseline.callsPriced === total.calls;
    const isKnown = scenario.simulated.length > 0 && isWhole && before.low < before.base;
    const change = isKnown ? changeOf(outcome.total.base, before.low) : undefined;
    return change === undefined ? [] : [`${nameOf(scenario)} ${changeInWords(change)}`];
  });
  const who =
    uncounted === total.calls
      ? 'the log counts no cache hits, so the baseline has none'
      : `${grouped(uncounted)} of ${many(total.calls, 'call')} count no cache hits, so the baseline has none for them`;
  const warm =
    texts.length === 0
      ? 'how much of it, the log does not tell'
      : `had the cache been warm at the baseline, it would be: ${texts.join(', ')}`;
  const text = `${who}, while candidates have those that were simulated: part of each change is caching; ${warm}`;
  return [{ label: 'Caching', text }];
}

/** One line for each scenario that has a range; those that are alike share it. */
function ranges(report: Report, voice: Voice): readonly Note[] {
  const names = new Map<string, string[]>();
  for (const { name, text } of rangeTexts(report, voice)) names.set(text, [...(names.get(text) ?? []), name]);
  const lines = [...names].map(([text, own]) => `${own.join(', ')} ${text}`);
  const first = "whole worlds, not confidence intervals; of the whole log's cost:";
  return lines.map((text, place) => ({ label: 'Ranges', text: place === 0 ? `${first} ${text}` : text }));
}

function straddling({ straddling: { calls, cost }, bandAt }: Report): readonly Note[] {
  if (calls === 0) return [];
  return [
    {
      label: 'Hours',
      text: `${many(calls, 'call')} (${amountInWords(cost)} at the baseline) ${calls === 1 ? 'begins and ends' : 'begin and end'} at differently priced times; the ${bandAt} decides (--band-at)`,
    },
  ];
}
