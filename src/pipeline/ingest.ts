import { ALGEBRA_RULES, type AlgebraRule, type Call } from '../domain/call.ts';
import type { CountCall } from '../domain/counting.ts';
import type { Entry, Refusal } from '../domain/entry.ts';
import { type InputFile, refusalOf } from '../domain/files.ts';
import { problem, RecostError } from '../domain/problem.ts';
import type { RawCall } from '../domain/raw-call.ts';
import { createLedger } from '../normalize/ledger.ts';
import { type NormalizeOptions, normalize } from '../normalize/normalize.ts';
import { createRegistry } from '../normalize/registry.ts';
import type { ReadOptions } from '../read/format.ts';
import { FORMAT_NAMES, readFile } from '../read/index.ts';
import { createProblemLog, type ProblemLog } from './problem-log.ts';

export interface IngestOptions extends ReadOptions {
  /** `--tz`: minutes east of UTC of a local time; `undefined`: not given. */
  readonly zoneOffset: ((local: number) => number) | undefined;
  readonly countCall: CountCall;
  /** The vocabulary to count a call's texts in. */
  readonly vocabularyOf: (call: Call) => string;
}

/** What was understood of one file. */
export interface FileIntake {
  readonly name: string;
  /** What its calls belong to if they name no workflow. */
  readonly workflow: string;
  readonly formats: ReadonlyMap<string, number>;
  /** Why the whole file was left out. */
  readonly refused: string | undefined;
  calls: number;
  /** Records that were another record of a response already known. */
  merged: number;
  unclaimed: number;
  contradictions: number;
  readonly rules: Record<AlgebraRule, number>;
  callsWithText: number;
  readonly problems: ProblemLog;
}

export { FORMAT_NAMES };

export interface Intake {
  readonly files: readonly FileIntake[];
  readonly problems: ProblemLog;
}

/** Takes what was understood, each call once, in any order. */
export interface Sink {
  readonly call: (entry: Entry) => void;
  readonly refusal: (refusal: Refusal) => void;
}

/**
 * Reads files one after the other and hands every call on exactly once. A file that cannot be used is named and
 * left out, unless it was the only hope.
 * @throws RecostError if no file has a call
 */
