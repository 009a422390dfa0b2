import type { Viability } from '../../domain/viability.ts';
import type { Glyphs } from '../numbers.ts';
import { type Table, tableOf, textCell, textColumn } from '../sheet.ts';
import {
  type Column,
  costFields,
  FACTOR,
  FEATURE,
  MARGIN,
  MONTHLY,
  SHARES,
  subjectsOf,
  VERDICT,
  WHY,
} from './candidate-fields.ts';
import { scenarioTitle } from './words.ts';

/** One row for each feature and candidate, for people: the figures. */
export const candidateTable = (viability: Viability, glyphs: Glyphs): Table =>
  tableOf(
    'Candidates',
    [FEATURE, CANDIDATE, ...VERDICT, ...costFields(viability), ...SHARES, MARGIN, ...MONTHLY],
    subjectsOf(viability, glyphs),
  );

/** The words: at which prices a candidate crosses its budget, what is in its way, and what nobody knows yet. */
export const reasonTable = (viability: Viability, glyphs: Glyphs): Table =>
  tableOf(
    'What it would take',
    [FEATURE, CANDIDATE, ...VERDICT, FACTOR, ...WHY],
    subjectsOf(viability, glyphs),
  );

const CANDIDATE: Column = {
  column: textColumn('candidate', 'Candidate'),
  cell: ({ viability, candidate }) => textCell(scenarioTitle(viability, candidate.scenario)),
};
