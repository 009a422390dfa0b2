import type { GivenBar, GivenCache } from '../domain/assumptions.ts';
import { exactText } from '../domain/exact.ts';
import { type Fraction, multiply } from '../domain/money.ts';
import {
  type Assumption,
  type Basis,
  type Report,
  type ReportScenario,
  TEXT_COUNTINGS,
  type TextCounting,
} from '../domain/report.ts';
import type { Voice } from './assumptions.ts';
import { plain } from './escape.ts';
import { type Glyphs, instantText } from './numbers.ts';

/** What a scenario takes for granted, for how many of its calls. */
export interface AssumptionText {
  readonly what: Assumption | 'subsets' | 'band';
  readonly basis: Basis;
  readonly text: string;
  /** What is other for each scenario. */
  readonly detail: string | undefined;
  readonly calls: number;
}

/** What is said of a kind of assumption: the same for all scenarios, unless the user gave something. */
export function usualTexts(
  scenario: ReportScenario,
  report: Report,
  { source }: Pick<Voice, 'source'>,
): readonly AssumptionText[] {
  const known = source === 'log' ? 'recorded' : 'expected';
  /** A cache is warm from the second call of a run on. */
  const hasLoops = report.total.calls > report.total.runs;
  const texts: Readonly<Partial<Record<Assumption, string | undefined>>> = {
    instant: `no instant, or one before every price: priced as of ${instantText(report.at)}, in every band of the week as the range`,
    zone: 'local times without a zone: read as UTC, the other hours of the week as the range (give --tz)',
    aggregate:
      'sums over many requests: the price of small prompts unless the export states another, windows not checked, every band of the week as the range',
    holidays: "the price book does not list the holidays of these calls' days: taken as ordinary days",
    cache: `no cached counts in the ${source}: the base has no cache hits${hasLoops ? ', the range goes to a warm cache' : ''}`,
    'cache transfer': `cache hits on the target as ${known}; the range goes from none to ${hasLoops ? 'a warm cache' : 'these'}`,
    'cache given': givenCacheText(report.given, known),
    writes: `the model bills cache writes, the ${source} counts none: none are taken`,
    tier: 'the service tier is not sold by the target: its standard price',
    output: outputText(scenario, report, known),
    retries: retriesText(scenario, report),
  };
  const order = Object.keys(texts) as Assumption[];
  return order.flatMap((what) => {
    const [calls, text] = [scenario.assumed[what], texts[what]];
    return calls === 0 || text === undefined
      ? []
      : [{ what, basis: 'assumed', text, detail: undefined, calls }];
  });
}

const CACHES: Readonly<Record<GivenCache, string>> = {
  recorded: 'cache hits as recorded, in every world',
  cold: 'no cache hits, in every world',
  warm: 'a warm cache in every world: each prompt token of a run is paid in full once',
};

function givenCacheText({ file, cache }: Report['given'], known: string): string | undefined {
  if (cache === undefined) return undefined;
  return `${CACHES[cache.value].replace('recorded', known)} (${placeOf(file, cache.line)})`;
}

function outputText({ given }: ReportScenario, report: Report, known: string): string {
  const { outputLength, retryRate } = given;
  if (outputLength === undefined)
    return `answers and reasoning on the target as long as ${known}${retryRate === undefined ? ', and no more retries' : ''}`;
  return `answers and reasoning on the target ${barText(outputLength, factorText)} times as long as ${known} (${placeOf(report.given.file, outputLength.line)})`;
}

function retriesText({ given }: ReportScenario, report: Report): string | undefined {
  const { retryRate } = given;
  if (retryRate === undefined) return undefined;
  return `${barText(retryRate, percentText)} more calls on the target, made again at the cost of the others (${placeOf(report.given.file, retryRate.line)})`;
}

const placeOf = (file: string | undefined, line: number): string => `${plain(file ?? '')}:${line}`;

/** `1.2 (1 to 1.5)` */
function barText({ value: { low, base, high } }: GivenBar, text: (value: Fraction) => string): string {
  const isPoint = low.num * high.den === high.num * low.den;
  return isPoint ? text(base) : `${text(base)} (${text(low)} to ${text(high)})`;
}

const factorText = (value: Fraction): string => exactText(value);
const percentText = (value: Fraction): string => `${exactText(multiply(value, { num: 100n, den: 1n }))} %`;

const RULES = {
  high: { basis: 'documented', text: "by the vendor's published rule" },
  medium: { basis: 'documented', text: 'by a rule that is published in part' },
  low: { basis: 'assumed', text: 'by a rule that nobody has published' },
} as const;

/** By which rules hits were simulated, and what they found. */
export const simulatedTexts = ({ simulated }: ReportScenario): readonly AssumptionText[] =>
  simulated
    .filter(({ promptTokens }) => promptTokens > 0)
    .map(({ confidence, calls, promptTokens, readTokens }) => ({
      what: 'cache simulated',
      basis: RULES[confidence].basis,
      text: `cache hits simulated from the prompts ${RULES[confidence].text}, nothing after the first change being shared: found of their tokens`,
      detail: `${((100 * readTokens) / promptTokens).toFixed(1)} %`,
      calls,
    }));

