import type { Home } from '../domain/entry.ts';
import { nearest } from '../domain/nearest.ts';
import { RecostError } from '../domain/problem.ts';
import type { Taken } from '../replay/explain-input.ts';
import type { Collected } from './explain-taking.ts';
import type { PlacedRecord } from './trail.ts';

const MOST_NAMES = 5;

const listed = (names: readonly string[], most = MOST_NAMES): string =>
  names.length > most
    ? `${names.slice(0, most).join(', ')} and ${names.length - most} more`
    : names.join(', ');

/** What may have been meant by a name that is not there, or which names there are. */
function hintFor(name: string, names: ReadonlySet<string>, what: string): string {
  const near = nearest(name, [...names]);
  if (near.length > 0) return `. Did you mean ${near.join(' or ')}?`;
  return names.size === 0 ? '' : `. ${what}: ${listed([...names])}`;
}

/** @throws RecostError `workflow-not-there` unless some call was wanted */
export function mustHaveWorkflow(name: string, { homes, allHomes }: Collected): void {
  if (homes.size > 0) return;
  const names = new Set([...allHomes].map(({ workflow }) => workflow));
  throw new RecostError('workflow-not-there', { name, hint: hintFor(name, names, 'Workflows') });
}

/** A run as the user names it. */
interface NamedRun {
  readonly run: string;
  readonly workflow: string | undefined;
}

/** @throws RecostError `run-not-there`, or `run-ambiguous` if several workflows have such a run */
export function mustBeOneRun({ run, workflow }: NamedRun, { homes, allHomes }: Collected): void {
  const workflows = [...new Set([...homes].map((home) => home.workflow))];
  if (workflows.length > 1)
    throw new RecostError('run-ambiguous', { run, workflows: listed(workflows), first: workflows[0] ?? '' });
  if (workflows.length === 1) return;
  const isNear = (home: Home): boolean => workflow === undefined || home.workflow === workflow;
  const names = [...allHomes].filter(isNear).flatMap((home) => (home.run === undefined ? [] : [home.run]));
  const where = workflow === undefined ? '' : ` of workflow ${workflow}`;
  const none = allHomes.size > 0 && names.length === 0 ? '. No call names a run: use --call' : '';
  throw new RecostError('run-not-there', { run, where, hint: none || hintFor(run, new Set(names), 'Runs') });
}

/** A call as the user names it: by its id, or by the file and line of one of its records (and its number there). */
export interface NamedCall {
  readonly text: string;
  readonly isAsked: (record: PlacedRecord) => boolean;
  /** Lines of the named file on which calls are, nearest below and above the one that was asked for. */
  readonly near: () => readonly number[];
}

export function namedCall(text: string): NamedCall {
  const [, file, digits = '', number] = /^(.+):(\d{1,9})(?:#(\d{1,9}))?$/.exec(text) ?? [];
  const line = Number(digits);
  let below: number | undefined;
  let above: number | undefined;
  return {
    text,
    isAsked(record) {
      if (record.id === text) return true;
      if (record.file !== file) return false;
      if (record.line < line) below = Math.max(below ?? 0, record.line);
      if (record.line > line) above = Math.min(above ?? record.line, record.line);
      return record.line === line && (number === undefined || record.onLine === Number(number));
    },
    near: () => [below, above].filter((each) => each !== undefined),
  };
}

/** @throws RecostError `call-not-there`, or `call-ambiguous` if several calls have this id or place */
export function mustBeOneCall({ text, near }: NamedCall, { calls, count }: Collected): Taken {
  const [call] = calls;
  if (call !== undefined && count === 1) return call;
  if (call === undefined) {
    const [line, ...others] = near();
    const lines = others.length > 0 ? `lines ${[line, ...others].join(' and ')}` : `line ${line}`;
    const hint = line === undefined ? '' : `. The nearest was read at ${lines}`;
    throw new RecostError('call-not-there', { text, hint });
  }
  const origins = calls.flatMap(({ origin }) => (origin === undefined ? [] : [origin]));
  const isOneLine = new Set(origins.map(({ file, line }) => `${file}:${line}`)).size < origins.length;
  const places = origins.map(({ file, line, onLine }) => `${file}:${line}${isOneLine ? `#${onLine}` : ''}`);
  throw new RecostError('call-ambiguous', { text, places: listed(places, count), first: places[0] ?? '' });
}
