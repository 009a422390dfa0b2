import type { Report, ReportScenario } from '../domain/report.ts';
import { plain } from './escape.ts';
import { instantText } from './numbers.ts';

/** When candidates are priced, in a word: `today`, unless the user chose another day. */
export const whenText = ({ asOf, book }: Report): string =>
  asOf === book.date ? 'today' : `as of ${instantText(asOf)}`;

/** What people read for a scenario: the recorded models at the prices of the as-of date are `today`. */
export const scenarioName = ({ id, kind }: ReportScenario, report: Report): string =>
  kind === 'keep' ? whenText(report) : plain(id);
