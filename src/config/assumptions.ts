import {
  type Assumptions,
  GIVEN_CACHES,
  type Given,
  type GivenBar,
  NOTHING_GIVEN,
} from '../domain/assumptions.ts';
import { type Fraction, isLess, ONE } from '../domain/money.ts';
import { nearest } from '../domain/nearest.ts';
import { plain } from '../domain/plain.ts';
import { RecostError } from '../domain/problem.ts';
import { FILE_KEYS, keyHint, normalKey, pairsByKey, twiceText } from './keys.ts';
import { kindOf, type Node, type Pair, short } from './node.ts';
import { factorOf } from './numbers.ts';
import { isFault, type Parsed } from './parsed.ts';
import { patternMatcher } from './pattern.ts';
import { yamlNodes } from './yaml-nodes.ts';

/** Below `assumptions:`. */
export const ASSUMPTION_KEYS = ['output_length', 'retry_rate', 'cache', 'band_at'] as const;
const BAND_ENDS = ['start', 'end'] as const;
const BAR_KEYS = ['low', 'base', 'high'] as const;

/** Answers a hundred times as long, or every call made again, are no workflow that anybody runs. */
const MOST_LENGTH: Fraction = { num: 100n, den: 1n };
const MOST_RATE: Fraction = ONE;

const LONGEST = 1_000_000;
const MOST_FAULTS = 20;

interface Fault {
  readonly line: number;
  readonly text: string;
}

/** Reads values, and keeps what is wrong with them. */
type Complain = (line: number, text: string) => undefined;

/**
 * What stands below `assumptions:` in a project's file; other keys are others'.
 * @param how `unreadable`: how to say that the text is no YAML; `isNamed`: the user named the file for what is below
 * @throws RecostError that, or `assumptions-unusable`, with every fault and its line
 */
export function readAssumptions(
  { name, text }: { readonly name: string; readonly text: string },
  {
    unreadable = 'policy-unreadable',
    isNamed = false,
  }: {
    readonly unreadable?: 'policy-unreadable' | 'features-unreadable';
    readonly isNamed?: boolean;
  } = {},
): Assumptions {
  const faults: Fault[] = [];
  const complain: Complain = (line, fault) => void faults.push({ line, text: fault });
  const refuse = (line: number, reason: string): never => {
    throw new RecostError(unreadable, { name, line, reason });
  };
  if (text.includes('\0') || text.includes('\ufffd'))
    refuse(0, 'it is no plain text: save it as YAML, in UTF-8');
  if (text.length > LONGEST) refuse(0, 'it is larger than 1 MB');
  const root = yamlNodes(text.replace(/^\ufeff/, ''), { refuse, form: 'what is assumed is plain values' });
  const pairs = root?.kind === 'map' ? root.pairs : [];
  const [first, second] = pairs.filter(({ key }) => normalKey(key) === 'assumptions');
  if (first === undefined) {
    const slip = pairs.find(({ key }) => isSlip(key));
    const fault = slip && {
      line: slip.line,
      text: `there is no key "${short(slip.key)}" (did you mean assumptions?)`,
    };
    if (fault !== undefined) throw unusable(name, [fault]);
    if (isNamed) throw unusable(name, [{ line: 0, text: 'it has no "assumptions:", with keys below it' }]);
    return NOTHING_GIVEN;
  }
  if (second !== undefined)
    complain(second.line, `assumptions is given twice, first in line ${first.line} (keep one of them)`);
  const given = givenIn(first, complain);
  if (faults.length > 0) throw unusable(name, faults);
  return { ...given, file: name };
}

function unusable(name: string, faults: readonly Fault[]): RecostError {
  const at = (line: number): string => (line > 0 ? `${plain(name)}:${line}` : plain(name));
  const shown = faults.slice(0, MOST_FAULTS).map(({ line, text }) => `\n  ${at(line)}: ${plain(text)}`);
  const more = faults.length - shown.length;
  const reasons = `${shown.join('')}${more > 0 ? `\n  and ${more} more` : ''}`;
  return new RecostError('assumptions-unusable', { reasons });
}

/** A key of nobody's that was most likely meant for ours. */
const isSlip = (key: string): boolean =>
  !FILE_KEYS.some((each) => each === normalKey(key)) &&
  (nearest(normalKey(key), FILE_KEYS).includes('assumptions') ||
    ASSUMPTION_KEYS.some((each) => each === normalKey(key)));

