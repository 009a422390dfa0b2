import type { CostDetails, CostForm } from '../domain/cost-form.ts';
import type { Source } from '../domain/entry.ts';
import { type Money, ZERO } from '../domain/money.ts';
import type { GapFinding, GapReason, PriceFacts, ReconciledRow } from '../domain/reconciliation.ts';
import type { Quantities } from '../domain/tokens.ts';
import { createOpenCalls } from './calls.ts';
import { classify, type Explanation } from './classify.ts';
import { createGroups, type Group } from './groups.ts';
import { absolute, isSameAmount } from './precision.ts';
import { addPart, createRowSums, gapOf, type RowSums, rowOf, totalOf } from './row-sums.ts';

/** A call as a reconciliation sees it. */
export interface ClaimedCall {
  readonly row: string;
  readonly source: Source;
  readonly recorded: Money | undefined;
  readonly form: CostForm;
  readonly details: CostDetails | undefined;
  /** `undefined`: it has no list price. */
  readonly list: Money | undefined;
  readonly quantities: Quantities;
  readonly price: PriceFacts;
}

export interface Reconciled {
  readonly rows: readonly ReconciledRow[];
  readonly total: ReconciledRow;
  readonly findings: readonly GapFinding[];
}

/**
 * Takes calls in any order. Those whose recorded cost is their list cost are added up at once; the others are kept as
 * numbers until all are there, and then classified. Memory grows with these, with rows and with kinds of calls.
 */
export interface Reconciler {
  readonly add: (call: ClaimedCall) => void;
  readonly finish: () => Reconciled;
}

export function createReconciler(): Reconciler {
  const rowList: RowSums[] = [];
  const places = new Map<string, number>();
  const groups = createGroups();
  const open = createOpenCalls();

  function placeOf(name: string): number {
    const known = places.get(name);
    if (known !== undefined) return known;
    const row = createRowSums(name);
    places.set(name, rowList.length);
    return rowList.push(row) - 1;
  }

  /** Costs of nothing that are listed as nothing are costs: a free model. */
  const costOf = ({ recorded, form, list }: ClaimedCall): Money | undefined =>
    recorded ?? (form.isZero && list === 0n ? ZERO : undefined);

  function addUnrecorded(row: RowSums, group: Group, { form, list }: ClaimedCall): void {
    if (list !== undefined) {
      row.unrecorded.calls++;
      row.unrecorded.list += list;
    }
    if (!form.isZero) return;
    row.zeros++;
    addPart(row, 'zero', 1, ZERO);
    group.zeros++;
    if (list !== undefined) group.zeroList = (group.zeroList ?? 0n) + list;
  }

  function settle(row: RowSums, group: Group, gap: Money): void {
    addPart(row, group.kind === 'own key' ? 'byok' : 'equal', 1, gap);
    group.settled++;
    group.settledGap += gap;
  }

  return {
    add(call) {
      const at = placeOf(call.row);
      const row = rowList[at] as RowSums;
      row.calls++;
      const recorded = costOf(call);
      const group = groups.of(call, recorded !== undefined && call.list === undefined);
      if (recorded === undefined) {
        addUnrecorded(row, group, call);
        return;
      }
      const { list, form, details, quantities, price } = call;
      group.calls++;
      group.written.add(form.decimals);
      const place = { row: at, group: group.number };
      if (list === undefined) {
        row.unlisted.calls++;
        row.unlisted.recorded += recorded;
        open.add({ recorded, list: ZERO, decimals: form.decimals, quantities, price, details }, place);
        return;
      }
      row.compared.calls++;
      row.compared.recorded += recorded;
      row.compared.list += list;
      const isSame = isSameAmount(recorded, list);
      group.atList += Number(isSame);
      if (isSame || group.kind === 'own key') settle(row, group, (recorded - list) as Money);
      else open.add({ recorded, list, decimals: form.decimals, quantities, price, details }, place);
    },
    finish() {
      const findings = groups.all().flatMap((group) => {
        const indexes = groups.membersOf(group, open);
        const { isUnlisted } = group;
        const found = classify(
          { indexes, read: open.read, usual: group.written.usual(), isUnlisted },
          noteFor(group),
        );
        const explained = found.flatMap((each) => findingOf(group, each));
        return [...settledFinding(group), ...explained, ...zeroFinding(group)];
      });
      return {
        rows: rowList.map(rowOf).sort(largestGap),
        total: rowOf(totalOf(rowList)),
        findings: merged(findings).sort(largestFinding),
      };
    },
  };

  function noteFor({ isUnlisted }: Group): Parameters<typeof classify>[1] {
    return (index, cause, { gap, beside }, besideCause) => {
      const row = rowList[open.place(index).row];
      if (row === undefined || isUnlisted) return;
      addPart(row, cause, 1, gap);
      if (beside !== 0n) addPart(row, besideCause, 0, beside);
    };
  }
}

const whose = ({ model, provider, tier, kind }: Group) => ({ model, provider, tier, kind });

/** What was seen at once: costs that are list costs, and bills to a key of one's own. */
function settledFinding(group: Group): readonly GapFinding[] {
  if (group.settled === 0) return [];
  const isOwnKey = group.kind === 'own key';
  const why: GapReason = isOwnKey ? { cause: 'byok', atList: group.atList } : { cause: 'equal' };
  const gap = group.settledGap as Money;
  return [{ ...whose(group), why, calls: group.settled, of: group.calls, gap, beside: ZERO }];
}

function zeroFinding(group: Group): readonly GapFinding[] {
  if (group.zeros === 0) return [];
  const why: GapReason = { cause: 'zero', list: group.zeroList as Money | undefined };
  return [{ ...whose(group), why, calls: group.zeros, of: group.zeros, gap: ZERO, beside: ZERO }];
}

function findingOf(group: Group, { reason, calls, gap, beside }: Explanation): readonly GapFinding[] {
  if (group.isUnlisted && reason.cause === 'unexplained') return [];
  const amounts = group.isUnlisted ? { gap: ZERO, beside: ZERO } : { gap, beside };
  return [{ ...whose(group), why: reason, calls, of: group.calls, ...amounts }];
}

/** What is equal at once and what is equal as far as it is rounded is one finding. */
function merged(findings: readonly GapFinding[]): GapFinding[] {
  const all: GapFinding[] = [];
  for (const finding of findings) {
    const before = all.at(-1);
    const isSame =
      before?.why.cause === 'equal' &&
      finding.why.cause === 'equal' &&
      before.model === finding.model &&
      before.provider === finding.provider &&
      before.tier === finding.tier &&
      before.kind === finding.kind;
    if (!isSame || before === undefined) all.push(finding);
    else {
      const gap = (before.gap + finding.gap) as Money;
      all[all.length - 1] = { ...before, calls: before.calls + finding.calls, gap };
    }
  }
  return all;
}

function largestGap(a: ReconciledRow, b: ReconciledRow): number {
  const [one, other] = [absolute(gapOf(a)), absolute(gapOf(b))];
  if (one !== other) return one > other ? -1 : 1;
  return a.name < b.name ? -1 : Number(a.name > b.name);
}

function largestFinding(a: GapFinding, b: GapFinding): number {
  const [one, other] = [a, b].map(({ gap, beside }) => absolute(gap + beside));
  if (one !== other) return (one ?? 0n) > (other ?? 0n) ? -1 : 1;
  const [left, right] = [a, b].map(({ model, provider, tier, kind, why }) =>
    [model ?? '', provider ?? '', tier ?? '', kind, why.cause].join('\0'),
  );
  return (left ?? '') < (right ?? '') ? -1 : Number((left ?? '') > (right ?? ''));
}
