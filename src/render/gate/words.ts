import {
  type Bound,
  type Finding,
  METRIC_UNITS,
  type Metric,
  type MetricChange,
  type Severity,
  SPLIT_PARTS,
  type Split,
  type SplitPart,
} from '../../domain/gate.ts';
import type { Money } from '../../domain/money.ts';
import { plain, quoted } from '../escape.ts';
import { many, percentOf } from '../numbers.ts';
import { absoluteText, dollars, moveText, relativeText, valueTexts } from './figures.ts';

/** What is measured, in words. */
const METRIC_TITLES: Readonly<Record<Metric, string>> = {
  cost: 'cost a run',
  p90: 'cost of a run at the p90',
  cost_per_ok_run: 'cost per successful run',
  calls_per_run: 'calls a run',
  tokens_per_call: 'tokens a call',
  cached_share: 'cached share of input tokens',
  unpriced_share: 'share of calls without a price',
};

export const metricTitle = (metric: Metric): string => METRIC_TITLES[metric];

/** What a severity does, as people read it in front of a finding. */
export const SEVERITY_WORDS: Readonly<Record<Severity, string>> = {
  fail: 'fails',
  warn: 'warns',
  note: 'note',
};

/** A name in a sentence, quoted; one that is missing is said to be. */
export const nameInText = (name: string): string => (name === '' ? NO_NAME : quoted(plain(name)));

/** The same where it stands alone. */
export const nameAlone = (name: string): string => (name === '' ? NO_NAME : plain(name));

const NO_NAME = '(no name)';

/**
 * A finding as a clause without its workflow: what, from where to where, its limit, and why it does not fail if it
 * does not. Names in it are quoted.
 * @param smallestRise of the workflow, as a share: what its runs can show
 */
export function findingText(finding: Finding, smallestRise: number | undefined): string {
  switch (finding.kind) {
    case 'limit':
      return changeClause(finding.change, finding.bound);
    case 'noise':
      return `${changeClause(finding.change, finding.bound)}: it may be chance${chanceText(finding.change.metric, smallestRise)}`;
    case 'few-runs':
      return `${changeClause(finding.change)}: it does not fail with ${many(finding.runs, 'run')}, for the policy asks for ${finding.least}`;
    case 'mean-budget':
      return budgetText(finding.cost, finding.most, 'on average', 'a run costs');
    case 'run-budget':
      return budgetText(finding.dearest, finding.most, '', 'the dearest run costs');
    case 'no-longer-viable': {
      const [cost, most] = amounts(finding.cost, finding.affordable);
      return `the feature ${nameInText(finding.feature)} is no longer viable: a run costs ${cost}, over its budget of ${most}`;
    }
    case 'new':
      return finding.cost === undefined
        ? 'new, and without a price'
        : `new, at ${valueTexts('usd', [dollars(finding.cost)])[0]} a run`;
    case 'removed':
      return 'only in what stands before: it is gone, or did not run';
    case 'renamed':
      return `on one side only; it may be the same as ${nameInText(finding.to)}`;
    default:
      return finding satisfies never;
  }
}

/** `a run costs 2.4 c on average, and may cost 2.0 c` */
function budgetText(cost: Money | undefined, most: Money, how: string, what: string): string {
  const [limit = '', amount] = valueTexts('usd', (cost === undefined ? [most] : [most, cost]).map(dollars));
  const average = how === '' ? '' : ` ${how}`;
  return amount === undefined
    ? `a run may cost ${limit}${average}, and no call has a price to hold against it`
    : `${what} ${amount}${average}, and ${how === '' ? 'a run ' : ''}may cost ${limit}`;
}

const amounts = (a: Money, b: Money): readonly string[] => valueTexts('usd', [a, b].map(dollars));

/** Of the cost it is known which rise would show. */
const chanceText = (metric: Metric, smallestRise: number | undefined): string =>
  metric === 'cost' ? `, for with runs so few and so different ${riseText(smallestRise)}` : '';

/** `a rise of less than 6 % would not show` */
export const riseText = (smallestRise: number | undefined): string =>
  smallestRise === undefined
    ? 'no rise would show'
    : `a rise of less than ${percentOf(smallestRise)} % would not show`;

