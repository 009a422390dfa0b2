import type { CacheMark, CacheMode, CacheRule, InWorlds } from '../../domain/caching.ts';
import type { TokenClass } from '../../domain/tokens.ts';
import { grouped, many } from '../numbers.ts';
import { periodText } from './words.ts';

const MODES: Readonly<Record<CacheMode, string>> = {
  automatic: 'automatic',
  breakpoints: 'by breakpoints',
};

const MARKS: Readonly<Record<CacheMark, string>> = {
  instructions: 'after tools and system prompt',
  prompt: 'at the end of the prompt',
  answer: 'at the end of the answer',
  shared: 'where requests were seen to part',
};

const WRITES: Partial<Readonly<Record<TokenClass, string>>> = {
  cacheWrite: 'writes bill at their own rate',
  cacheWrite5m: 'writes bill at the rate for 5 minutes',
  cacheWrite1h: 'writes bill at the rate for an hour',
  cacheWrite12h: 'writes bill at the rate for 12 hours',
};

/** How a prompt cache serves a model, as one sentence and its note. */
export function cachingText(rule: CacheRule): string {
  const { mode, minTokens, unitTokens, idleSeconds, marks, lookBack, writes, confidence, note } = rule;
  const marked = marks.map((mark) => MARKS[mark]).join(', ');
  const back = lookBack === undefined ? '' : `, looking ${many(lookBack, 'block')} back`;
  const parts = [
    `${modeText(mode)}${marks.length === 0 ? '' : ` (${marked}${back})`}`,
    `beginnings from ${inWorlds(minTokens, grouped)} tokens on`,
    ...(unitTokens.low === 1 ? [] : [`in units of ${inWorlds(unitTokens, grouped)}`]),
    `found for ${inWorlds(idleSeconds, durationText)} after their last use`,
    (writes && WRITES[writes]) ?? 'writes bill as input',
  ];
  return `${parts.join(', ')}; ${periodText(rule)} (${confidence})${note === undefined ? '' : `. ${note}`}`;
}

/** `by breakpoints, at best automatic` */
function modeText({ low, base, high }: InWorlds<CacheMode>): string {
  const worst = low === base ? '' : `, at worst ${MODES[low]}`;
  const best = high === base ? '' : `, at best ${MODES[high]}`;
  return `${MODES[base]}${worst}${best}`;
}

/** `1,024`, or with both ends `1,024 (2,048 to 512)`, few hits first. */
function inWorlds<T>({ low, base, high }: InWorlds<T>, textOf: (value: T) => string): string {
  if (low === base && base === high) return textOf(base);
  return `${textOf(base)} (${textOf(low)} to ${textOf(high)})`;
}

const UNITS = [
  [86_400, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
] as const;

/** `5 minutes`, `2 hours`: in the largest unit that leaves no rest. */
function durationText(seconds: number): string {
  const unit = UNITS.find(([size]) => seconds % size === 0);
  return unit === undefined ? many(seconds, 'second') : many(seconds / unit[0], unit[1]);
}
