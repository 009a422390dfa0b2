import type { Cause, Report, ReportScenario } from '../domain/report.ts';
import { unpricedText } from '../domain/unpriced.ts';
import { assumptionNotes } from './assumptions.ts';
import { plain } from './escape.ts';
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
import { scenarioName } from './scenario-name.ts';
import type { Note } from './sheet.ts';

/** What must be read beside the table: coverage, how tokens are known, which prices, what was assumed. */
export function notesOf(report: Report, glyphs: Glyphs): readonly Note[] {
  const [before, after] = notesAround(report, glyphs);
  return [...before, prices(report), ...after];
}

/** The same without the prices, where a document has said them: what stands before them, and what after. */
export const notesAround = (report: Report, glyphs: Glyphs): readonly [readonly Note[], readonly Note[]] => [
  [
    ...lost(report),
    ...coverage(report),
    ...totals(report),
    ...perCall(report),
    {
      label: 'Tokens',
      text: report.tokens.map(({ how, calls }) => `${how} for ${many(calls, 'call')}`).join('; '),
    },
    ...recorded(report),
  ],
  [...billedAs(report), ...assumptionNotes(report, glyphs), ...widest(report), ...straddling(report)],
];

/** What is not in the figures at all: it is told here too, since a report goes further than standard error. */
const lost = ({ losses }: Report): readonly Note[] =>
  losses.map(({ count, file, line, text }) => {
    const more = count > 1 ? ` (and ${grouped(count - 1)} more like this)` : '';
    return { label: 'Lost', text: `${plain(file)}${line > 0 ? `:${line}` : ''}: ${plain(text)}${more}` };
  });

const MOST_REASONS = 5;

function coverage(report: Report): readonly Note[] {
  const { scenarios, total } = report;
  const lines = scenarios.flatMap((scenario, index) => {
    const priced = total.outcomes[index]?.callsPriced ?? 0;
    if (priced === total.calls) return [];
    const why = reasons(scenario);
    const shown = why.slice(0, MOST_REASONS).map(({ text, count }) => `${text} (${many(count, 'call')})`);
    const more = why.length > MOST_REASONS ? `; ${why.length - MOST_REASONS} more reasons` : '';
    const share = shareText(priced, total.calls);
    return [
      `${scenarioName(scenario, report)}: ${grouped(priced)} of ${many(total.calls, 'call')} priced (${share}); ${shown.join('; ')}${more}`,
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
  ...infeasible.map(({ model, window, calls }) => ({
    text: `does not fit ${model}'s window of ${grouped(window)} tokens`,
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
  return gap === 0 ? 'the same' : `recorded is ${changeInWords(gap)}`;
}

function prices(report: Report): Note {
  const age = report.lastCall === undefined ? '' : `; last call ${dayText(report.lastCall)}`;
  const text = `${bookText(report)}; baseline at each call's instant, ${asOfText(report)}${age}`;
  return { label: 'Prices', text };
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

function billedAs({ scenarios }: Report): readonly Note[] {
  return scenarios.flatMap(({ id, billedAs }) =>
    billedAs === undefined
      ? []
      : [
          {
            label: 'Names',
            text: `${id} bills as ${billedAs.path.slice(billedAs.path.indexOf('/') + 1)}${billedAs.since === undefined ? '' : ` since ${dayText(billedAs.since)}`}`,
          },
        ],
  );
}

const TRIAL = 'only a trial on the target narrows it';

/** What makes a range wide, and what would narrow it. */
export const CAUSES: Readonly<
  Record<Cause, { readonly name: string; readonly cure: (scenario: ReportScenario) => string }>
> = {
  cache: {
    name: 'cache hits',
    cure: ({ assumed }) => (assumed.cache > 0 ? 'export cached token counts to narrow it' : TRIAL),
  },
  tokens: { name: 'the other tokenizer', cure: () => TRIAL },
  hour: {
    name: "the calls' hour",
    cure: () => 'export start times with their zone (or give --tz) to narrow it',
  },
};

/** For the target whose range is widest: which assumption makes it so, and what would narrow it. */
function widest(report: Report): readonly Note[] {
  const { scenarios, total } = report;
  const found = scenarios.flatMap((scenario, index) => {
    const outcome = total.outcomes[index];
    if (outcome === undefined || outcome.total.low === outcome.total.high || outcome.total.base === 0n)
      return [];
    const causes = (Object.keys(CAUSES) as Cause[]).map((cause) => ({
      cause,
      spread: outcome.spread[cause],
    }));
    const first = causes.reduce((a, b) => (b.spread > a.spread ? b : a));
    return [
      {
        scenario,
        width: Number(outcome.total.high - outcome.total.low) / Number(outcome.total.base),
        cause: first.cause,
      },
    ];
  });
  const most = found.reduce<(typeof found)[number] | undefined>(
    (a, b) => (a === undefined || b.width > a.width ? b : a),
    undefined,
  );
  if (most === undefined) return [];
  const { name, cure } = CAUSES[most.cause];
  return [
    {
      label: 'Ranges',
      text: `whole worlds, not confidence intervals. Widest for ${scenarioName(most.scenario, report)}, mostly by ${name}; ${cure(most.scenario)}`,
    },
  ];
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