/** `cost a run 8.2 % more, from 9.12 c to 9.87 c (limit 8 %)` */
export function changeClause({ metric, before, after }: MetricChange, bound?: Bound): string {
  const unit = METRIC_UNITS[metric];
  const limit = bound === undefined ? '' : limitText(metric, bound);
  const title = metricTitle(metric);
  if (before === undefined || after === undefined) {
    const [known] = valueTexts(
      unit,
      [before, after].filter((value) => value !== undefined),
    );
    if (known === undefined) return `${title} not known${limit}`;
    return before === undefined
      ? `${title} ${known}, before not known${limit}`
      : `${title} not known, before ${known}${limit}`;
  }
  const [from, to] = valueTexts(unit, [before, after]);
  // A share is held against points, unless the policy has its limit as a share of it.
  const isInPoints = unit === 'share' && (bound?.relative === undefined || bound.absolute !== undefined);
  const held = isInPoints ? bound?.absolute : bound?.relative;
  const move = moveText(isInPoints ? 'share' : 'count', [before, after], held);
  return `${title}${move === undefined ? '' : ` ${move},`} from ${from} to ${to}${limit}`;
}

function limitText(metric: Metric, { relative, absolute }: Bound): string {
  const bounds = [
    ...(relative === undefined ? [] : [relativeText(relative)]),
    ...(absolute === undefined ? [] : [absoluteText(METRIC_UNITS[metric], absolute)]),
  ];
  return bounds.length === 0 ? '' : ` (limit ${bounds.join(' and ')})`;
}

/** The heads of the columns in which a change is taken apart. */
export const PART_TITLES: Readonly<Record<SplitPart, string>> = {
  coverage: 'priced share',
  calls: 'calls',
  tokens: 'tokens',
  models: 'models',
  cache: 'cache',
  rates: 'prices',
};

/** What a part says if it makes a run dearer, and if it makes it cheaper. */
const CAUSES: Readonly<Record<SplitPart, readonly [string, string]>> = {
  coverage: ['more calls with a price', 'fewer calls with a price'],
  calls: ['more calls a run', 'fewer calls a run'],
  tokens: ['more tokens a call', 'fewer tokens a call'],
  models: ['dearer models', 'cheaper models'],
  cache: ['less from the cache', 'more from the cache'],
  rates: ['higher prices', 'lower prices'],
};

/**
 * Why a cost changed: `more tokens a call`; with `mostly` if other parts push the same way, two parts if none is
 * four fifths of it, and what offsets at least half of it.
 */
export function causeText({ before, after, parts }: Split): string {
  const change = after - before;
  const moved = SPLIT_PARTS.filter((part) => parts[part] !== 0n).sort((a, b) =>
    size(parts[a]) === size(parts[b]) ? 0 : size(parts[a]) > size(parts[b]) ? -1 : 1,
  );
  const [largest] = moved;
  if (largest === undefined) return 'nothing changed';
  const isUp = change === 0n ? parts[largest] > 0n : change > 0n;
  const pushing = moved.filter((part) => parts[part] > 0n === isUp);
  const against = moved.filter((part) => parts[part] > 0n !== isUp);
  const [push, pull] = [pushing, against].map((own) =>
    own.reduce((sum, part) => sum + size(parts[part]), 0n),
  );
  const offset =
    against[0] === undefined || (pull ?? 0n) * 2n < (push ?? 0n)
      ? ''
      : `, ${change === 0n ? '' : 'partly '}offset by ${causeOf(against[0], parts)}`;
  return `${leadText(pushing, parts, push ?? 0n)}${offset}`;
}

function leadText(pushing: readonly SplitPart[], parts: Split['parts'], push: bigint): string {
  const [first, second] = pushing;
  if (first === undefined) return 'nothing changed';
  if (second === undefined) return causeOf(first, parts);
  if (size(parts[first]) * 5n >= push * 4n) return `mostly ${causeOf(first, parts)}`;
  return `${causeOf(first, parts)} and ${causeOf(second, parts)}`;
}

const size = (amount: Money): bigint => (amount < 0n ? -amount : amount);
const causeOf = (part: SplitPart, parts: Split['parts']): string => CAUSES[part][parts[part] > 0n ? 0 : 1];