function givenIn({ node, line }: Pair, complain: Complain): Omit<Assumptions, 'file'> {
  if (node.kind !== 'map') {
    complain(line, `assumptions is ${kindOf(node)}: write keys below it: ${ASSUMPTION_KEYS.join(', ')}`);
    return NOTHING_GIVEN;
  }
  const pairs = knownPairs(node.pairs, ASSUMPTION_KEYS, complain);
  return {
    outputLength: byTarget(pairs.get('output_length'), { complain, kind: 'length' }),
    retryRate: byTarget(pairs.get('retry_rate'), { complain, kind: 'rate' }),
    cache: oneOf(pairs.get('cache'), GIVEN_CACHES, complain),
    bandAt: oneOf(pairs.get('band_at'), BAND_ENDS, complain),
  };
}

function knownPairs<K extends string>(
  pairs: readonly Pair[],
  known: readonly K[],
  complain: Complain,
): ReadonlyMap<K, Pair> {
  const { found, faults } = pairsByKey(pairs, known);
  for (const fault of faults) {
    const { line, key } = fault.pair;
    if (fault.kind === 'twice') complain(line, `${twiceText(fault)} (keep one of them)`);
    else complain(line, `there is no assumption "${short(key)}"${keyHint(key, known)}`);
  }
  return found;
}

function oneOf<T extends string>(
  pair: Pair | undefined,
  words: readonly T[],
  complain: Complain,
): Given<T> | undefined {
  if (pair === undefined) return undefined;
  const { node, key, line } = pair;
  const value = node.kind === 'text' ? words.find((word) => word === node.text.trim()) : undefined;
  if (value !== undefined) return { value, line };
  const is = node.kind === 'text' ? `"${short(node.text)}"` : `is ${kindOf(node)}`;
  return complain(line, `${key} ${is}: write ${words.slice(0, -1).join(', ')} or ${words.at(-1)}`);
}

interface Reading {
  readonly complain: Complain;
  readonly kind: 'length' | 'rate';
}

/** One value for all targets, or values by patterns of their names, of which the last that fits holds. */
function byTarget(pair: Pair | undefined, reading: Reading): Assumptions['outputLength'] {
  if (pair === undefined) return () => undefined;
  const { node } = pair;
  const isByName = node.kind === 'map' && !node.pairs.some(({ key }) => isBarKey(key));
  const entries = isByName ? node.pairs : [{ ...pair, key: '*' }];
  if (entries.length === 0) reading.complain(pair.line, `${pair.key} has no values`);
  const rules = entries.flatMap((each) => {
    const value = barOf(isByName ? `${pair.key} "${short(each.key)}"` : pair.key, each, reading);
    return value === undefined
      ? []
      : [{ matches: patternMatcher(each.key), given: { value, line: each.line } }];
  });
  return (names): GivenBar | undefined =>
    rules.findLast(({ matches }) => names.some((name) => matches(name)))?.given;
}

const isBarKey = (key: string): boolean => BAR_KEYS.some((each) => each === key);

/** `1.2`, `120%`, or `{ low: 1, base: 1.2, high: 1.5 }`. */
function barOf(what: string, { node, line }: Pair, reading: Reading): GivenBar['value'] | undefined {
  const { complain } = reading;
  if (node.kind !== 'map') {
    const value = numberIn(what, node, reading);
    return value && { low: value, base: value, high: value };
  }
  const pairs = knownPairs(node.pairs, BAR_KEYS, complain);
  const missing = BAR_KEYS.filter((key) => !pairs.has(key));
  if (missing.length > 0)
    return complain(line, `${what} lacks ${missing.join(' and ')}: write low, base and high`);
  const [low, base, high] = BAR_KEYS.map((key) => {
    const own = pairs.get(key);
    return own && numberIn(`${what} ${key}`, own.node, reading);
  });
  if (low === undefined || base === undefined || high === undefined) return undefined;
  if (isLess(base, low) || isLess(high, base))
    return complain(line, `${what}: low must not be above base, nor base above high`);
  return { low, base, high };
}

function numberIn(what: string, node: Node, { complain, kind }: Reading): Fraction | undefined {
  if (node.kind !== 'text') return complain(node.line, `${what} is ${kindOf(node)}, where a number belongs`);
  const parsed: Parsed<Fraction> = factorOf(node.text.trim());
  const named = `${what} "${short(node.text)}"`;
  if (isFault(parsed)) return complain(node.line, `${named} ${parsed.fault}`);
  if (kind === 'length' && parsed.value.num === 0n)
    return complain(node.line, `${named} is no length: answers have some`);
  if (kind === 'length' && isLess(MOST_LENGTH, parsed.value))
    return complain(node.line, `${named} is more than 100`);
  if (kind === 'rate' && isLess(MOST_RATE, parsed.value))
    return complain(
      node.line,
      `${named} is more than 1: write ${short(node.text.trim())}% if you mean per cent`,
    );
  return parsed.value;
}
