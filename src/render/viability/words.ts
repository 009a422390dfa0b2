import type { Feature } from '../../domain/feature.ts';
import { type Fraction, type Money, moneyRounded, moneyText, reduce } from '../../domain/money.ts';
import type { Cause, ReportScenario } from '../../domain/report.ts';
import {
  type Block,
  type CandidateView,
  type Doubt,
  type FeatureView,
  isViable,
  type Judgement,
  type Side,
  type Viability,
} from '../../domain/viability.ts';
import { plain } from '../escape.ts';
import { amountInWords, amountsInWords, grouped, instantText, many } from '../numbers.ts';
import { CAUSE_WORDS } from '../ranges.ts';

/** `newly viable`, `newly viable (leaning)`; an unknown verdict leans nowhere. */
export const verdictText = ({ verdict, isFirm }: Pick<Judgement, 'verdict' | 'isFirm'>): string =>
  isFirm || verdict === 'unknown' ? verdict : `${verdict} (leaning)`;

/**
 * What people read for a scenario, by its place: `models kept`, the target as the user named it, or what was added to
 * compare with, such as `claude-opus-4-7 at the prices of 2026-08-01`. Never `before`: the one row that is, says so.
 */
export function scenarioTitle({ scenarios, asOf }: Viability, place: number): string {
  const scenario = scenarios[place];
  if (scenario === undefined || scenario.kind === 'baseline') return 'baseline';
  const at = scenario.asOf === undefined ? '' : ` at the prices of ${instantText(scenario.asOf)}`;
  if (scenario.kind === 'keep')
    return scenario.id.startsWith(ADDED.keep) ? `the recorded models${at}` : 'models kept';
  const isAdded = scenario.id.startsWith(ADDED.target);
  const { model = '' } = scenario;
  const name = isAdded ? model.slice(model.indexOf('/') + 1) : scenario.id;
  return `${plain(name)}${scenario.asOf === asOf || !isAdded ? '' : at}`;
}

/** How the user writes what is no candidate: `--before at:2026-08-01`, `--before model:gpt-5.5@2026-08-01`. */
const ADDED = { keep: 'at:', target: 'model:' } as const;

/** The same in a sentence: `with the models kept`, `on deepseek-v4-pro`. */
export const scenarioPhrase = (viability: Viability, place: number): string =>
  viability.scenarios[place]?.kind === 'keep'
    ? 'with the models kept'
    : `on ${scenarioTitle(viability, place)}`;

/** `within budget`: what the row of what was before says in place of a verdict. */
export function standingText({ before, beforeStanding, feature }: FeatureView): string {
  if (beforeStanding === 'unknown') return 'unknown';
  if (beforeStanding === 'within') return 'within budget';
  const isDear = before.decisive !== undefined && before.decisive.base > feature.affordable;
  return isDear ? 'over budget' : 'does not fit';
}

/** The crossing, unless it would mislead: where something else than its cost speaks against a candidate, no price helps. */
export function tellingCrossing({ crossing, verdict, blocks }: CandidateView): Fraction | undefined {
  if (crossing === undefined || verdict === 'unknown') return undefined;
  const isHopeless = blocks.some(({ kind }) => kind === 'quality' || kind === 'window');
  return isViable(verdict) || (crossing.num < crossing.den && !isHopeless) ? crossing : undefined;
}

const sideText = (side: Side): string => (side === 'before' ? 'before' : 'now');

/** Why a candidate is not within the budget, or why nobody knows, as a clause: `the output alone costs 41 c a run`. */
export function blockText(block: Block): string {
  switch (block.kind) {
    case 'output':
      return `the output alone costs about ${amountInWords(block.cost)} a run: no cache and no shorter prompt helps`;
    case 'cache':
      return `with the cache hits of the low end a run costs ${amountInWords(block.warm)}, within the budget`;
    case 'input':
      return `the output alone would be affordable; input costs about ${amountInWords(block.cost)} a run`;
    case 'window':
      return `${many(block.runs, 'run')} ${block.runs === 1 ? 'does' : 'do'} not fit the model`;
    case 'quality':
      return block.score === undefined
        ? `no quality score is given, and at least ${block.least} is asked for`
        : `its quality score of ${block.score} is below the ${block.least} asked for`;
    case 'coverage':
      return `${many(block.runs, 'run')} ${block.runs === 1 ? 'has' : 'have'} no price ${sideText(block.side)}`;
    default:
      return block satisfies never;
  }
}

/**
 * What would make a verdict firm. With the cure for the assumption behind a range, it also says how to settle it.
 * `affordable`: the most that a run may cost.
 */
