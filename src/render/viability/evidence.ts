import type { Report } from '../../domain/report.ts';
import type { Viability } from '../../domain/viability.ts';
import type { Voice } from '../assumptions.ts';
import { evidenceNotes } from '../notes.ts';
import type { Glyphs } from '../numbers.ts';
import { CAUSE_WORDS, widestText } from '../ranges.ts';
import type { Note } from '../sheet.ts';
import { scenarioTitle, shapeCure } from './words.ts';

/** Said once, of logs and of shapes. */
export function rangesNote(viability: Viability, glyphs: Glyphs): Note {
  const widest = reportsOf(viability, glyphs).flatMap(({ of, report, voice }) => {
    const text = widestText(report, voice);
    return text === undefined ? [] : [`of ${of} widest ${text}`];
  });
  const text = 'low and high are whole worlds of assumptions, not confidence intervals';
  return { label: 'Ranges', text: [text, ...widest].join('; ') };
}

/** What a feature that was never built rests on. */
const SHAPES_NOTE: Note = {
  label: 'Shapes',
  text: 'steps, calls and tokens as somebody expects them; nothing of them is measured; at no known hour: the prices of all hours of the week are in the range',
};

/** What is said of models, and not of calls. */
const ONCE: ReadonlySet<string> = new Set(['Names', 'Coming']);

/** Coverage and assumptions of the calls that stand behind the features; the prices are said above. */
export function evidenceOf(viability: Viability, glyphs: Glyphs): readonly Note[] {
  const told = reportsOf(viability, glyphs).map(({ of, report, voice }) => ({
    of,
    notes: evidenceNotes(report, voice).filter(({ text }) => text !== ''),
  }));
  const notesOf = (which: Evidence['of']): readonly Note[] =>
    told.filter(({ of }) => of === which).flatMap(({ notes }) => notes);
  const [logs, shapes] = [notesOf('the logs'), notesOf('shapes')];
  const isNew = (note: Note): boolean =>
    !ONCE.has(note.label) || logs.every(({ text }) => text !== note.text);
  return [
    ...logs,
    ...(viability.shapes === undefined ? [] : [SHAPES_NOTE]),
    ...shapes.filter(isNew).map(({ label, text }) => ({ label, text: `shapes: ${text}` })),
  ];
}

interface Evidence {
  readonly of: 'the logs' | 'shapes';
  readonly report: Report;
  readonly voice: Voice;
}

/** The reports behind the features, each with the words for it. */
function reportsOf(viability: Viability, glyphs: Glyphs): readonly Evidence[] {
  const { logs, shapes } = viability;
  const voiceOf = ({ scenarios }: Report): Pick<Voice, 'glyphs' | 'nameOf'> => ({
    glyphs,
    // Both have the same scenarios in the same order.
    nameOf: (scenario) => scenarioTitle(viability, scenarios.indexOf(scenario)),
  });
  const ofLogs = (report: Report): Evidence => ({
    of: 'the logs',
    report,
    voice: { ...voiceOf(report), source: 'log', cureOf: (cause, each) => CAUSE_WORDS[cause].cure(each) },
  });
  const ofShapes = (report: Report): Evidence => ({
    of: 'shapes',
    report,
    voice: {
      ...voiceOf(report),
      source: 'list of features',
      cureOf: (cause, { assumed }) => shapeCure(cause, assumed.cache === 0),
    },
  });
  return [...(logs === undefined ? [] : [ofLogs(logs)]), ...(shapes === undefined ? [] : [ofShapes(shapes)])];
}
