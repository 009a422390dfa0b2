import type { Assumptions } from '../domain/assumptions.ts';
import type { Instant, PriceBook } from '../domain/book.ts';
import type { Home } from '../domain/entry.ts';
import type { Explanation, Subject } from '../domain/explanation.ts';
import type { World } from '../domain/report.ts';
import { explainRuns } from '../replay/explain.ts';
import type { ExplainInput, Taken } from '../replay/explain-input.ts';
import { roomFinder } from '../replay/find-misfits.ts';
import { createMisfitLog } from '../replay/misfits.ts';
import { dearestRun } from './dearest-run.ts';
import { mustBeOneCall, mustBeOneRun, mustHaveWorkflow, namedCall } from './explain-subject.ts';
import { type Collected, collect, MOST_CALLS, pieceOf, type Reading, runsIn } from './explain-taking.ts';
import type { Intake } from './ingest.ts';
import { replayOptions } from './replay-options.ts';

/** What of the logs is to be explained. */
export type Asked =
  | { readonly kind: 'call'; readonly text: string }
  /** `workflow`: of runs of this name, the one of that workflow. */
  | { readonly kind: 'run'; readonly run: string; readonly workflow: string | undefined }
  | { readonly kind: 'workflow'; readonly name: string }
  | { readonly kind: 'dearest' };

export interface ExplainRequest extends Omit<Reading, 'options'> {
  readonly book: PriceBook;
  readonly asOf: Instant;
  readonly at: Instant | undefined;
  readonly bandAt: 'start' | 'end';
  readonly given: Assumptions;
  readonly world: World;
  readonly asked: Asked;
}

/** An explanation, and what came of the files. */
export interface ExplainResult {
  readonly explanation: Explanation;
  readonly intake: Intake;
}

/**
 * Logs → where the figure of a call, a run or a workflow comes from.
 * @throws RecostError if nothing can be read, or there is no such call, run or workflow
 */
export async function explain(request: ExplainRequest): Promise<ExplainResult> {
  const { asked, asOf, world } = request;
  const reading = { ...request, options: replayOptions(request, asOf) };
  switch (asked.kind) {
    case 'workflow': {
      const found = await collect(reading, { isWanted: ({ home }) => home.workflow === asked.name });
      mustHaveWorkflow(asked.name, found);
      return explained({ kind: 'workflow' }, found, { request, reading });
    }
    case 'run': {
      const isMeant = ({ run, workflow }: Home): boolean =>
        run === asked.run && (asked.workflow === undefined || asked.workflow === workflow);
      const found = await collect(reading, { isWanted: ({ home }) => isMeant(home) });
      mustBeOneRun(asked, found);
      return explained({ kind: 'run', isDearest: false }, found, { request, reading });
    }
    case 'call': {
      const named = namedCall(asked.text);
      const { isAsked } = named;
      const found = await collect(reading, { isAsked, isWanted: (_, heard) => heard.isAsked });
      const call = mustBeOneCall(named, found);
      const whole = await withItsRun(call, found, reading);
      return explained({ kind: 'call', isDearest: false }, whole, { request, reading, call });
    }
    case 'dearest': {
      const { run, compared } = await dearestRun(reading, world);
      const found = await collect(reading, { isWanted: (_, __, number) => number === run });
      const [home] = found.homes;
      const kind = home?.run === undefined ? 'call' : 'run';
      return explained({ kind, isDearest: true }, found, {
        request,
        reading,
        call: found.calls[0],
        compared,
      });
    }
    default:
      return asked satisfies never;
  }
}

interface Context {
  readonly request: ExplainRequest;
  readonly reading: Reading;
}

/** How a call is cached hangs on its run, and so does its range: all of the run is read. */
async function withItsRun({ entry }: Taken, found: Collected, reading: Reading): Promise<Collected> {
  const { run, workflow } = entry.home;
  if (run === undefined) return found;
  return collect(reading, { isWanted: ({ home }) => home.run === run && home.workflow === workflow });
}

function explained(
  subject: Subject,
  found: Collected,
  {
    request,
    reading,
    call,
    compared,
  }: Context & { readonly call?: Taken | undefined; readonly compared?: number },
): ExplainResult {
  const { book, card, scenario, asOf, world, bandAt } = request;
  const { lots, firsts, intake } = found;
  const common = { card, scenario, options: reading.options, world, lots, firsts };
  const input = { ...common, ...partsOf(subject, found, call) };
  const [home] = found.homes;
  const { version, isDraft, hash, date, layers } = book;
  const explanation: Explanation = {
    subject,
    workflow: home?.workflow,
    run: subject.kind === 'workflow' ? undefined : home?.run,
    book: { version, isDraft, hash, date, layers },
    scenario: { kind: scenario.kind, label: scenario.kind === 'baseline' ? 'baseline' : scenario.label },
    asOf,
    world,
    bandAt,
    ...explainRuns(input),
    roomy: roomyFor(subject, found, { request, reading, call }),
    runsCompared: compared,
  };
  return { explanation, intake };
}

/** Which models take what does not fit the scenario's. Of a call that is explained, its run is read, but not asked about. */
function roomyFor(
  { kind }: Subject,
  { lots, misfits }: Collected,
  {
    request: { scenario, book, card, asOf },
    reading: { options },
    call,
  }: Context & { readonly call: Taken | undefined },
): Explanation['roomy'] {
  const isCall = kind === 'call' && call !== undefined;
  const own = isCall ? createMisfitLog(lots) : misfits;
  const served = call?.served && [call.served];
  if (isCall) own.note(call.entry, lots.of(call.entry, '', served), 1, served);
  const sums = own.of(0);
  return sums && roomFinder([scenario], { book, card, asOf, options })(sums);
}

/** Which calls are shown one by one, and which runs are added up. */
function partsOf(
  { kind }: Subject,
  found: Collected,
  call: Taken | undefined,
): Pick<ExplainInput, 'runs' | 'calls' | 'as'> {
  if (kind === 'call' && call !== undefined) {
    const own = { ...call, lot: found.lots.of(call.entry, '', call.served && [call.served]) };
    return { runs: runsIn(found), calls: [own], as: { kind, piece: pieceOf(own, 0) } };
  }
  const as = { kind: kind === 'workflow' ? kind : 'run' } as const;
  if (kind === 'workflow' || found.calls.length > MOST_CALLS) return { runs: runsIn(found), calls: [], as };
  return { runs: () => [found.calls.map(pieceOf)], calls: found.calls, as };
}