export async function ingest(
  files: readonly InputFile[],
  options: IngestOptions,
  sink: Sink,
): Promise<Intake> {
  const registry = createRegistry();
  const ledger = createLedger(registry);
  const problems = createProblemLog();
  const intakes: FileIntake[] = [];
  let failure: RecostError | undefined;
  let hasModel = false;

  for (const file of files) {
    const intake = newIntake(file.name);
    try {
      await readInto(file, intake);
    } catch (error) {
      const stop = asStop(error, file.name);
      if (stop.exitCode === 2) throw stop;
      failure ??= stop;
      const place = { file: file.name, line: 0 };
      const isUsable = intake.calls > 0 && stop.code === 'compressed-data-broken';
      note(
        intake,
        isUsable
          ? problem('file-cut-short', place, {})
          : problem('file-skipped', place, { reason: stop.message }),
      );
      intakes.push({ ...intake, refused: isUsable ? undefined : stop.message });
      continue;
    }
    intakes.push(intake);
  }
  if (intakes.every((intake) => intake.calls === 0)) {
    throw failure ?? new RecostError('no-calls', { names: files.map(({ name }) => name).join(', ') });
  }
  if (!hasModel)
    throw new RecostError('no-model-anywhere', { name: files.map(({ name }) => name).join(', ') });
  for (const entry of ledger.drain()) sink.call(entry);
  return { files: intakes, problems };

  function note(intake: FileIntake, what: Parameters<ProblemLog['add']>[0]): void {
    intake.problems.add(what);
    problems.add(what);
  }

  async function readInto(file: InputFile, intake: FileIntake): Promise<void> {
    const normalizeOptions = { ...options, file: file.name };
    const formats = intake.formats as Map<string, number>;
    for await (const batch of readFile(file, options)) {
      for (const each of batch.problems) note(intake, each);
      intake.unclaimed += batch.unclaimed;
      formats.set(batch.format, (formats.get(batch.format) ?? 0) + batch.calls.length);
      for (const raw of batch.calls) {
        const call = understand(raw, normalizeOptions, intake);
        if (call === undefined) continue;
        // Waiting costs time even where there is nothing to wait for: only calls to be counted wait.
        take(isUncounted(call, raw) ? await counted(call, raw, intake) : call, intake);
      }
    }
    if (intake.calls === 0 && intake.unclaimed > 0) throw new RecostError('not-a-log', { name: file.name });
  }

  function understand(raw: RawCall, how: NormalizeOptions, intake: FileIntake): Call | undefined {
    const { call, refused, contradictsTotal, problems: odd } = normalize(raw, how);
    for (const each of odd) note(intake, each);
    if (contradictsTotal) {
      intake.contradictions++;
      note(intake, problem('total-contradicted', { file: how.file, line: raw.line }, {}));
    }
    if (hasText(raw)) intake.callsWithText++;
    if (refused?.run !== undefined) {
      const { workflow = intake.workflow, run, startedAt } = refused;
      sink.refusal({ home: registry.home(workflow, refused.workflow === undefined, run), startedAt });
    }
    return call;
  }

  async function counted(call: Call, raw: RawCall, intake: FileIntake): Promise<Call> {
    const text = await options.countCall(options.vocabularyOf(call), raw.inputText, raw.outputText);
    if (text.media > 0) note(intake, problem('media-uncounted', { file: intake.name, line: call.line }, {}));
    const { input, output } = call.usage;
    return {
      ...call,
      usage: { ...call.usage, input: input ?? text.input, output: output ?? text.output },
      inputKnown: input === undefined ? text.known : call.inputKnown,
      outputKnown: output === undefined ? text.known : call.outputKnown,
    };
  }

  function take(call: Call, intake: FileIntake): void {
    hasModel ||= call.model !== undefined;
    if (call.usage.input === undefined || call.usage.output === undefined) {
      note(intake, problem('no-counts', { file: intake.name, line: call.line }, {}));
    }
    intake.rules[call.algebra]++;
    const entry = registry.entry(call, intake.workflow);
    const { id, isProviderId, isFinal } = call;
    const outcome = id === undefined ? 'new' : ledger.add({ entry, id, isProviderId, isFinal });
    if (id === undefined) sink.call(entry);
    if (outcome === 'merged') intake.merged++;
    else intake.calls++;
    if (outcome === 'clash') note(intake, problem('id-clash', { file: intake.name, line: call.line }, {}));
  }
}

const hasText = (raw: RawCall): boolean => raw.inputText !== undefined || raw.outputText !== undefined;

const isUncounted = ({ usage }: Call, raw: RawCall): boolean =>
  (usage.input === undefined || usage.output === undefined) && hasText(raw);

function newIntake(name: string): FileIntake {
  return {
    name,
    workflow: workflowOf(name),
    formats: new Map(),
    refused: undefined,
    calls: 0,
    merged: 0,
    unclaimed: 0,
    contradictions: 0,
    rules: Object.fromEntries(ALGEBRA_RULES.map((rule) => [rule, 0])) as FileIntake['rules'],
    callsWithText: 0,
    problems: createProblemLog(),
  };
}

/** A file's name without its folder and endings. */
function workflowOf(name: string): string {
  const base = name.slice(name.lastIndexOf('/') + 1);
  return name === '-'
    ? 'stdin'
    : (/^(.+?)(\.(csv|tsv|txt|jsonl?|ndjson|log|gz|zst))+$/i.exec(base)?.[1] ?? base);
}

/** What ends the reading of one file, as an error of ours; everything else is a bug and passes on. */
function asStop(error: unknown, name: string): RecostError {
  if (error instanceof RecostError) return error;
  const reason = refusalOf(error);
  if (reason === undefined) throw error;
  return new RecostError('file-unreadable', { name, reason });
}
