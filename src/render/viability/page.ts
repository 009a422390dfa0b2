import type { Viability } from '../../domain/viability.ts';
import { type Glyphs, instantText, UNICODE } from '../numbers.ts';
import type { Page, Table } from '../sheet.ts';
import { candidateRecords } from './candidate-records.ts';
import { candidateTable, reasonTable } from './candidate-table.ts';
import { viabilityConclusion } from './conclusion.ts';
import { featureTable, hasMonths, monthlyTable } from './feature-table.ts';
import { viabilityNotes } from './notes.ts';
import { planRecords } from './plan-records.ts';
import { planTables } from './plan-table.ts';
import { sweepRecords, sweepTable } from './sweep-table.ts';

/** The report as a document: which features cross the line, why, and what that comes to by the month. */
export function viabilityPage(viability: Viability, glyphs: Glyphs): Page {
  const { sweep, plan } = viability;
  return {
    title: `Newly viable at the prices of ${instantText(viability.asOf)}`,
    conclusion: viabilityConclusion(viability, glyphs),
    tables: [
      featureTable(viability, glyphs),
      ...(hasMonths(viability) ? [monthlyTable(viability)] : []),
      candidateTable(viability, glyphs),
      reasonTable(viability, glyphs),
      ...(sweep === undefined ? [] : [sweepTable(viability, sweep, glyphs)]),
      ...(plan === undefined ? [] : planTables(viability, plan)),
    ],
    notes: viabilityNotes(viability, glyphs),
  };
}

/** The one table that CSV and TSV hold: the projection if there is one, else the sweep, else all candidates. */
export function viabilityTable(viability: Viability): Table {
  const { sweep, plan } = viability;
  if (plan !== undefined) return planRecords(viability, plan);
  return sweep === undefined ? candidateRecords(viability, UNICODE) : sweepRecords(viability, sweep);
}
