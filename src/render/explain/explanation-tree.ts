import type { Explanation, UnpricedRow } from '../../domain/explanation.ts';
import { multiply } from '../../domain/money.ts';
import { endOfChain } from '../../domain/price-steps.ts';
import { unpricedText } from '../../domain/unpriced.ts';
import { limitText, NOWHERE, roomyText } from '../misfits.ts';
import { grouped, instantText, many } from '../numbers.ts';
import { factorText, tokensText, usd } from './figures.ts';
import { rowNodes } from './rows.ts';
import { sourceList } from './sources.ts';
import { RULE_NAMES, stepNodes } from './steps.ts';
import { totalNodes } from './total.ts';
import { type Node, node } from './tree.ts';
import { warmNode } from './warm.ts';
import { bare, named, noted, placeText, type Voice } from './words.ts';

/** A figure taken apart, as a tree: what it is, each row of rates with its reasons and products, and the sum. */
export const explanationTree = (explanation: Explanation, voice: Voice): Node =>
  node(titleOf(explanation, voice), [
    dearestNode(explanation),
    scenarioNode(explanation, voice),
    bookNode(explanation, voice),
    ...explanation.unpriced.map((row) => unpricedNode(row, explanation, voice)),
    roomyNode(explanation, voice),
    ...rowNodes(explanation, voice),
    ...explanation.warm.map((warm) => warmNode(warm, explanation, voice)),
    ...totalNodes(explanation, voice),
    sourceList(
      [...explanation.unpriced, ...explanation.rows].map(({ steps }) => steps),
      voice,
    ),
  ]);

function titleOf(explanation: Explanation, voice: Voice): string {
  const { subject, run, workflow, total, rows } = explanation;
  const cost = total.callsPriced === 0 ? 'no price' : usd(total.cost);
  const of = workflow === undefined ? '' : ` of workflow ${named(workflow, voice)}`;
  switch (subject.kind) {
    case 'call': {
      const origin = rows[0]?.items[0]?.call?.origin ?? explanation.unpriced[0]?.origins[0];
      const place = origin === undefined ? '' : ` ${placeText(origin, voice)}`;
      return `Call${place}${run === undefined ? '' : ` of run ${named(run, voice)}`}${of}: ${cost}`;
    }
    case 'run':
      return `Run ${named(run ?? '', voice)}${of}: ${cost}`;
    case 'workflow':
      return `Workflow ${named(workflow ?? '', voice)}, ${many(total.runs?.all ?? 0, 'run')}: ${cost}`;
    case 'question':
      return `${named(subject.model, voice)} at ${instantText(explanation.asOf)}${subject.hasTokens || total.callsPriced === 0 ? `: ${cost}` : ''}`;
    default:
      return subject satisfies never;
  }
}

function dearestNode({ subject, runsCompared, total }: Explanation): Node | undefined {
  if (!('isDearest' in subject) || !subject.isDearest) return undefined;
  const what = subject.kind === 'call' ? 'call' : 'run';
  const priced = total.callsPriced < total.calls ? 'with any price' : 'priced completely';
  const among =
    runsCompared === undefined || runsCompared === 0 ? '' : ` of ${grouped(runsCompared)} ${priced}`;
  return node(
    among === ''
      ? `no ${what} has a price; this is the first`
      : `no call, run or workflow was named: this is the dearest ${what}${among}`,
  );
}

const WORLD_TEXTS = {
  low: 'every assumption at its cheapest end',
  base: '',
  high: 'every assumption at its dearest end',
} as const;

function scenarioNode({ subject, scenario, asOf, world }: Explanation, voice: Voice): Node | undefined {
  if (subject.kind === 'question') return undefined;
  const date = instantText(asOf);
  const texts = {
    baseline: 'at the baseline: the recorded models, each call at its own instant',
    keep: `the recorded models at the prices of ${date}; each call keeps its hour and weekday`,
    target: `on ${bare(scenario.label, voice)} at the prices of ${date}; each call keeps its hour and weekday`,
  };
  const ends = WORLD_TEXTS[world] === '' ? [] : [node(`the ${world} world: ${WORLD_TEXTS[world]}`)];
  return node(texts[scenario.kind], ends);
}

function bookNode({ book }: Explanation, voice: Voice): Node {
  const own = book.layers.map(({ name, file, hash }) =>
    node(`your price book ${bare(name, voice)} (${bare(file, voice)}), sha256 ${hash}`),
  );
  return node(
    `price book ${bare(book.version, voice)}${book.isDraft ? ' (draft)' : ''}, sha256 ${book.hash}`,
    own,
  );
}

/** The rules as far as they went, and why they went no further. */
function unpricedNode(
  { why, tooMany, steps, provider, model, calls, origins }: UnpricedRow,
  { subject }: Explanation,
  voice: Voice,
): Node {
  const reason =
    why.kind === 'infeasible'
      ? `over ${limitText({ ...why, model: bare(why.model, voice) })}`
      : noted(unpricedText(why), voice);
  const end = why.kind === 'infeasible' ? LIMIT_NAMES[why.limit] : END_NAMES[endOfChain(why)];
  const name = model === undefined ? 'no model' : `model ${named(model, voice)}`;
  const host = provider === undefined ? '' : ` by ${named(provider, voice)}`;
  const of = subject.kind === 'question' ? '' : ` for ${many(calls, 'call')}`;
  return node(`no price${of}: ${reason}`, [
    node(`${subject.kind === 'question' ? 'asked for' : 'as logged'}: ${name}${host}`),
    ...stepNodes(steps, voice, { isOneCall: calls === 1, namesRecord: true }),
    tooMany === undefined || why.kind !== 'infeasible'
      ? undefined
      : tooManyNode({ ...tooMany, what: SIZE_NAMES[why.limit] }, calls, voice),
    node(`the chain of rules ended at: ${end}`),
    origins.length === 0
      ? undefined
      : node(`read at ${origins.map((each) => placeText(each, voice)).join(', ')}`),
  ]);
}

/** `prompt and answer: 3,000,100 × 26/25 = 3,120,104 tokens` */
function tooManyNode(
  { what, tokens, factor }: NonNullable<UnpricedRow['tooMany']> & { readonly what: string },
  calls: number,
  { glyphs }: Voice,
): Node {
  const whose = `${what}${calls === 1 ? '' : ' of one of them'}`;
  const target = tokensText(multiply({ num: tokens, den: 1n }, factor));
  const product =
    factor.num === factor.den
      ? target
      : `${tokensText(tokens)} ${glyphs.times} ${factorText(factor)} = ${target}`;
  return node(`${whose}: ${product} tokens`);
}

const SIZE_NAMES = { window: 'prompt and answer', prompt: 'prompt', answer: 'answer' } as const;
const LIMIT_NAMES = {
  window: 'the window',
  prompt: 'the largest prompt',
  answer: 'the longest answer',
} as const;

/** Where calls would fit that are too large for the scenario's model. */
const roomyNode = ({ roomy }: Explanation, voice: Voice): Node | undefined =>
  roomy === undefined
    ? undefined
    : node(roomy.length === 0 ? NOWHERE : `of the price book, it fits ${noted(roomyText(roomy), voice)}`);

const END_NAMES = { ...RULE_NAMES, rates: 'rates', counts: 'tokens' } as const;
