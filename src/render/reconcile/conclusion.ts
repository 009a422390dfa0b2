import type { Money } from '../../domain/money.ts';
import type { CheckFailure, GapPart, ReconcileCheck, Reconciliation } from '../../domain/reconciliation.ts';
import { plain, quoted } from '../escape.ts';
import { changeInWords, grouped, many } from '../numbers.ts';
import { coverageSentences } from './coverage-words.ts';
import { absolute, amountText, factorText, gapOf, ratioOf, shareOfLarger } from './figures.ts';
import { CAUSE_NAMES } from './words.ts';

/** The reconciliation in words: both sums, what makes the gap, what the export says, and the check last. */
export function reconcileConclusion(reconciliation: Reconciliation): readonly string[] {
  const { coverage } = reconciliation;
  const check = checkLine(reconciliation);
  return [
    sumsText(reconciliation),
    ...causesText(reconciliation),
    ...(coverage === undefined ? [] : coverageSentences(coverage)),
    ...(check === undefined ? [] : [`${check.charAt(0).toUpperCase()}${check.slice(1)}.`]),
  ];
}

function sumsText({ total }: Reconciliation): string {
  const { compared } = total;
  if (compared.calls === 0)
    return total.unlisted.calls === 0
      ? 'No call of the logs has a recorded cost.'
      : `The log claims ${amountText(total.unlisted.recorded)} for ${many(total.unlisted.calls, 'call')}, none of which has a list price at its time.`;
  const gap = gapOf(total);
  const claim = `The log claims ${amountText(compared.recorded)} for ${many(compared.calls, 'call')}`;
  if (gap === 0n) return `${claim}, and their list cost is the same.`;
  return `${claim}; their list cost is ${amountText(compared.list)}: the log has ${changeText(gap, compared.list)}.`;
}

/** `20 % more (34 c)` */
function changeText(gap: Money, list: Money): string {
  const ratio = ratioOf(gap, list);
  const amount = amountText(absolute(gap));
  if (ratio === undefined) return `${amount} ${gap < 0n ? 'less' : 'more'}`;
  // A gap is none, however small it is.
  const change = ratio === 0 ? `under 0.01 % ${gap < 0n ? 'less' : 'more'}` : changeInWords(ratio);
  return `${change} (${amount})`;
}

/** What has the most of the gap; a part that pulls the other way is told with its sign. */
function causesText({ total }: Reconciliation): readonly string[] {
  const gap = gapOf(total);
  const parts = total.parts.filter(({ cause, gap: part }) => cause !== 'zero' && part !== 0n);
  if (gap === 0n && parts.length === 0) return [];
  const [first, ...others] = [...parts].sort((a, b) => (absolute(a.gap) > absolute(b.gap) ? -1 : 1));
  if (first === undefined) return [];
  if (others.length === 0) return [`The cause: ${causeText(first)}.`];
  const texts = [first, ...others].map((part) => `${causeText(part)} (${amountText(part.gap)})`);
  return [`The gap is made of ${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}.`];
}

const causeText = ({ cause, gap }: GapPart): string => {
  if (cause === 'equal') return 'rounding';
  return cause === 'mark-up' && gap < 0n ? 'discount' : CAUSE_NAMES[cause];
};

const MOST_FAILURES = 10;

/** What `--check` came to, which rows failed and by how much; `undefined`: nothing is checked. */
export function checkLine({ check }: Reconciliation): string | undefined {
  if (check === undefined) return undefined;
  const { failures } = check;
  const limit = limitText(check);
  if (failures.length === 0) return `check passed: nothing differs by more than ${limit}`;
  const texts = failures.slice(0, MOST_FAILURES).map(failureText);
  const more = failures.length - texts.length;
  return `check failed (${limit}): ${texts.join('; ')}${more > 0 ? `; and ${grouped(more)} more` : ''}`;
}

function limitText({ share, accepted }: ReconcileCheck): string {
  const percent = factorText({ num: share.num * 100n, den: share.den });
  return `${percent} %${accepted.length === 0 ? '' : `, ${accepted.join(', ')} accepted`}`;
}

function failureText(failure: CheckFailure): string {
  switch (failure.kind) {
    case 'gap': {
      const { row, left, recorded, list } = failure;
      const larger = absolute(recorded) > absolute(list) ? recorded : list;
      return `${quoted(plain(row))} differs by ${shareOfLarger(left, recorded, list)} (${amountText(absolute(left))} of ${amountText(larger)})`;
    }
    case 'unlisted':
      return `${many(failure.calls, 'call')} with a recorded cost (${amountText(failure.recorded)}) ${failure.calls === 1 ? 'has' : 'have'} no list price`;
    case 'coverage': {
      const { model, what, logs, export: exported } = failure;
      const whose = model === undefined ? 'all models' : quoted(plain(model));
      const [a, b] = [logs, exported].map(({ num }) =>
        what === 'money' ? amountText(num as Money) : grouped(String(num)),
      );
      return `${whose}: the logs have ${a} of ${b}${what === 'tokens' ? ' tokens' : ''} in the export`;
    }
    default:
      return failure satisfies never;
  }
}
