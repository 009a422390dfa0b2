import {
  ASSUMPTIONS,
  BASES,
  type Basis,
  type Cause,
  type Report,
  type ReportScenario,
} from '../domain/report.ts';
import {
  type AssumptionText,
  countedTexts,
  factorTexts,
  logTexts,
  marksTexts,
  simulatedTexts,
  usualTexts,
} from './assumption-words.ts';
import { type Glyphs, many } from './numbers.ts';
import type { Note } from './sheet.ts';

/** How a report is told of. */
export interface Voice {
  readonly glyphs: Glyphs;
  /** What has the counts. */
  readonly source: 'log' | 'list of features';
  /** What its scenarios are called. */
  readonly nameOf: (scenario: ReportScenario) => string;
  /** What would narrow a range that is wide for this reason; `undefined`: nothing that a reader could do. */
  readonly cureOf: (cause: Cause, scenario: ReportScenario) => string | undefined;
}

/** An assumption in force: what is taken for granted, how that is known, and for whom. */
export interface AssumptionLine extends Pick<AssumptionText, 'what' | 'basis' | 'text'> {
  /** Of each scenario: what is other there, and for how many calls. `undefined`: it holds for the log, whatever the scenario. */
  readonly scenarios:
    | readonly (Pick<AssumptionText, 'detail' | 'calls'> & { readonly scenario: ReportScenario })[]
    | undefined;
  /** Of the scenario that has most. */
  readonly calls: number;
}

/** Every assumption of a report, what is best known first; scenarios of which the same is said share a line. */
export function assumptionLines(
  report: Report,
  voice: Pick<Voice, 'glyphs' | 'source'>,
): readonly AssumptionLine[] {
  const lines = new Map<string, AssumptionLine>();
  for (const scenario of report.scenarios) {
    const told = [
      ...usualTexts(scenario, report, voice),
      ...simulatedTexts(scenario),
      ...marksTexts(scenario),
      ...countedTexts(scenario, voice),
      ...factorTexts(scenario, voice),
    ];
    for (const { what, basis, text, detail, calls } of told) {
      const key = `${what} ${basis} ${text}`;
      const line = lines.get(key);
      lines.set(key, {
        what,
        basis,
        text,
        scenarios: [...(line?.scenarios ?? []), { scenario, detail, calls }],
        calls: Math.max(line?.calls ?? 0, calls),
      });
    }
  }
  const ofLog = logTexts(report).map(({ detail: _, ...line }) => ({ ...line, scenarios: undefined }));
  const kinds: readonly string[] = ASSUMPTIONS;
  return [...lines.values(), ...ofLog].sort(
    (a, b) =>
      BASES.indexOf(a.basis) - BASES.indexOf(b.basis) || kinds.indexOf(a.what) - kinds.indexOf(b.what),
  );
}

const LABELS: Readonly<Record<Basis, string>> = {
  measured: 'Measured',
  documented: 'Documented',
  assumed: 'Assumed',
};

/** One note for each assumption in force. */
export const assumptionNotes = (report: Report, voice: Voice): readonly Note[] =>
  assumptionLines(report, voice).map((line) => ({
    label: LABELS[line.basis],
    text: noteText(line, report, voice),
  }));

function noteText({ text, scenarios, calls }: AssumptionLine, report: Report, voice: Voice): string {
  if (scenarios === undefined) return calls === 0 ? text : `${text} (${many(calls, 'call')})`;
  const isAlike = scenarios.every((each) => each.calls === calls);
  const count = `${isAlike ? '' : 'up to '}${many(calls, 'call')}`;
  if (scenarios.every(({ detail }) => detail === undefined)) {
    const touched = scenarios.map(({ scenario }) => scenario);
    return `${text} (${count}, ${scope(touched, report, voice)})`;
  }
  const details = scenarios.map(({ scenario, detail, calls: own }) => {
    const what = detail === undefined ? '' : ` ${detail}`;
    return `${voice.nameOf(scenario)}${what}${isAlike ? '' : ` (${many(own, 'call')})`}`;
  });
  return `${text}: ${details.join('; ')}${isAlike ? ` (${count})` : ''}`;
}

function scope(touched: readonly ReportScenario[], report: Report, { nameOf }: Voice): string {
  const all = report.scenarios;
  const candidates = all.filter(({ kind }) => kind === 'target');
  if (touched.length === all.length) return 'everywhere';
  if (candidates.every((each) => touched.includes(each)) && touched.length === candidates.length)
    return 'all candidates';
  return touched.map(nameOf).join(', ');
}
