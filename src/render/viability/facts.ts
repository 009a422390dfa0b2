import type { Feature } from '../../domain/feature.ts';
import type { Money } from '../../domain/money.ts';
import type { Block, CandidateView, FeatureCost, FeatureView, Viability } from '../../domain/viability.ts';
import { plain, quoted } from '../escape.ts';
import { NOWHERE, roomyText } from '../misfits.ts';
import { amountInWords, type Glyphs, grouped, many } from '../numbers.ts';
import { type Printing, printed } from './amounts.ts';
import { blockText, doubtTexts, scenarioPhrase, scenarioTitle, shareInWords } from './words.ts';

/** `budget 30.0 c a run: 30 % of a value of $1.00; shelved; 1,200 runs a month; workflow contract-review` */
export function factsOf(view: FeatureView, printing: Printing, glyphs: Glyphs): string {
  const { affordable, worth, status, runsPerMonth, minQuality } = view.feature;
  const origin =
    worth.kind === 'budget'
      ? ''
      : `: ${shareInWords(worth.share)} of a ${worth.kind} of ${amountInWords(worth.perRun)}`;
  return [
    `budget ${printed(affordable, printing)} a run${origin}`,
    ...(status === undefined ? [] : [status]),
    ...(runsPerMonth === undefined ? [] : [`${many(runsPerMonth, 'run')} a month`]),
    ...(minQuality === undefined ? [] : [`quality at least ${minQuality}`]),
    subjectText(view, glyphs),
  ].join('; ');
}

const MOST_WORKFLOWS = 3;

function subjectText({ feature, workflows, beforeModel }: FeatureView, glyphs: Glyphs): string {
  const { subject } = feature;
  if (subject.kind === 'shape') return shapeText(subject, beforeModel, glyphs);
  const names = workflows.slice(0, MOST_WORKFLOWS).map(plain);
  const more = workflows.length - names.length;
  if (names.length === 0) return `no workflow is called ${quoted(plain(subject.pattern))}`;
  return `workflow${workflows.length === 1 ? '' : 's'} ${names.join(', ')}${more > 0 ? ` and ${grouped(more)} more` : ''}`;
}

/** `6 steps × 3 calls of 12,000 tokens in and 800 out, before on gpt-5.5, 50 % of calls stay there` */
function shapeText(
  { shape }: Extract<Feature['subject'], { kind: 'shape' }>,
  beforeModel: string | undefined,
  glyphs: Glyphs,
): string {
  const cached = shape.cachedTokens === undefined ? '' : ` (${grouped(shape.cachedTokens)} cached)`;
  const tokens = `${grouped(shape.inputTokens)} tokens in${cached} and ${grouped(shape.outputTokens)} out`;
  const model = beforeModel === undefined ? '' : `, before on ${plain(beforeModel)}`;
  const stays =
    shape.frontierShare.num === 0n ? '' : `, where ${shareInWords(shape.frontierShare)} of calls stay`;
  return `${many(shape.steps, 'step')} ${glyphs.times} ${many(shape.callsPerStep, 'call')} of ${tokens}${model}${stays}`;
}

/** What a month costs at the runs that are expected, and what is left of the worth; empty if nobody knows. */
export function monthTexts(viability: Viability, view: FeatureView, glyphs: Glyphs): readonly string[] {
  const shown = [...new Set([view.keep, ...(view.best === undefined ? [] : [view.best])])];
  const sides = [
    { where: 'before', economics: view.beforeEconomics },
    ...shown.map(({ scenario, economics }) => ({
      where: scenarioPhrase(viability, scenario),
      economics,
    })),
  ];
  const list = (amounts: readonly (Money | undefined)[]): string =>
    sides
      .flatMap(({ where }, index) => {
        const amount = amounts[index];
        return amount === undefined ? [] : [`${signed(amount, glyphs)} ${where}`];
      })
      .join(', ');
  const costs = list(sides.map(({ economics }) => economics.monthlyCost));
  const margins = list(sides.map(({ economics }) => economics.monthlyMargin));
  return [
    ...(costs === '' ? [] : [`a month costs ${costs}`]),
    ...(margins === '' ? [] : [`margin after inference a month: ${margins}`]),
  ];
}

const signed = (amount: Money, { minus }: Glyphs): string =>
  amount < 0n ? `${minus}${amountInWords(-amount as Money)}` : amountInWords(amount);

/** What must be read beside the rows of a feature: why not, why not firm, why unknown; the same reasons together. */
export function reasonsOf(viability: Viability, view: FeatureView): readonly string[] {
  const told = view.candidates.flatMap((candidate) => {
    const title = scenarioTitle(viability, candidate.scenario);
    return candidateReasons(viability, view, candidate).map((text) => ({ text, title }));
  });
  const reasons = [...coverage(view.before).map((text) => ({ text, title: 'before' })), ...told];
  return [...new Set(reasons.map(({ text }) => text))].map((text) => {
    const titles = reasons.filter((each) => each.text === text).map(({ title }) => title);
    return `${titles.join(', ')}: ${text}`;
  });
}

/** All of them for the models kept and the best candidate; for others only what makes their figures incomplete. */
function candidateReasons(
  viability: Viability,
  view: FeatureView,
  candidate: CandidateView,
): readonly string[] {
  const isHeadline = candidate.scenario === view.keep.scenario || candidate.scenario === view.best?.scenario;
  const isUnknown = candidate.verdict === 'unknown' || candidate.cost.decisive === undefined;
  const blocks = isHeadline || isUnknown ? candidate.blocks : [];
  const doubts = isHeadline ? doubtTexts(viability, view, candidate) : [];
  return [
    ...coverage(candidate.cost),
    ...roomyTexts(candidate),
    ...blocks.filter(isTold(isUnknown)).map(blockText),
    ...doubts,
  ];
}

/** Runs that are missing are counted in a line of their own; what costs too much is no reason for not knowing. */
const isTold =
  (isUnknown: boolean) =>
  ({ kind }: Block): boolean =>
    kind === 'quality' || (!isUnknown && kind !== 'coverage' && kind !== 'window');

/** Where the runs would fit that do not fit here. */
const roomyTexts = ({ roomy }: CandidateView): readonly string[] =>
  roomy === undefined
    ? []
    : [roomy.length === 0 ? NOWHERE : `what does not fit would fit ${roomyText(roomy)}`];

function coverage({ runs, runsPriced, runsInfeasible }: FeatureCost): readonly string[] {
  if (runs === 0) return ['no runs'];
  const misfits =
    runsInfeasible === 0
      ? ''
      : `; ${grouped(runsInfeasible)} ${runsInfeasible === 1 ? 'does' : 'do'} not fit the model`;
  if (runsPriced < runs) return [`${grouped(runsPriced)} of ${many(runs, 'run')} priced${misfits}`];
  return misfits === '' ? [] : [misfits.slice(2)];
}
