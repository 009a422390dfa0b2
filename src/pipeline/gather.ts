import type { AlgebraRule, Call, Span } from '../domain/call.ts';
import type { Entry, Refusal } from '../domain/entry.ts';
import { type Problem, problem } from '../domain/problem.ts';
import { createLedger } from '../normalize/ledger.ts';
import type { Refused } from '../normalize/normalize.ts';
import { createRegistry } from '../normalize/registry.ts';
import type { SpanCall } from '../normalize/span-record.ts';
import { createTree } from '../normalize/tree.ts';
import type { FileIntake } from './intake.ts';
import type { Heard, Trail } from './trail.ts';

/** Takes what was understood, each call once, in any order. */
export interface Sink {
  /** @param heard where it was read, if that is asked for with `trail` */
  readonly call: (entry: Entry, heard?: Heard) => void;
  readonly refusal: (refusal: Refusal) => void;
  /** Is told of sums over many requests besides: as they stand in their record, with what they say of requests. */
  readonly total?: (call: Call) => void;
  readonly trail?: Trail;
}

/** Takes the calls of all files, merges what is told twice, and hands each one on. */
export interface Gathering {
  readonly take: (call: Call, intake: FileIntake) => void;
  readonly refuse: (refused: Refused, intake: FileIntake) => void;
  /** Hands on what had to wait until all files were read. */
  readonly finish: () => void;
  readonly hasModel: () => boolean;
  /** Something is known of some call's tokens. */
  readonly hasCounts: () => boolean;
}

interface Origin {
  readonly intake: FileIntake;
  readonly line: number;
  /** What decided whether cached tokens are inside its input. */
  readonly rule: AlgebraRule;
}

/** A span that is no model request and has no counts. */
const isPlace = ({ span, usage }: Call): boolean =>
  span?.kind === 'part' && usage.input === undefined && usage.output === undefined;

/** It failed, and nothing of it was counted: nobody billed it. */
const isRefused = ({ status, source }: Entry): boolean =>
  status === 'failed' && source.inputKnown === undefined && source.outputKnown === undefined;

function noteTotal({ requests }: Call, { totals }: FileIntake): void {
  totals.records++;
  totals.requests += requests ?? 0;
  totals.withoutRequests += Number(requests === undefined);
}

/** @param workflow the workflow of calls that name none, where the user gave one */
export function createGathering(
  sink: Sink,
  note: (intake: FileIntake, problem: Problem) => void,
  workflow: string | undefined,
): Gathering {
  const registry = createRegistry();
  const ledger = createLedger(registry);
  const tree = createTree<Origin>(registry);
  let hasModel = false;
  let hasCounts = false;

  const entryOf = (call: Call, intake: FileIntake): Entry =>
    registry.entry(
      workflow === undefined || call.workflow !== undefined ? call : { ...call, workflow },
      intake.workflow,
    );

  /** A span waits for those around it; one without counts is only a place. */
  function takeSpan(call: Call, span: Span, intake: FileIntake): void {
    intake.spans++;
    const { run, step, model, startedAt, endedAt, id, isProviderId, isFinal } = call;
    const told = isPlace(call) ? undefined : { entry: entryOf(call, intake), id, isProviderId, isFinal };
    const origin = { intake, line: call.line, rule: call.algebra };
    const known = { span, run, workflow: call.workflow, step, model, startedAt, endedAt, told, origin };
    if (tree.add(known) === 'merged') intake.merged++;
  }

  function takeAlone(
    { entry, id, isProviderId, isFinal }: SpanCall,
    { intake, line, rule }: Origin,
    isGap = false,
  ): void {
    const place = { file: intake.name, line };
    const { inputKnown, outputKnown, model } = entry.source;
    if (isRefused(entry)) {
      note(intake, problem('failed-unbilled', place, {}));
      if (entry.home.run !== undefined) sink.refusal({ home: entry.home, startedAt: entry.startedAt });
      return;
    }
    if (inputKnown === undefined || outputKnown === undefined) note(intake, problem('no-counts', place, {}));
    if (model === undefined) note(intake, problem('no-model', place, {}));
    else hasModel = true;
    hasCounts ||= inputKnown !== undefined || outputKnown !== undefined;
    const outcome = id === undefined ? 'new' : ledger.add({ entry, id, isProviderId, isFinal });
    const record = sink.trail && { file: intake.name, line, rule, id, isGap };
    if (id === undefined) sink.call(entry, record && sink.trail?.alone(record));
    else if (record !== undefined) sink.trail?.hear(ledger.latest(), record);
    if (outcome === 'merged') intake.merged++;
    else intake.calls++;
    if (outcome === 'clash') note(intake, problem('id-clash', place, {}));
  }

  return {
    take(call, intake) {
      if (!isPlace(call)) intake.rules[call.algebra]++;
      if (call.recordedCost !== undefined) intake.costs[call.costKind]++;
      else if (call.isCostZero) intake.costs.zero++;
      if (call.isTotal) {
        noteTotal(call, intake);
        sink.total?.(call);
      }
      if (call.span !== undefined) takeSpan(call, call.span, intake);
      else {
        const { id, isProviderId, isFinal, line, algebra } = call;
        takeAlone(
          { entry: entryOf(call, intake), id, isProviderId, isFinal },
          { intake, line, rule: algebra },
        );
      }
    },
    refuse({ run, startedAt, ...refused }, intake) {
      if (run === undefined) return;
      const home = registry.home(refused.workflow ?? intake.workflow, refused.workflow === undefined, run);
      sink.refusal({ home, startedAt });
    },
    finish() {
      for (const { origin, kind, call, untold } of tree.drain()) {
        const { intake, line } = origin;
        if (kind === 'rolled up' && !isRefused(call.entry)) intake.rolledUp++;
        else takeAlone(call, origin, kind === 'gap');
        if (untold > 0)
          note(intake, problem('roll-up-knows-more', { file: intake.name, line }, { tokens: untold }));
        if (kind !== 'gap') continue;
        const { input, output } = call.entry.counts;
        const model = call.entry.source.model ?? 'a model that nobody names';
        note(intake, problem('roll-up-gap', { file: intake.name, line }, { input, output, model }));
      }
      let row = 0;
      for (const entry of ledger.drain()) sink.call(entry, sink.trail?.of(row++));
    },
    hasModel: () => hasModel,
    hasCounts: () => hasCounts,
  };
}
