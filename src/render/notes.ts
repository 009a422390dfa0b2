import type { Cause, Report, ReportScenario } from '../domain/report.ts';
import { unpricedText } from '../domain/unpriced.ts';
import { assumptionNotes } from './assumptions.ts';
import { plain } from './escape.ts';
import { amountInWords, changeOf, dayText, type Glyphs, grouped, instantText, shareText } from './numbers.ts';
import type { Note } from './sheet.ts';

/** What must be read beside the table: coverage, how tokens are known, which prices, what was assumed. */
export function notesOf(report: Report, glyphs: Glyphs): readonly Note[] {
  return [
    ...coverage(report),
    ...perCall(report),
    {
      label: 'Tokens',
      text: report.tokens.map(({ how, calls }) => `${how} for ${grouped(calls)} calls`).join('; '),
    },
    ...recorded(report),
    prices(report),
    ...billedAs(report),
    ...assumptionNotes(report, glyphs),
    ...widest(report),
    ...straddling(report),
  ];
}

const MOST_REASONS = 5;

function coverage({ scenarios, total }: Report): readonly Note[] {
  const calls = (count: number): string => `${grouped(count)} ${count === 1 ? 'call' : 'calls'}`;
  const lines = scenarios.flatMap((scenario, index) => {
    const priced = total.outcomes[index]?.callsPriced ?? 0;
    if (priced === total.calls) return [];
    const why = reasons(scenario);
    const shown = why.slice(0, MOST_REASONS).map(({ text, count }) => `${text} (${calls(count)})`);
    const more = why.length > MOST_REASONS ? `; ${why.length - MOST_REASONS} more reasons` : '';
    const share = shareText(priced, total.calls);
    return [
      `${scenario.id}: ${grouped(priced)} of ${calls(total.calls)} priced (${share}); ${shown.join('; ')}${more}`,
    ];
  });
  const all = `all ${calls(total.calls)} in ${grouped(total.runs)} runs priced`;
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

function perCall({ callsWithoutRun, callsWithoutWorkflow, total }: Report): readonly Note[] {
  const scope = (count: number): string =>
    count === total.calls ? 'the log' : `${grouped(count)} of ${grouped(total.calls)} calls`;
  return [
    ...(callsWithoutRun > 0
      ? [
          {
            label: 'Runs',
            text: `per call: ${scope(callsWithoutRun)} ${callsWithoutRun === total.calls ? 'has' : 'have'} no run id, so each call is a run`,
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
  const gap = changeOf(cost, list);
  const words =
    gap === undefined || gap === 0
      ? 'the same'
      : `${(Math.abs(gap) * 100).toPrecision(2)} % ${gap > 0 ? 'more' : 'less'}`;
  const scope = calls === total.calls ? 'all calls' : `${grouped(calls)} of ${grouped(total.calls)} calls`;
  return [
    {
      label: 'Recorded',
      text: `the log claims ${amountInWords(cost)} for ${scope}; their list cost is ${amountInWords(list)}: ${words === 'the same' ? words : `recorded is ${words}`}`,
    },
  ];
}

function prices({ book, asOf, lastCall }: Report): Note {
  const draft = book.isDraft ? ' (draft)' : '';
  const age = lastCall === undefined ? '' : `; last call ${dayText(lastCall)}`;
  const text = `book ${book.version}${draft}, sha256 ${book.hash.slice(0, 12)}; baseline at each call's instant, candidates as of ${instantText(asOf)}${age}`;
  return { label: 'Prices', text };
}

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

const CAUSES: Readonly<Record<Cause, { readonly name: string; readonly cure: string }>> = {
  cache: { name: 'cache hits', cure: 'cached token counts for the target, or the prompts' },
  tokens: { name: 'the other tokenizer', cure: 'the prompts and answers' },
  hour: { name: "the calls' hour", cure: 'start times with their zone (or give --tz)' },
};

/** For the target whose range is widest: which assumption makes it so, and what would narrow it. */
function widest({ scenarios, total }: Report): readonly Note[] {
  const found = scenarios.flatMap(({ id }, index) => {
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
        id,
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
      text: `whole worlds, not confidence intervals. Widest for ${most.id}, mostly by ${name}; export ${cure} to narrow it`,
    },
  ];
}

function straddling({ straddling: { calls, cost }, bandAt }: Report): readonly Note[] {
  if (calls === 0) return [];
  return [
    {
      label: 'Hours',
      text: `${grouped(calls)} calls (${amountInWords(cost)} at the baseline) begin and end at differently priced times; the ${bandAt} decides (--band-at)`,
    },
  ];
}
