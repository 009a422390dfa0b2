import {
  type CandidateView,
  type FeatureView,
  isViable,
  VERDICTS,
  type Viability,
} from '../../domain/viability.ts';
import { plain, quoted } from '../escape.ts';
import {
  amountInWords,
  amountsInWords,
  type Glyphs,
  grouped,
  instantText,
  many,
  UNICODE,
} from '../numbers.ts';
import { crossingText } from './crossing.ts';
import {
  amountBeside,
  blockText,
  scenarioPhrase,
  scenarioTitle,
  shareInWords,
  tellingCrossing,
  verdictText,
} from './words.ts';

const MOST_SENTENCES = 8;

/** The report in words: the features that matter most, each in a sentence, and a count of all verdicts. */
export function viabilityConclusion(viability: Viability, glyphs: Glyphs = UNICODE): readonly string[] {
  const told = toldOf(viability.features);
  const rest = viability.features.length - told.length;
  return [
    ...told.map((view) => sentence({ viability, glyphs }, view)),
    ...(rest > 0 ? [`${glyphs.ellipsis} and ${many(rest, 'more feature')}.`] : []),
    counts(viability),
  ];
}

interface Telling {
  readonly viability: Viability;
  readonly glyphs: Glyphs;
}

/** So many features, some of each verdict before more of any, in their order. */
function toldOf(features: readonly FeatureView[]): readonly FeatureView[] {
  return VERDICTS.flatMap((verdict, order) =>
    features
      .filter((view) => view.verdict === verdict)
      .slice(0, MOST_SENTENCES)
      .map((view, rank) => ({ view, order, rank })),
  )
    .sort((a, b) => a.rank - b.rank || a.order - b.order)
    .slice(0, MOST_SENTENCES)
    .sort((a, b) => a.order - b.order || a.rank - b.rank)
    .map(({ view }) => view);
}

function sentence(telling: Telling, view: FeatureView): string {
  const { viability } = telling;
  const { head } = view;
  const name = quoted(plain(view.feature.name));
  const where = scenarioPhrase(viability, head.scenario);
  if (view.verdict === 'unknown') return `${name} is not judged ${where}: ${unknownWhy(head)}.`;
  const subject = `${name} is ${verdictText(view)} ${where}${consequence(view)}`;
  const facts = [costPiece(telling, view, head), before(telling, view), share(viability, view, head)];
  const other = otherPiece(telling, view, head);
  return `${subject}: ${[...facts, other].filter((text) => text !== '').join('; ')}.`;
}

function unknownWhy({ blocks, cost }: CandidateView): string {
  const why = blocks.filter(({ kind }) => kind === 'coverage' || kind === 'quality');
  if (why.length > 0) return why.map(blockText).join(', ');
  return cost.runs === 0 ? 'there are no runs of it' : 'too few of its runs have a price';
}

/** What the verdict means for what is not shipped yet, and for what is. */
function consequence({ feature, verdict, isFirm }: FeatureView): string {
  if (verdict === 'newly viable' && feature.status === 'shelved')
    return isFirm ? ' and now worth shipping' : ' and may now be worth shipping';
  if (verdict === 'no longer viable' && feature.status === 'shipped') return ', and it is shipped';
  return '';
}

/** `7.5 c a run (6.6 to 46 c) within a budget of 30 c, holds until prices are 4.0× higher` */
function costPiece({ viability, glyphs }: Telling, { feature }: FeatureView, head: CandidateView): string {
  const { decisive } = head.cost;
  if (decisive === undefined) return 'its cost is not known';
  const { low, base, high } = decisive;
  const { affordable } = feature;
  const at = viability.statistic === 'mean' ? '' : ` at the ${viability.statistic}`;
  const range = low === high ? '' : ` (${amountsInWords(low, high)})`;
  const relation = base <= affordable ? 'within' : 'over';
  const cost = `${amountBeside(base, affordable)} a run${at}${range}`;
  return `${cost}, ${relation} a budget of ${amountBeside(affordable, base)}${whatItTakes(head, glyphs)}`;
}

/** By how much prices must fall or may rise; of what is not viable within its budget, why. */
function whatItTakes(candidate: CandidateView, glyphs: Glyphs): string {
  const why = candidate.blocks.filter(({ kind }) => kind === 'quality' || kind === 'window').map(blockText);
  const crossing = tellingCrossing(candidate);
  const factor = crossing === undefined ? [] : [crossingText(crossing, glyphs)];
  return [...factor, ...why].map((text) => `, ${text}`).join('');
}

function before({ viability }: Telling, { before: { decisive } }: FeatureView): string {
  return decisive === undefined
    ? ''
    : `before it was ${amountInWords(decisive.base)}${whenBefore(viability)}`;
}

/** On another model, or at the prices of a day that the user chose. */
function whenBefore(viability: Viability): string {
  const scenario = viability.scenarios[viability.before];
  if (scenario?.kind === 'target') return ` on ${scenarioTitle(viability, viability.before)}`;
  const isOther = scenario?.asOf !== undefined && scenario.asOf !== viability.asOf;
  return isOther ? ` at the prices of ${instantText(scenario.asOf)}` : '';
}

/** `inference falls from 30 % of the price to 5.1 %` */
function share(
  { statistic }: Viability,
  { feature, beforeEconomics }: FeatureView,
  head: CandidateView,
): string {
  const [from, to] = [beforeEconomics.share, head.economics.share];
  if (from === undefined || to === undefined) return '';
  const [a, b] = [shareInWords(from), shareInWords(to)];
  const worth = `of the ${feature.worth.kind}`;
  const mean = statistic === 'mean' ? '' : 'on average ';
  if (a === b) return `${mean}inference stays at ${a} ${worth}`;
  const verb = from.num * to.den > to.num * from.den ? 'falls' : 'rises';
  return `${mean}inference ${verb} from ${a} ${worth} to ${b}`;
}

/** The models kept beside the best candidate, or the best candidate beside the models kept. */
function otherPiece({ viability, glyphs }: Telling, view: FeatureView, head: CandidateView): string {
  const other = head === view.keep ? view.best : view.keep;
  const cost = other?.cost.decisive;
  if (other === undefined || other.scenario === head.scenario || cost === undefined) return '';
  const where = scenarioPhrase(viability, other.scenario);
  const needs = isViable(other.verdict) ? '' : whatItTakes(other, glyphs);
  const amount = amountBeside(cost.base, view.feature.affordable);
  return `${where} it is ${verdictText(other)} at ${amount}${needs}`;
}

/** `Of 11 features 3 are newly viable (1 of them leaning), none no longer viable, 7 still viable, 1 unknown.` */
function counts({ features, faulty }: Viability): string {
  const faults =
    faulty === 0
      ? ''
      : ` ${grouped(faulty)} more could not be judged because of faults in the list of features.`;
  if (features.length === 0) return `No feature was judged.${faults}`;
  const parts = VERDICTS.flatMap((verdict) => {
    const those = features.filter((view) => view.verdict === verdict);
    const leaning = those.filter(({ isFirm }) => !isFirm).length;
    const isAlways = verdict === 'newly viable' || verdict === 'no longer viable';
    if (those.length === 0) return isAlways ? [`none ${verdict}`] : [];
    const lean = leaning === 0 || verdict === 'unknown' ? '' : ` (${leaningText(leaning, those.length)})`;
    return [`${grouped(those.length)} ${verdict}${lean}`];
  });
  return `Of ${many(features.length, 'feature')}: ${parts.join(', ')}.${faults}`;
}

const leaningText = (leaning: number, all: number): string =>
  leaning === all ? 'leaning' : `${grouped(leaning)} of them leaning`;