export function doubtText(
  doubt: Doubt,
  affordable: Money,
  { cure, isKept = false }: { readonly cure?: string | undefined; readonly isKept?: boolean } = {},
): string {
  const { side } = doubt;
  switch (doubt.kind) {
    case 'range': {
      const { low, base, high } = doubt.range;
      const bound = `${base <= affordable ? 'at most' : 'more than'} ${amountInWords(affordable)}`;
      const now = isKept ? `a run turns out to cost ${bound}` : `a trial on it shows ${bound} a run`;
      const shown = side === 'before' ? `a run before cost ${bound}` : now;
      const why = doubt.cause === undefined ? '' : `, mostly by ${CAUSE_WORDS[doubt.cause].name}`;
      const how = cure === undefined ? '' : `; ${cure}`;
      return `firm if ${shown}: between ${amountsInWords(low, high, 'and')}${why}${how}`;
    }
    case 'coverage':
      return `firm if ${unpricedRuns(doubt.runs)} ${sideText(side)} had one`;
    case 'window':
      return `firm without the ${many(doubt.runs, 'run')} that ${doubt.runs === 1 ? 'does' : 'do'} not fit the model ${sideText(side)}`;
    default:
      return doubt satisfies never;
  }
}

const unpricedRuns = (runs: number): string =>
  runs === 1 ? 'the run without a price' : `the ${grouped(runs)} runs without a price`;

/** What would make a candidate's verdict firm, each doubt once, and how to settle it. */
export const doubtTexts = (
  viability: Viability,
  { feature }: FeatureView,
  candidate: CandidateView,
): readonly string[] => [
  ...new Set(
    candidate.doubts.map((doubt) =>
      doubtText(doubt, feature.affordable, {
        cure: cureOf(viability, feature, candidate, doubt),
        isKept: viability.scenarios[candidate.scenario]?.kind === 'keep',
      }),
    ),
  ),
];

/** What would narrow a range: of logs what their report says, of a shape what nobody has said of it. */
function cureOf(
  viability: Viability,
  { subject }: Feature,
  candidate: CandidateView,
  doubt: Doubt,
): string | undefined {
  if (doubt.kind !== 'range' || doubt.cause === undefined) return undefined;
  if (subject.kind === 'shape') return shapeCure(doubt.cause, subject.shape.cachedTokens !== undefined);
  const index = doubt.side === 'before' ? viability.before : candidate.scenario;
  const scenario = reportScenario(viability, index);
  return scenario === undefined ? undefined : CAUSE_WORDS[doubt.cause].cure(scenario);
}

/** What would narrow the range of a shape: what nobody has said of it. A trial is asked for anyway. */
export const shapeCure = (cause: Cause, isCacheKnown: boolean): string | undefined =>
  cause === 'cache' && !isCacheKnown ? 'say how many tokens of the input are cached to narrow it' : undefined;

const reportScenario = ({ logs, scenarios }: Viability, index: number): ReportScenario | undefined =>
  logs?.scenarios.find(({ id }) => id === scenarios[index]?.id);

/** `30 %`, `5.1 %`, `under 0.01 %`: two figures of a share. */
export function shareInWords({ num, den }: Fraction): string {
  const percent = (Number(num) / Number(den)) * 100;
  if (percent > 0 && percent < 0.01) return 'under 0.01 %';
  if (percent >= 9.95 || percent === 0) return `${grouped(percent.toFixed(0))} %`;
  return `${Number(percent.toPrecision(2))} %`;
}

/** `8 % more`, `2 % fewer`, or `8.25 % more runs`: how runs change from month to month, exactly. */
export function growthInWords({ num, den }: Fraction, what = ''): string {
  const size = exactText(reduce((num < 0n ? -num : num) * 100n, den));
  return `${size} % ${num < 0n ? 'fewer' : 'more'}${what === '' ? '' : ` ${what}`}`;
}

/** A reduced fraction in full: as a decimal if it has one of at most 15 decimals, else `1/3`. */
export function exactText({ num, den }: Fraction): string {
  const digits = 10n ** 15n;
  return digits % den === 0n ? grouped(moneyText(((num * digits) / den) as Money)) : `${num}/${den}`;
}

/** An amount as sentences show it; with more figures where it would look like the other one without being it. */
export function amountBeside(amount: Money, other: Money): string {
  const text = amountInWords(amount);
  if (amount === other || text !== amountInWords(other)) return text;
  const isInCents = text.endsWith(' c');
  const printed = (money: Money, decimals: number): string =>
    moneyRounded((isInCents ? money * 100n : money) as Money, decimals);
  const decimals = Array.from({ length: 15 }, (_, index) => index + 1).find(
    (each) => printed(amount, each) !== printed(other, each),
  );
  const exact = grouped(printed(amount, decimals ?? 15));
  return isInCents ? `${exact} c` : `$${exact}`;
}
