import type { Finding, GateReport } from '../../domain/gate.ts';
import { METRIC_UNITS } from '../../domain/gate.ts';
import type { Money } from '../../domain/money.ts';
import { grouped, many } from '../numbers.ts';
import { dollars, moveText, valueTexts } from './figures.ts';
import { isOnBothSides, sameMix } from './mix.ts';
import { causeText, nameInText } from './words.ts';

export const findingsOf = ({ workflows }: Pick<GateReport, 'workflows'>): readonly Finding[] =>
  workflows.flatMap(({ findings }) => findings);

/** The verdict in a line: `failed: 1 workflow costs more than it may; 2 warnings`. */
export function headlineOf(report: GateReport): string {
  const warnings = findingsOf(report).filter(({ severity }) => severity === 'warn').length;
  const more = warnings === 0 ? '' : `; ${many(warnings, 'warning')}`;
  if (report.kind === 'diff' && report.outcome !== 'failed') return `${comparedText(report)}${more}`;
  switch (report.outcome) {
    case 'passed':
      return 'passed';
    case 'warned':
      return `passed with ${many(warnings, 'warning')}`;
    case 'failed':
      return `failed: ${reasonsText(report)}${more}`;
    default:
      return report.outcome satisfies never;
  }
}

/** `5 workflows compared: 2 cost more, 1 costs less` */
function comparedText({ workflows }: GateReport): string {
  const both = workflows.filter(isOnBothSides);
  const dearer = both.filter(({ split }) => split.after > split.before).length;
  const cheaper = both.filter(({ split }) => split.after < split.before).length;
  const verb = (count: number): string => (count === 1 ? 'costs' : 'cost');
  const moves = [
    ...(dearer > 0 ? [`${dearer} ${verb(dearer)} more`] : []),
    ...(cheaper > 0 ? [`${cheaper} ${verb(cheaper)} less`] : []),
  ];
  return `${many(both.length, 'workflow')} compared: ${moves.length === 0 ? 'no cost changed' : moves.join(', ')}`;
}

/** Why a check fails, by kinds of reasons; a workflow counts once for each kind. */
function reasonsText(report: GateReport): string {
  const failed = findingsOf(report).filter(({ severity }) => severity === 'fail');
  const texts = REASONS.flatMap(({ is, one, several }) => {
    const count = new Set(
      failed
        .filter(is)
        .map((finding) => (finding.kind === 'no-longer-viable' ? finding.feature : finding.workflow)),
    ).size;
    return count === 0 ? [] : [count === 1 ? `1 ${one}` : `${count} ${several}`];
  });
  return texts.length === 0 ? 'see the findings' : texts.join(', ');
}

const isCostLimit = (finding: Finding): boolean =>
  finding.kind === 'limit' && METRIC_UNITS[finding.change.metric] === 'usd';
const isCost = (finding: Finding): boolean =>
  isCostLimit(finding) || finding.kind === 'mean-budget' || finding.kind === 'run-budget';
const isMeasure = (finding: Finding): boolean => finding.kind === 'limit' && !isCostLimit(finding);
const isViability = (finding: Finding): boolean => finding.kind === 'no-longer-viable';

const REASONS: readonly {
  readonly is: (finding: Finding) => boolean;
  readonly one: string;
  readonly several: string;
}[] = [
  { is: isCost, one: 'workflow costs more than it may', several: 'workflows cost more than they may' },
  {
    is: isMeasure,
    one: 'workflow is over a limit of another measure',
    several: 'workflows are over a limit of another measure',
  },
  { is: isViability, one: 'feature is no longer viable', several: 'features are no longer viable' },
  {
    is: (finding) => !isCost(finding) && !isMeasure(finding) && !isViability(finding),
    one: 'workflow is not on both sides as it should be',
    several: 'workflows are not on both sides as they should be',
  },
];

/** The report in sentences: all workflows together, the worst one, and those of one side only. */
export const conclusionOf = (report: GateReport): readonly string[] => [
  ...totalSentence(report),
  ...worstSentence(report),
  ...onOneSide(report),
];

function totalSentence(report: GateReport): readonly string[] {
  const { total, workflows } = report;
  if (workflows.length === 0) return ['There are no workflows to compare.'];
  const [from = '', to = ''] = valueTexts('usd', [dollars(total.before), dollars(total.after)]);
  const scope = workflows.length === 1 ? 'A run' : `Over all ${grouped(workflows.length)} workflows a run`;
  const move = moveOf(total);
  const mix = sameMix(report);
  const costs = mix && moveOf(mix);
  const likeForLike =
    costs === undefined || costs === move ? '' : `; with the same mix of workflows ${costs}`;
  if (total.before === total.after) return [`${scope} costs the same as before: ${to}${likeForLike}.`];
  return [`${scope} costs ${move === undefined ? '' : `${move}: `}${to}, before ${from}${likeForLike}.`];
}

const moveOf = ({ before, after }: { readonly before: Money; readonly after: Money }): string | undefined =>
  moveText('usd', [dollars(before), dollars(after)]);

/** The workflow that stands first, if it is dearer than before. */
function worstSentence({ workflows }: GateReport): readonly string[] {
  const dearer = workflows.filter((each) => isOnBothSides(each) && each.split.after > each.split.before);
  const [worst] = dearer;
  if (worst === undefined) return [];
  if (workflows.length === 1) return [`The cause: ${causeText(worst.split)}.`];
  const { before, after } = worst.split;
  const [from, to] = valueTexts('usd', [dollars(before), dollars(after)]);
  const move = moveOf(worst.split);
  const first = dearer.length === 1 ? 'Dearer' : `First of ${grouped(dearer.length)} dearer workflows`;
  const change = `${move === undefined ? '' : `${move}, `}from ${from} to ${to}`;
  return [`${first}: ${nameInText(worst.name)}, ${change}: ${causeText(worst.split)}.`];
}

function onOneSide({ workflows }: GateReport): readonly string[] {
  const fresh = workflows.filter(({ before, after }) => before === undefined && after !== undefined).length;
  const gone = workflows.filter(({ before, after }) => before !== undefined && after === undefined).length;
  const texts = [...(fresh > 0 ? [`${fresh} new`] : []), ...(gone > 0 ? [`${gone} gone`] : [])];
  return texts.length === 0 ? [] : [`Workflows: ${texts.join(', ')}.`];
}
