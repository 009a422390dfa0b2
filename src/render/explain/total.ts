import { addFractions, isSameFraction, subtractFractions, whole } from '../../domain/exact.ts';
import type { CostTotal, Explanation } from '../../domain/explanation.ts';
import type { Fraction } from '../../domain/money.ts';
import { grouped, many } from '../numbers.ts';
import { reachOf, reachText } from '../ranges.ts';
import { sumText, usd } from './figures.ts';
import { type Node, node } from './tree.ts';
import type { Voice } from './words.ts';

/** Amounts in print end here. */
const DECIMALS = '15 decimals';

/** How the rows come to the figure. */
export function totalNodes(explanation: Explanation, voice: Voice): readonly Node[] {
  const { rows, warm, total, subject } = explanation;
  if (subject.kind === 'question') return [];
  const parts = [...rows.map(({ sum }) => sum), ...warm.map(({ sum }) => sum)];
  if (parts.length === 0 && total.mixed.runs === 0) return [];
  const sum = parts.reduce(addFractions, whole(0));
  const names = warm.length === 0 ? 'all rows' : 'all rows, and input through a warm cache';
  return [
    node('total', [
      parts.length < 2 ? undefined : node(`${names}: ${sumText(parts, sum, voice.glyphs)}`),
      ...roundingNodes(explanation, voice),
      ...mixedNodes(total, voice),
      ...runNodes(total, voice),
      node(`${coverageText(total)}: ${usd(total.cost)}`),
      reachNode(explanation, voice),
    ]),
  ];
}

/** How far it reaches, each assumption at one end, and what that comes from. */
function reachNode({ total: { reaching }, scenario }: Explanation, { glyphs }: Voice): Node | undefined {
  const reach = reaching && reachOf(reaching.range, reaching.spread);
  if (reaching === undefined || reach === undefined) return undefined;
  const { low, high } = reaching.range;
  return node(`range: ${usd(low)} to ${usd(high)}; ${reachText(reach, glyphs, scenario.kind === 'target')}`);
}

/** The one rounding of each run, where there is anything to round. */
function roundingNodes({ subject, total }: Explanation, voice: Voice): readonly (Node | undefined)[] {
  const { recorded, exact, rounded } = total;
  if (isSameFraction(exact, whole(rounded))) return [];
  const apart =
    recorded === 0n
      ? undefined
      : node(
          `on other models or caches: ${usd(addFractions(exact, whole(recorded)))} ${voice.glyphs.minus} ${usd(recorded)} = ${usd(exact)}`,
        );
  if (subject.kind === 'workflow') {
    const delta = subtractFractions(whole(rounded), exact);
    return [
      apart,
      node(
        `each run is rounded once, half-even, to ${DECIMALS}: ${sumText([exact, delta], whole(rounded), voice.glyphs)}`,
      ),
      recordedNode(total, voice),
    ];
  }
  const of = subject.kind === 'call' ? 'rounded half-even to' : 'the run is rounded once, half-even, to';
  return [
    apart,
    node(`${usd(exact)} ${voice.isAscii ? '~' : '≈'} ${usd(rounded)}, ${of} ${DECIMALS}`),
    recordedNode(total, voice),
  ];
}

const recordedNode = ({ recorded, rounded }: CostTotal, voice: Voice): Node | undefined =>
  recorded === 0n
    ? undefined
    : node(
        `with the recorded part: ${sumText([whole(recorded), whole(rounded)], whole(recorded + rounded), voice.glyphs)}`,
      );

/** Runs whose input has several rates have a share of hits each: they are only added. */
function mixedNodes({ mixed, recorded, rounded, cost }: CostTotal, voice: Voice): readonly Node[] {
  if (mixed.runs === 0) return [];
  const before = whole(recorded + rounded);
  return [
    node(
      `${many(mixed.runs, 'run')} (${many(mixed.calls, 'call')}) whose input several rows price through a warm cache: ${usd(mixed.cost)}; --run takes each apart`,
    ),
    node(`with them: ${sumText([before, whole(mixed.cost)], whole(cost), voice.glyphs)}`),
  ];
}

/** The mean is that of the runs of which every call has a price. */
function runNodes({ runs, cost }: CostTotal, voice: Voice): readonly (Node | undefined)[] {
  if (runs === undefined) return [];
  const partly: Fraction = whole(cost - runs.cost);
  const isAll = runs.complete === runs.all;
  const of = isAll
    ? many(runs.all, 'run')
    : `${grouped(runs.complete)} of ${many(runs.all, 'run')}, those with a price for every call`;
  const about = voice.isAscii ? '~' : '≈';
  return [
    isAll
      ? undefined
      : node(
          `without the runs that have calls without a price: ${usd(cost)} ${voice.glyphs.minus} ${usd(partly)} = ${usd(runs.cost)}`,
        ),
    runs.mean === undefined
      ? node('no run has a price for every call, so there is no mean')
      : node(
          `mean of ${of}: ${usd(runs.cost)} ${voice.glyphs.divided} ${grouped(runs.complete)} ${runs.mean * BigInt(runs.complete) === runs.cost ? '=' : about} ${usd(runs.mean)}`,
        ),
  ];
}

const coverageText = ({ calls, callsPriced }: CostTotal): string =>
  calls === callsPriced ? many(calls, 'call') : `${grouped(callsPriced)} of ${many(calls, 'call')} priced`;
