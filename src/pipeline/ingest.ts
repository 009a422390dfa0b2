import type { Call } from '../domain/call.ts';
import type { CountCall, TextMeasure } from '../domain/counting.ts';
import type { PromptMark } from '../domain/entry.ts';
import { type InputFile, refusalOf } from '../domain/files.ts';
import { type MessageCode, type Problem, problem, RecostError } from '../domain/problem.ts';
import type { RawCall } from '../domain/raw-call.ts';
import { type NormalizeOptions, normalize } from '../normalize/normalize.ts';
import { textOf } from '../normalize/values.ts';
import type { ReadOptions } from '../read/format.ts';
import { FORMAT_NAMES } from '../read/formats.ts';
import { readFile } from '../read/index.ts';
import { createRequests } from '../read/requests.ts';
import { createGathering, type Sink } from './gather.ts';
import { type FileIntake, newIntake } from './intake.ts';
import { createProblemLog, type ProblemLog } from './problem-log.ts';

/** What the user says about the files, and how texts are counted. */
export interface IngestOptions extends ReadOptions {
  /** `--tz`: minutes east of UTC of a local time; `undefined`: not given. */
  readonly zoneOffset: ((local: number) => number) | undefined;
  readonly countCall: CountCall;
  /** In what to count a call's texts. */
  readonly measureOf: (call: Call) => TextMeasure;
  /** Takes up the texts of calls whose prompts are compared; `undefined`: none are. */
  readonly takePrompt?: TakePrompt | undefined;
}

/** @returns `undefined` where the texts do not say enough of the prompt */
export type TakePrompt = (
  call: Call,
  texts: Pick<RawCall, 'inputText' | 'outputText' | 'blocks'>,
) => Promise<PromptMark | undefined>;

export { type FileIntake, FORMAT_NAMES };

/** Why a file that merely lies in a folder of logs is passed over: it is something else. */
const NO_LOG: ReadonlySet<MessageCode> = new Set([
  'not-a-log',
  'not-text',
  'empty-file',
  'price-list',
  'own-report',
  'no-counts-column',
]);

/** What is known only once calls were taken: the report would hold them. */
const NOT_TAKEN_BACK: ReadonlySet<MessageCode> = new Set(['span-tree', 'format-unread', 'langfuse-sums']);

/** What came of all files. */
export interface Intake {
  readonly files: readonly FileIntake[];
  readonly problems: ProblemLog;
  /** Something is known of some call's tokens. */
  readonly hasCounts: boolean;
}

