import type { Reconciliation } from '../../domain/reconciliation.ts';
import type { Page, Table } from '../sheet.ts';
import { reconcileConclusion } from './conclusion.ts';
import { coverageRecords, coverageTable } from './coverage-tables.ts';
import { exportedRows } from './coverage-words.ts';
import { reconcileNotes } from './notes.ts';
import { findingTable, mainTable, recordTable } from './tables.ts';

/** The reconciliation as a document. */
export function reconcilePage(reconciliation: Reconciliation): Page {
  const { coverage, findings } = reconciliation;
  return {
    title: 'Recorded cost beside list cost',
    conclusion: reconcileConclusion(reconciliation),
    tables: [
      mainTable(reconciliation),
      ...(findings.length === 0 ? [] : [findingTable(reconciliation)]),
      ...(coverage === undefined ? [] : [coverageTable('Logs against the export', exportedRows(coverage))]),
    ],
    notes: reconcileNotes(reconciliation),
  };
}

/** The one table that CSV and TSV hold: logs against an export if there is one, else the rows with all their causes. */
export const reconcileTable = (reconciliation: Reconciliation): Table =>
  reconciliation.coverage === undefined
    ? recordTable(reconciliation)
    : coverageRecords(reconciliation.coverage.rows);
