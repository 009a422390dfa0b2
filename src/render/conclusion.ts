import type { Outcome, Range, Report, ReportRow, ReportScenario } from '../domain/report.ts';
import { plain, quoted } from './escape.ts';
import {
  amountInWords,
  amountsInWords,
  changeInWords,
  changeOf,
  grouped,
  instantText,
  many,
} from './numbers.ts';
import { whenText } from './scenario-name.ts';

const MOST_SENTENCES = 3;

/** The report in words: for the dearest rows, what they cost at the time and where they would cost least. */
export function conclusionOf(report: Report): readonly string[] {
  const rows = [...report.rows]
    .sort((a, b) => (baselineOf(a) > baselineOf(b) ? -1 : Number(baselineOf(a) < baselineOf(b))))
    .slice(0, MOST_SENTENCES)
    .map((row) => sentence(report, row, quoted(plain(row.name))));
  const whole = wholeLog(report);
  return [...rows.filter((text) => text !== undefined), ...(whole === undefined ? [] : [whole])];
}

const baselineOf = ({ outcomes }: ReportRow): bigint => outcomes[0]?.mean?.base ?? -1n;

interface Candidate {
  readonly scenario: ReportScenario;
  readonly outcome: Outcome;
  readonly mean: Range;
}

/** The first target, which is what the user asks about, and the cheapest one, if it is another. */
function candidates({ scenarios }: Report, outcomes: readonly Outcome[]): readonly Candidate[] {
  const priced = scenarios.flatMap((scenario, index) => {
    const outcome = outcomes[index];
    return scenario.kind === 'target' && outcome?.mean !== undefined
      ? [{ scenario, outcome, mean: outcome.mean }]
      : [];
  });
  const cheapest = priced.reduce<Candidate | undefined>(
    (best, each) => (best === undefined || each.mean.base < best.mean.base ? each : best),
    undefined,
  );
  return [...new Set([priced[0], cheapest])].filter((each) => each !== undefined);
}

function sentence(report: Report, row: ReportRow, subject: string): string | undefined {
  const baseline = row.outcomes[0]?.mean?.base;
  const keep = row.outcomes[report.scenarios.findIndex(({ kind }) => kind === 'keep')]?.mean?.base;
  const there = candidates(report, row.outcomes).map(({ scenario, outcome, mean: { low, base, high } }) => {
    const range = low === high ? '' : ` (${amountsInWords(low, high)})`;
    return `on ${scenario.id} ${amountInWords(base)}${range}${comparedWith(outcome, row)}${againstWarm(scenario, outcome, row)}`;
  });
  if (baseline === undefined && there.length === 0) return undefined;
  const then = report.firstCall === undefined ? `as of ${instantText(report.at)}` : 'at the time';
  if (baseline === undefined)
    return `${subject} has no price ${then}; ${unitOf(report)} costs ${there.join('; ')}.`;
  const amount = amountInWords(baseline);
  const today =
    keep === undefined || amountInWords(keep) === amount
      ? ''
      : `, ${amountInWords(keep)} ${whenText(report)}`;
  return `${[`${subject} costs ${amount} ${unitOf(report)} ${then}${today}`, ...there].join('; ')}.`;
}

/** Sums over many requests are no runs. */
const unitOf = ({ totals, total }: Report): string =>
  totals.records > 0 && totals.records === total.calls ? 'a sum' : 'a run';

function comparedWith(outcome: Outcome, row: ReportRow): string {
  const { compared } = outcome;
  const change = compared.runs === 0 ? undefined : changeOf(compared.here, compared.baseline);
  return change === undefined ? '' : `, ${changeInWords(change)}${overText(outcome, row)}`;
}

/**
 * A candidate whose hits are simulated, beside a baseline that has none only because its log counts none: what the
 * change would be if the cache had been warm there, too.
 */
function againstWarm({ simulated }: ReportScenario, outcome: Outcome, { outcomes }: ReportRow): string {
  const [baseline] = outcomes;
  const isSame = baseline?.runsPriced === outcome.compared.runs && outcome.runsPriced === baseline.runsPriced;
  const [mean, before] = [outcome.mean, baseline?.mean];
  if (simulated.length === 0 || !isSame || mean === undefined || before === undefined) return '';
  const change = before.low === before.base ? undefined : changeOf(mean.base, before.low);
  const joint = mean.base > before.low ? 'but' : 'and';
  return change === undefined ? '' : `, ${joint} ${changeInWords(change)} against a warm cache where it ran`;
}

/** Which runs a change is over, if it is not over all that the row has. */
function overText({ compared, runsPriced, runsInfeasible }: Outcome, { runs }: ReportRow): string {
  if (compared.runs !== runsPriced) return ` over the ${many(compared.runs, 'run')} priced on both sides`;
  const isOfFitting = runsInfeasible > 0 && runsPriced + runsInfeasible === runs;
  return isOfFitting ? ` over the ${grouped(runsPriced)} of ${many(runs, 'run')} that fit` : '';
}

function wholeLog({ total }: Report): string | undefined {
  const baseline = total.outcomes[0];
  if (baseline === undefined || baseline.callsPriced === 0) return undefined;
  const coverage =
    baseline.callsPriced === total.calls
      ? ''
      : ` (${grouped(baseline.callsPriced)} of ${many(total.calls, 'call')} priced)`;
  return `The whole log cost ${amountInWords(baseline.total.base)} at list price${coverage}.`;
}