/** Costs at most are known of the calls of these files. */
export function withoutCounts(files: readonly FileIntake[]): RecostError {
  const calls = files.reduce((sum, file) => sum + file.calls, 0);
  return new RecostError('no-counts-anywhere', { names: files.map(({ name }) => name).join(', '), calls });
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
  const problems = createProblemLog();
  const intakes = files.map(({ name }) => newIntake(name));
  const gathering = createGathering(sink, note, options.workflow);
  const requests = createRequests();
  const { takePrompt } = options;
  const later: (() => Promise<void>)[] = [];
  let failure: RecostError | undefined;

  for (const [index, file] of files.entries()) {
    const intake = intakes[index] ?? newIntake(file.name);
    try {
      await readInto(file, intake);
    } catch (error) {
      const stop = asStop(error, file.name);
      const isTaken = intake.calls > 0 && NOT_TAKEN_BACK.has(stop.code);
      if (stop.exitCode === 2 || isTaken) throw stop;
      failure ??= stop;
      const place = { file: file.name, line: 0 };
      const isUsable = intake.calls + intake.spans > 0 && stop.code === 'compressed-data-broken';
      if (!isUsable) intake.refused = withoutName(stop.message, file.name);
      if (isUsable) note(intake, problem('file-cut-short', place, {}));
      else if (file.isFound === true && NO_LOG.has(stop.code))
        note(intake, problem('file-ignored', place, {}));
      else note(intake, problem('file-skipped', place, { reason: withoutName(stop.message, file.name) }));
    }
  }
  for (const take of later) await take();
  gathering.finish();
  const names = files.map(({ name }) => name).join(', ');
  const spans = intakes.reduce((sum, intake) => sum + intake.spans, 0);
  if (intakes.every((intake) => intake.calls === 0)) {
    throw failure ?? (spans > 0 ? new RecostError('no-usage', { names, spans }) : withoutCalls(names));
  }
  const hasCounts = gathering.hasCounts();
  const isForSums = sink.total !== undefined; // which may be amounts of money alone
  if (!gathering.hasModel() && !isForSums)
    throw hasCounts ? new RecostError('no-model-anywhere', { name: names }) : withoutCounts(intakes);
  return { files: intakes, problems, hasCounts };

  function withoutCalls(names: string): RecostError {
    const requests = problems.groups().find(({ code }) => code === 'unanswered')?.count;
    const first = firstLoss();
    return requests === undefined || first !== ''
      ? new RecostError('no-calls', { names, first })
      : new RecostError('only-requests', { names, requests });
  }

  /** What was lost first, where that was all there was. */
  function firstLoss(): string {
    const [loss] = problems.groups().filter((group) => group.isLoss);
    const [example] = loss?.examples ?? [];
    return example === undefined ? '' : `: ${example.place?.file}:${example.place?.line}: ${example.text}`;
  }

  function note(intake: FileIntake, what: Problem): void {
    intake.problems.add(what);
    problems.add(what);
  }

  async function readInto(file: InputFile, intake: FileIntake): Promise<void> {
    const normalizeOptions = { ...options, file: file.name };
    const formats = intake.formats as Map<string, number>;
    let messages = 0;
    let isWaiting = false;
    for await (const batch of readFile(file, options, requests)) {
      for (const each of batch.problems) note(intake, each);
      intake.unclaimed += batch.unclaimed;
      messages += batch.messages;
      for (const [format, records] of batch.formats)
        formats.set(format, (formats.get(format) ?? 0) + records);
      await takeAll(batch.calls);
      const rest = batch.later;
      if (rest === undefined) continue;
      later.push(() => takeAll(rest()));
      isWaiting = true;
    }
    if (intake.calls + intake.spans > 0 || intake.unclaimed === 0 || isWaiting) return;
    throw messages === intake.unclaimed
      ? new RecostError('only-messages', { name: file.name, messages })
      : new RecostError('not-a-log', { name: file.name });

    async function takeAll(calls: Iterable<RawCall>): Promise<void> {
      for (const raw of calls) {
        const call = understand(raw, normalizeOptions, intake);
        if (call === undefined) continue;
        // Waiting costs time even where there is nothing to wait for: only calls to be counted wait.
        const known = isUncounted(call, raw) ? await counted(call, raw, intake) : call;
        const hasPrompt = raw.inputText !== undefined || raw.blocks !== undefined;
        const isCompared = takePrompt !== undefined && hasPrompt && call.span?.kind !== 'part';
        gathering.take(isCompared ? { ...known, prompt: await takePrompt(known, raw) } : known, intake);
      }
    }
  }

  function understand(raw: RawCall, how: NormalizeOptions, intake: FileIntake): Call | undefined {
    const { call, refused, contradictsTotal, problems: odd } = normalize(raw, how);
    for (const each of odd) note(intake, each);
    if (contradictsTotal) {
      intake.contradictions++;
      note(intake, problem('total-contradicted', { file: how.file, line: raw.line }, {}));
    }
    if (hasText(raw)) intake.callsWithText++;
    if (Number(textOf(raw.toolUses)) > 0)
      note(intake, problem('tools-unpriced', { file: how.file, line: raw.line }, {}));
    if (refused !== undefined) gathering.refuse(refused, intake);
    return call;
  }

  async function counted(call: Call, raw: RawCall, intake: FileIntake): Promise<Call> {
    const text = await options.countCall(options.measureOf(call), raw.inputText, raw.outputText);
    const { input, output } = call.usage;
    const place = { file: intake.name, line: call.line };
    if (text.media > 0) note(intake, problem('media-uncounted', place, {}));
    if (text.cut.some((side) => call.usage[side] === undefined))
      note(intake, problem('text-too-deep', place, {}));
    if (text.hasKeptHistory && input === undefined) note(intake, problem('history-uncounted', place, {}));
    return {
      ...call,
      usage: { ...call.usage, input: input ?? text.input, output: output ?? text.output },
      inputKnown: input === undefined ? text.known : call.inputKnown,
      outputKnown: output === undefined ? text.known : call.outputKnown,
    };
  }
}

const hasText = (raw: RawCall): boolean => raw.inputText !== undefined || raw.outputText !== undefined;

/** Spans that are no model requests repeat the texts of those inside them. */
const isUncounted = ({ usage, span }: Call, raw: RawCall): boolean =>
  (usage.input === undefined || usage.output === undefined) && hasText(raw) && span?.kind !== 'part';

/** The reason alone, where the file is named already. */
const withoutName = (reason: string, name: string): string =>
  reason.startsWith(`${name}: `) ? reason.slice(name.length + 2) : reason;

/** What ends the reading of one file, as an error of ours; everything else is a bug and passes on. */
function asStop(error: unknown, name: string): RecostError {
  if (error instanceof RecostError) return error;
  const reason = refusalOf(error);
  if (reason === undefined) throw error;
  return new RecostError('file-unreadable', { name, reason });
}
