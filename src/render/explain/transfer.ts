import type { Caching, Explanation, RateRow, Transfer } from '../../domain/explanation.ts';
import type { TextCounting } from '../../domain/report.ts';
import { factorText } from './figures.ts';
import { type Node, node } from './tree.ts';
import { bare, type Voice } from './words.ts';

/** What carries over to another model and how, and what caching does. */
export function transferNodes(row: RateRow, explanation: Explanation, voice: Voice): readonly Node[] {
  const { transfer } = row;
  const cachings = [...new Set(row.items.map(({ caching }) => caching))];
  return [
    ...(transfer === undefined ? [] : [movedNode(transfer, explanation, voice)]),
    ...cachings.flatMap((caching) => cacheNodes(caching, row, explanation)),
  ];
}

function movedNode(transfer: Transfer, explanation: Explanation, voice: Voice): Node {
  const { to, isMoved, isTierReplaced } = transfer;
  const text = isMoved
    ? `moved to ${bare(to, voice)}`
    : 'tokens counted in another vocabulary than that of the model';
  return node(text, [
    transfer.texts === undefined ? undefined : textsNode(transfer.texts, explanation, voice),
    transfer.texts !== undefined && transfer.factor.barPercent === 0
      ? undefined
      : factorNode(transfer, explanation, voice),
    isMoved ? lengthNode(transfer) : undefined,
    isMoved ? retriesNode(transfer) : undefined,
    isTierReplaced ? node('its service tier is not sold there: the standard one') : undefined,
  ]);
}

function lengthNode({ moves: { outputLength } }: Transfer): Node {
  if (outputLength.num === outputLength.den)
    return node('answers stay as long as they are, reasoning included');
  return node(`answers are ${factorText(outputLength)} times as long, reasoning included: as you assume`);
}

function retriesNode({ moves: { attempts } }: Transfer): Node | undefined {
  if (attempts.num === attempts.den) return undefined;
  return node(`each call is made ${factorText(attempts)} times, with retries: as you assume`);
}

const COUNTED = {
  counted: 'counted in both vocabularies',
  fitted: "counted or estimated in both vocabularies, fitted to this log's own usage",
  estimated: 'counted or estimated in both vocabularies',
} as const satisfies Record<TextCounting, string>;

/** Each call has a factor of its own; in a world beside the base all are off by the whole bar. */
function textsNode(
  { how, barPercent, own }: NonNullable<Transfer['texts']>,
  { world }: Explanation,
  voice: Voice,
): Node {
  const { glyphs } = voice;
  const bar = barPercent === 0 ? '' : `, ${glyphs.plusMinus}${barPercent} %`;
  const by = own.length === 0 ? '' : `, by ${own.map((each) => bare(each, voice)).join(' and ')}`;
  const text = `${COUNTED[how]}${by}: tokens of the log ${glyphs.times} what the texts make there ${glyphs.divided} what they make here${bar}`;
  if (barPercent === 0 || world === 'base') return node(text);
  return node(text, [
    node(`in this world: ${glyphs.times} ${world === 'low' ? 100 - barPercent : 100 + barPercent}/100`),
  ]);
}

/** `one token of o200k is 26/25 of deepseek (±12 %)`, and in a world beside the base, its end. */
function factorNode({ tokenizers, factor }: Transfer, { world }: Explanation, voice: Voice): Node {
  const { glyphs } = voice;
  const [from, to] = tokenizers.map((each) => each && bare(each, voice));
  const { base, barPercent, inWorld } = factor;
  const names = `one token of ${from ?? 'an unknown tokenizer'} is`;
  if (barPercent === 0) return node(`${names} one of ${to ?? 'the target'}`);
  const text = `${names} ${factorText(base)} of ${to ?? 'an unknown one'}, ${glyphs.plusMinus}${barPercent} %`;
  if (world === 'base') return node(text);
  const end = world === 'low' ? 100 - barPercent : 100 + barPercent;
  return node(text, [
    node(`in this world: ${factorText(base)} ${glyphs.times} ${end}/100 = ${factorText(inWorld)}`),
  ]);
}

const CHOSEN = {
  low: 'the cheapest of no hits, recorded hits and a warm cache',
  base: '',
  high: 'the dearest of no hits, recorded hits and a warm cache',
} as const;

const RULES = {
  high: "the vendor's published rule",
  medium: 'a rule that is published in part',
  low: 'a rule that is assumed',
} as const;

const HITS = {
  low: 'with the fewest hits',
  base: '',
  high: 'with the most hits',
  unused: 'with no marks set, so that nothing is written for a fee and nothing found',
} as const;

function simulatedNode({ items }: RateRow, { world }: Explanation): Node {
  const simulated = items.map((item) => item.simulated).filter((each) => each !== undefined);
  const rule = RULES[simulated[0]?.confidence ?? 'low'];
  const hits = [...new Set(simulated.map((each) => HITS[each.hits]))].filter((each) => each !== '');
  const end = world === 'base' ? '' : `; the ${world === 'low' ? 'cheapest' : 'dearest'} for each run`;
  const taken = hits.length === 0 ? '' : `, ${hits.join(' or ')}`;
  return node(
    `cache: simulated from all prompts, by their texts or hashes of them, by ${rule}${taken}${end}`,
  );
}

function cacheNodes(caching: Caching, row: RateRow, explanation: Explanation): readonly Node[] {
  const { known, rates } = row;
  const { world } = explanation;
  const fee = (rates.cacheWrite ?? 0n) > (rates.input ?? 0n);
  const rest = fee ? 'the rest is written to it, for its fee' : 'the rest is paid in full';
  const chosen = CHOSEN[world] === '' ? '' : `; ${CHOSEN[world]}`;
  switch (caching) {
    case 'recorded':
      return [];
    case 'base':
      return known.isCacheKnown
        ? [node(`cache: hits as recorded, ${rest}${chosen}`)]
        : [node(`cache: the log counts no hits, so none are taken for granted${chosen}`)];
    case 'simulated':
      return [simulatedNode(row, explanation)];
    case 'cold':
      return [node(`cache: no hits, all input is paid in full${chosen}`)];
    case 'warm':
      return [node(`cache: warm, each prompt token of a run is paid in full once${chosen}`)];
    default:
      return caching satisfies never;
  }
}