/** Where a vendor charges for what its cache takes up, somebody must ask for that. */
export const marksTexts = ({ simulated }: ReportScenario): readonly AssumptionText[] => {
  const own = simulated.filter(({ writtenTokens }) => writtenTokens > 0);
  const sum = (key: 'calls' | 'promptTokens' | 'writtenTokens'): number =>
    own.reduce((total, each) => total + each[key], 0);
  if (own.length === 0) return [];
  return [
    {
      what: 'cache simulated',
      basis: 'assumed',
      text: 'callers who mark what the cache is to keep, after the instructions and at the end of each prompt, and pay for it; at the low end, those who do without where that is cheaper: written of the prompts’ tokens',
      detail: `${((100 * sum('writtenTokens')) / sum('promptTokens')).toFixed(1)} %`,
      calls: sum('calls'),
    },
  ];
};

const COUNTED = {
  counted: 'counted in both vocabularies',
  fitted: "estimated, and fitted to this log's own usage",
  estimated: 'estimated from the texts',
} as const satisfies Record<TextCounting, string>;

/** How many tokens the texts make on a target of another tokenizer, for each token of the log. */
export const countedTexts = (
  { counted }: ReportScenario,
  { glyphs }: { readonly glyphs: Glyphs },
): readonly AssumptionText[] =>
  TEXT_COUNTINGS.flatMap((how) => {
    const own = counted.filter((each) => each.how === how && each.logTokens > 0);
    const sum = (key: 'calls' | 'logTokens' | 'targetTokens'): number =>
      own.reduce((total, each) => total + each[key], 0);
    const [least, most] = [own[0]?.barPercent ?? 0, own.at(-1)?.barPercent ?? 0];
    const range = least === most ? `${least} %` : `${least} to ${most} %`;
    const bar = most === 0 ? '' : `, ${glyphs.plusMinus}${range}`;
    const files = [...new Set(own.flatMap((each) => each.own))].sort().map(plain);
    const by = files.length === 0 ? '' : ` by ${files.join(' and ')}`;
    const detail = `${(sum('targetTokens') / sum('logTokens')).toFixed(2)} times those of the log${by}${bar}`;
    const text = `token counts of another tokenizer, ${COUNTED[how]}`;
    const what = `tokens ${how}` as const;
    return own.length === 0 ? [] : [{ what, basis: 'measured' as const, text, detail, calls: sum('calls') }];
  });

const MOST_FACTORS = 2;

/**
 * How many tokens of the target one of the log makes, where texts are not counted: most used first. Where calls stay on
 * their model, only an estimate of their own counts has a factor: 1, and its bar.
 */
export function factorTexts(
  { kind, factors }: ReportScenario,
  { glyphs }: { readonly glyphs: Glyphs },
): readonly AssumptionText[] {
  return ([true, false] as const).flatMap((isMeasured) => {
    const own = factors.filter((each) => each.isMeasured === isMeasured);
    const calls = own.reduce((sum, each) => sum + each.calls, 0);
    const isMoved = kind === 'target';
    const moved = isMeasured
      ? 'token counts of another tokenizer, by one factor that was measured on English, JSON and code'
      : 'token counts of a tokenizer that nobody has measured, by the factor of an average one';
    const text = isMoved ? moved : 'token counts estimated from the texts, which the log does not count';
    const detail = isMoved ? factorsText(own, glyphs) : barsText(own, glyphs);
    const basis = isMeasured ? ('measured' as const) : ('assumed' as const);
    return calls === 0 ? [] : [{ what: 'tokens' as const, basis, text, detail, calls }];
  });
}

const barsText = (factors: ReportScenario['factors'], { plusMinus }: Glyphs): string =>
  [...new Set(factors.map(({ barPercent }) => `${plusMinus}${barPercent} %`))].join(' or ');

function factorsText(factors: ReportScenario['factors'], { times, plusMinus }: Glyphs): string {
  const shown = factors
    .slice(0, MOST_FACTORS)
    .map(
      ({ base, barPercent }) =>
        `${times}${(Number(base.num) / Number(base.den)).toFixed(2)} ${plusMinus}${barPercent} %`,
    );
  return `${shown.join(' or ')}${factors.length > MOST_FACTORS ? ' or others' : ''}`;
}

/** What holds for the log as a whole, whatever a call costs. */
export function logTexts({ given, subsetsAssumed, bandAt }: Report): readonly AssumptionText[] {
  const band = given.bandAt;
  return [
    ...(subsetsAssumed === 0
      ? []
      : [
          {
            what: 'subsets' as const,
            basis: 'assumed' as const,
            text: 'cached tokens inside the input count or beside it as the provider usually counts: the records have no total that would tell',
            detail: undefined,
            calls: subsetsAssumed,
          },
        ]),
    ...(band === undefined || band.value !== bandAt
      ? []
      : [
          {
            what: 'band' as const,
            basis: 'assumed' as const,
            text: `the ${bandAt} of a call decides its hour (${placeOf(given.file, band.line)})`,
            detail: undefined,
            calls: 0,
          },
        ]),
  ];
}
