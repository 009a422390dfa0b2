import type { CoveredRow, ReconciledRow, Reconciliation } from '../../domain/reconciliation.ts';
import { shortMembers, shortName, shortText } from '../names.ts';

/** The reconciliation with every text of a log at a length that a reader, a screen and a cell can hold. */
export function withShortTexts(whole: Reconciliation, isAscii = false): Reconciliation {
  const short = (name: string): string => shortName(name, isAscii);
  const maybe = (name: string | undefined): string | undefined =>
    name === undefined ? undefined : short(name);
  const row = (each: ReconciledRow): ReconciledRow => ({ ...each, name: short(each.name) });
  const covered = (each: CoveredRow): CoveredRow => ({ ...each, model: maybe(each.model) });
  const { check, coverage } = whole;
  return {
    ...whole,
    rows: whole.rows.map(row),
    findings: whole.findings.map((each) => ({
      ...each,
      model: maybe(each.model),
      provider: maybe(each.provider),
      tier: maybe(each.tier),
    })),
    unlisted: whole.unlisted.map(({ why, calls }) => ({ why: shortMembers(why, isAscii), calls })),
    check: check && {
      ...check,
      failures: check.failures.map((failure) => {
        if (failure.kind === 'gap') return { ...failure, row: short(failure.row) };
        return failure.kind === 'coverage' ? { ...failure, model: maybe(failure.model) } : failure;
      }),
    },
    coverage: coverage && {
      ...coverage,
      files: coverage.files.map(short),
      rows: coverage.rows.map(covered),
      models: coverage.models.map(covered),
    },
    losses: whole.losses.map((loss) => ({
      ...loss,
      file: short(loss.file),
      text: shortText(loss.text, isAscii),
    })),
  };
}
