import {
  CAUSES,
  type Cause,
  type Outcome,
  type Range,
  type Report,
  type ReportScenario,
} from '../domain/report.ts';
import type { Voice } from './assumptions.ts';
import { type Glyphs, grouped } from './numbers.ts';

const TRIAL = 'only a trial on the target narrows it';

/** Nothing moves to another tokenizer where the recorded models are priced. */
const nameOfCause = (cause: Cause, isTarget: boolean): string =>
  cause === 'tokens' && !isTarget ? 'the estimate of tokens' : CAUSE_WORDS[cause].name;

/** What makes a range wide, in words, and what would narrow it. */
export const CAUSE_WORDS: Readonly<
  Record<Cause, { readonly name: string; readonly cure: (scenario: ReportScenario) => string }>
> = {
  cache: { name: 'the cache', cure: cacheCure },
  tokens: {
    name: 'the other tokenizer',
    cure: ({ kind, assumed }) => {
      if (kind !== 'target') return 'export token counts to narrow it';
      return assumed.tokens > 0 ? 'export prompts to narrow it' : TRIAL;
    },
  },
  output: { name: 'the length of answers', cure: () => TRIAL },
  retries: { name: 'retries', cure: () => TRIAL },
  hour: {
    name: "the calls' hour",
    cure: () => 'export start times with their zone (or give --tz) to narrow it',
  },
};

function cacheCure({ kind, assumed }: ReportScenario): string {
  if (kind !== 'target') return 'export cached token counts to narrow it';
  if (assumed.cache > 0) return 'export prompts, or cached token counts, to narrow it';
  return assumed['cache transfer'] > 0 ? 'export prompts to narrow it' : TRIAL;
}

/** How far a range reaches from its base, and what that comes from: parts that add up to its width. */
export interface Reach {
  /** Points of a per cent of the base: below it, above it. */
  readonly low: number;
  readonly high: number;
  /** The largest first; without those that make nothing of it. */
  readonly parts: readonly { readonly cause: Cause; readonly points: number }[];
  /** Digits behind the point, of all of these. */
  readonly decimals: number;
}

/**
 * A range in per cent of its base. Each cause has a part of the width, in proportion to what it makes alone with all
 * others at their base: together they make a little more or less, which nobody can tell apart.
 * @returns `undefined` where there is no range
 */
export function reachOf({ low, base, high }: Range, spread: Outcome['spread']): Reach | undefined {
  if (low === high || base === 0n) return undefined;
  const percent = (by: bigint): number => (100 * Number(by)) / Number(base);
  const [below, above] = [percent(base - low), percent(high - base)];
  const decimals = below + above < 10 ? 1 : 0;
  const unit = 10 ** decimals;
  const [left, right] = [Math.round(below * unit), Math.round(above * unit)];
  const alone = CAUSES.map((cause) => spread[cause]);
  const units = sharesOf(left + right, alone);
  const parts = CAUSES.map((cause, place) => ({ cause, points: (units[place] ?? 0) / unit }));
  return {
    low: left / unit,
    high: right / unit,
    parts: parts.filter(({ points }) => points > 0).sort((a, b) => b.points - a.points),
    decimals,
  };
}

/** A whole number in proportion to weights, so that its parts add up to it: what is left goes to those that lost most. */
function sharesOf(whole: number, weights: readonly number[]): readonly number[] {
  const all = weights.reduce((sum, each) => sum + Math.max(each, 0), 0);
  if (all <= 0) return weights.map(() => 0);
  const exact = weights.map((each) => (whole * Math.max(each, 0)) / all);
  const cut = exact.map(Math.floor);
  const missing = whole - cut.reduce((sum, each) => sum + each, 0);
  const order = exact.map((each, place) => ({ place, lost: each - Math.floor(each) }));
  const raised = new Set(
    order
      .sort((a, b) => b.lost - a.lost || a.place - b.place)
      .slice(0, missing)
      .map(({ place }) => place),
  );
  return cut.map((each, place) => (raised.has(place) ? each + 1 : each));
}

/** `−12 to +198 %: 180 from cache hits, 30 from the other tokenizer`; `±12 %: …` where both sides are alike. */
export function reachText(
  { low, high, parts, decimals }: Reach,
  { plusMinus, minus }: Glyphs,
  isTarget: boolean,
): string {
  const isEven = low === high;
  const number = (points: number): string => (points === 0 ? '0' : grouped(points.toFixed(decimals)));
  const signed = (sign: string, points: number): string => `${points === 0 ? '' : sign}${number(points)}`;
  const width = isEven ? `${plusMinus}${number(low)} %` : `${signed(minus, low)} to ${signed('+', high)} %`;
  const halved = isEven ? halvesOf(parts, decimals) : parts;
  const from = halved.map(({ cause, points }) => `${number(points)} from ${nameOfCause(cause, isTarget)}`);
  if (from.length === 0) return low + high === 0 ? `less than ${plusMinus}0.1 %` : width;
  return `${width}: ${parts.length === 1 ? `all from ${nameOfCause(parts[0]?.cause ?? 'cache', isTarget)}` : from.join(', ')}`;
}

/** Of a range that reaches as far to both sides, one side. */
function halvesOf(parts: Reach['parts'], decimals: number): Reach['parts'] {
  const unit = 10 ** decimals;
  const whole = parts.reduce((sum, { points }) => sum + points * unit, 0) / 2;
  const halves = sharesOf(
    Math.round(whole),
    parts.map(({ points }) => points),
  );
  return parts
    .map(({ cause }, place) => ({ cause, points: (halves[place] ?? 0) / unit }))
    .filter(({ points }) => points > 0);
}

/** How wide the whole log's cost is on a scenario, from what, and what would narrow it. */
export interface RangeText {
  readonly name: string;
  readonly width: number;
  readonly text: string;
}

export function rangeTexts(report: Report, { glyphs, nameOf, cureOf }: Voice): readonly RangeText[] {
  return report.scenarios.flatMap((scenario, index) => {
    const outcome = report.total.outcomes[index];
    const reach = outcome && reachOf(outcome.total, outcome.spread);
    if (reach === undefined) return [];
    const [first] = reach.parts;
    const cure = first && cureOf(first.cause, scenario);
    const how = cure === undefined ? '' : `; ${cure}`;
    const { low, high } = reach;
    return [
      {
        name: nameOf(scenario),
        width: low + high,
        text: `${reachText(reach, glyphs, scenario.kind === 'target')}${how}`,
      },
    ];
  });
}

/** `for gpt-5.5, −12 to +198 %: …`: the widest range of a report. */
export function widestText(report: Report, voice: Voice): string | undefined {
  const [first, ...rest] = rangeTexts(report, voice);
  if (first === undefined) return undefined;
  const { name, text } = rest.reduce((a, b) => (b.width > a.width ? b : a), first);
  return `for ${name}, ${text}`;
}
