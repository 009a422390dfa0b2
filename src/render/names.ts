import { createHash } from 'node:crypto';
import type { Report, ReportRow, ReportScenario } from '../domain/report.ts';

/** A longer name is no name that people read; logs have had whole documents in its place. */
export const LONGEST_NAME = 200;
const LONGEST_TEXT = 500;

/**
 * A name of at most `LONGEST_NAME` characters: of a longer one the beginning, the end, and a mark that tells it from
 * others that begin and end alike.
 */
export const shortName = (name: string, isAscii = false): string => shortened(name, LONGEST_NAME, isAscii);

/** The same for a place with less room: at most so many characters. */
export const shorterName = (name: string, most: number): string => shortened(name, most, false);

/** What else a log can put into a report: a file's name, a value that could not be read. */
export const shortText = (text: string, isAscii = false): string => shortened(text, LONGEST_TEXT, isAscii);

function shortened(text: string, most: number, isAscii: boolean): string {
  if (text.length <= most) return isAscii ? ascii(text) : text;
  const mark = `#${createHash('sha256').update(text).digest('hex').slice(0, 8)}`;
  const kept = most - '… '.length - mark.length;
  const end = Math.floor(kept / 3);
  const [head, tail] = [ends(text.slice(0, kept - end)), ends(text.slice(-end))];
  return isAscii ? `${ascii(head)}...${ascii(tail)} ${mark}` : `${head}…${tail} ${mark}`;
}

/** For screens that know no other characters: they are shown by their number. `›` stands between workflow and step. */
const ascii = (text: string): string =>
  text
    .replaceAll('›', '>')
    .replace(/[^\0-~]/gu, (char) => `\\u${(char.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);

/** Without the half of a character that a cut may leave at either end. */
const ends = (text: string): string => text.replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '');

/** The report with every text that comes from a log at a length that a reader, a screen and a cell can hold. */
export function withShortNames(report: Report, isAscii = false): Report {
  const row = (each: ReportRow): ReportRow => ({ ...each, name: shortName(each.name, isAscii) });
  return {
    ...report,
    scenarios: report.scenarios.map((each) => withShortReasons(each, isAscii)),
    rows: report.rows.map(row),
    total: row(report.total),
    losses: report.losses.map((loss) => ({
      ...loss,
      file: shortName(loss.file, isAscii),
      text: shortText(loss.text, isAscii),
    })),
  };
}

const withShortReasons = (scenario: ReportScenario, isAscii: boolean): ReportScenario => ({
  ...scenario,
  unpriced: scenario.unpriced.map(({ why, calls }) => ({ why: shortMembers(why, isAscii), calls })),
  misfits: scenario.misfits && {
    ...scenario.misfits,
    workflows: scenario.misfits.workflows.map((each) => ({ ...each, name: shortName(each.name, isAscii) })),
  },
});

/** Reasons are flat: their texts are names of models, providers and tiers. */
export const shortMembers = <T extends object>(reason: T, isAscii: boolean): T =>
  Object.fromEntries(
    Object.entries(reason).map(([key, value]) => [
      key,
      typeof value === 'string' ? shortName(value, isAscii) : value,
    ]),
  ) as T;
