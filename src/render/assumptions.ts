import type { Assumption, Cause, Report, ReportScenario } from '../domain/report.ts';
import { type Glyphs, instantText, many } from './numbers.ts';
import type { Note } from './sheet.ts';

/** How a report is told of. */
export interface Voice {
  readonly glyphs: Glyphs;
  /** What has the counts. */
  readonly source: 'log' | 'list of features';
  /** What its scenarios are called. */
  readonly nameOf: (scenario: ReportScenario) => string;
  /** What would narrow a range that is wide for this reason; `undefined`: nothing that a reader could do. */
  readonly cureOf: (cause: Cause, scenario: ReportScenario) => string | undefined;
}

/** One line for each assumption in force: what is assumed, for whom, for how many calls. */
export function assumptionNotes(report: Report, voice: Voice): readonly Note[] {
  const { source } = voice;
  const known = source === 'log' ? 'recorded' : 'expected';
  const { scenarios } = report;
  /** A cache is warm from the second call of a run on. */
  const hasLoops = report.total.calls > report.total.runs;
  const all: readonly (readonly [Assumption, string])[] = [
    [
      'instant',
      `no instant, or one before every price: priced as of ${instantText(report.at)}, in every band of the week as the range`,
    ],
    ['zone', 'local times without a zone: read as UTC, the other hours of the week as the range (give --tz)'],
    [
      'aggregate',
      'sums over many requests: the price of small prompts unless the export states another, windows not checked, every band of the week as the range',
    ],
    ['holidays', "the price book does not list the holidays of these calls' days: taken as ordinary days"],
    [
      'cache',
      `no cached counts in the ${source}: the base has no cache hits${hasLoops ? ', the range goes to a warm cache' : ''}`,
    ],
    [
      'cache transfer',
      `cache hits on the target as ${known}; the range goes from none to ${hasLoops ? 'a warm cache' : 'these'}`,
    ],
    ['writes', `the model bills cache writes, the ${source} counts none: none are taken`],
    ['tier', 'the service tier is not sold by the target: its standard price'],
    [
      'tokens counted',
      'token counts of another tokenizer: the recorded ones, times what the texts make there for each token here',
    ],
    ['output', `answers and reasoning on the target as long as ${known}`],
  ];
  const lines = all.flatMap(([assumption, text]) => {
    const touched = scenarios.filter((scenario) => scenario.assumed[assumption] > 0);
    const calls = Math.max(0, ...touched.map((scenario) => scenario.assumed[assumption]));
    return touched.length === 0
      ? []
      : [{ label: 'Assumed', text: `${text} (${many(calls, 'call')}, ${scope(touched, report, voice)})` }];
  });
  return [...lines, ...simulated(scenarios, voice), ...factors(scenarios, voice)];
}

function scope(touched: readonly ReportScenario[], report: Report, { nameOf }: Voice): string {
  const all = report.scenarios;
  const candidates = all.filter(({ kind }) => kind === 'target');
  if (touched.length === all.length) return 'everywhere';
  if (candidates.every((each) => touched.includes(each)) && touched.length === candidates.length)
    return 'all candidates';
  return touched.map(nameOf).join(', ');
}

const RULES = {
  high: "by the vendor's published rule",
  medium: 'by a rule that is published in part',
  low: 'by a rule that is assumed',
} as const;

/** By which rules hits were simulated, and what they found. */
function simulated(scenarios: readonly ReportScenario[], { nameOf }: Voice): readonly Note[] {
  return (['high', 'medium', 'low'] as const).flatMap((confidence) => {
    const own = scenarios.flatMap((scenario) =>
      scenario.simulated
        .filter((each) => each.confidence === confidence && each.promptTokens > 0)
        .map((each) => ({ name: nameOf(scenario), ...each })),
    );
    if (own.length === 0) return [];
    const shares = own.map(
      ({ name, readTokens, promptTokens }) => `${name} ${((100 * readTokens) / promptTokens).toFixed(1)} %`,
    );
    const calls = Math.max(...own.map((each) => each.calls));
    const text = `cache hits simulated from the texts of prompts ${RULES[confidence]} (${many(calls, 'call')}); of the prompts' tokens it finds ${shares.join(', ')}; texts are compared in pieces, and nothing after the first change is shared`;
    return [{ label: 'Assumed', text }];
  });
}

const MOST_FACTORS = 2;

/** The factors of all targets whose tokenizer is another than the log's, most used first. */
function factors(scenarios: readonly ReportScenario[], { glyphs, nameOf }: Voice): readonly Note[] {
  const { times, plusMinus } = glyphs;
  const texts = scenarios.flatMap((scenario) => {
    const { factors: list } = scenario;
    if (list.length === 0) return [];
    const shown = list.slice(0, MOST_FACTORS).map(({ base, barPercent }) => {
      return `${times}${(Number(base.num) / Number(base.den)).toFixed(2)} ${plusMinus}${barPercent} %`;
    });
    return [`${nameOf(scenario)} ${shown.join(' or ')}${list.length > MOST_FACTORS ? ' or others' : ''}`];
  });
  const text = `token counts of another tokenizer, by one factor for English, JSON and code: ${texts.join('; ')}`;
  return texts.length === 0 ? [] : [{ label: 'Assumed', text }];
}
