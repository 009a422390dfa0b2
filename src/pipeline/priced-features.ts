import type { Entry } from '../domain/entry.ts';
import type { Feature } from '../domain/feature.ts';
import type { RoomyModel } from '../domain/misfits.ts';
import type { Report, ReportRow } from '../domain/report.ts';
import { roomFinder } from '../replay/find-misfits.ts';
import { type ReportContext, reportOf } from '../replay/report.ts';
import type { ShownScenario } from '../replay/scenario.ts';
import type { Summary, SummedLot } from '../replay/summarise.ts';
import { createHeldCalls } from './held-calls.ts';
import { type Intake, ingest } from './ingest.ts';
import { matchWorkflows, type WorkflowMatches } from './match-workflows.ts';
import { createObserver, subsetsAssumedIn, totalsIn } from './observe.ts';
import { lossesIn } from './problem-log.ts';
import { createPromptLog, targetsIn } from './prompt-log.ts';
import { type ShapeTracks, shapeTracks } from './shape-tracks.ts';
import { createTracks, type Tracks } from './tracks.ts';
import type { ViableRequest } from './viable.ts';

/** The scenarios of a report, those of later prices, and what both are priced with. */
export interface PricingPlan {
  readonly features: readonly Feature[];
  readonly scenarios: readonly ShownScenario[];
  readonly later: readonly ShownScenario[] | undefined;
  readonly keepsRuns: boolean;
  readonly context: Omit<ReportContext, keyof LogFacts>;
}

/** All features' runs, priced. */
export interface PricedFeatures {
  /** What a feature's runs cost now; `undefined`: there are none. */
  readonly now: (feature: Feature) => ReportRow | undefined;
  readonly later: (feature: Feature) => ReportRow | undefined;
  readonly matches: WorkflowMatches;
  readonly shapes: ShapeTracks;
  readonly intake: Intake | undefined;
  readonly logReport: Report | undefined;
  readonly shapeReport: Report | undefined;
  readonly lots: readonly SummedLot[];
  /** Where a feature's runs would fit that are too large for a scenario; `undefined`: all fit. */
  readonly roomyFor: (feature: Feature, scenario: number) => readonly RoomyModel[] | undefined;
}

/** Reads the logs, makes the calls that shapes stand for, and prices both. */
export async function priceFeatures(request: ViableRequest, plan: PricingPlan): Promise<PricedFeatures> {
  const { features, scenarios, keepsRuns, context } = plan;
  const lists = plan.later === undefined ? [scenarios] : [scenarios, plan.later];
  const shapes = shapeTracks(features, request.featuresFile.name, lists, context);
  const logs = createTracks(context.card, lists, context.options);
  const read = request.files.length === 0 ? undefined : await readLogs(request, logs, { lists, context });
  const matches = matchWorkflows(features);
  const [ofLogs, ofLogsLater] = logs.summaries({ keepsRuns, viewsOf: matches.viewsOf });
  const [ofShapes, ofShapesLater] = shapes.summaries({ keepsRuns });
  return {
    now: rowsIn(features, ofLogs, ofShapes),
    later: rowsIn(features, ofLogsLater, ofShapesLater),
    matches,
    shapes,
    intake: read?.intake,
    logReport: ofLogs && read && reportOf(ofLogs, scenarios, { ...context, ...read.facts }),
    shapeReport: shapes.isEmpty
      ? undefined
      : ofShapes && reportOf(ofShapes, scenarios, { ...context, ...NO_FACTS }),
    lots: [...(ofLogs?.lots ?? []), ...(ofShapes?.lots ?? [])],
    roomyFor: roomFor({ ofLogs, ofShapes, matches }, plan),
  };
}

/** A feature's costs: of the runs of its workflows, or of its shape. */
function rowsIn(
  features: readonly Feature[],
  logs: Summary | undefined,
  shapes: Summary | undefined,
): (feature: Feature) => ReportRow | undefined {
  const keys = new Map(features.map((feature, place) => [feature, String(place)]));
  const byKey = new Map(shapes?.rows.map((row) => [row.name, row]));
  return (feature) => {
    const key = keys.get(feature) ?? '';
    return feature.subject.kind === 'workflow' ? logs?.views.get(key) : byKey.get(key);
  };
}

/** Shapes are called by their place in the list, as the views of workflows are. */
function roomFor(
  {
    ofLogs,
    ofShapes,
    matches,
  }: { ofLogs?: Summary | undefined; ofShapes?: Summary | undefined; matches: WorkflowMatches },
  { features, scenarios, context }: PricingPlan,
): PricedFeatures['roomyFor'] {
  const find = roomFinder(scenarios, context);
  const keys = new Map(features.map((feature, place) => [feature, String(place)]));
  return (feature, scenario) => {
    const key = keys.get(feature) ?? '';
    const isShape = feature.subject.kind === 'shape';
    const names = isShape ? [key] : (ofLogs?.rows ?? []).map(({ name }) => name);
    const own = isShape ? names : names.filter((name) => matches.viewsOf(name).includes(key));
    const sums = (isShape ? ofShapes : ofLogs)?.misfits.of(scenario, new Set(own));
    return sums && find(sums);
  };
}

type LogFacts = Pick<
  ReportContext,
  | 'firstCall'
  | 'lastCall'
  | 'callsWithoutRun'
  | 'callsWithoutWorkflow'
  | 'totals'
  | 'losses'
  | 'subsetsAssumed'
>;

const NO_FACTS: LogFacts = {
  firstCall: undefined,
  lastCall: undefined,
  callsWithoutRun: 0,
  callsWithoutWorkflow: 0,
  totals: { records: 0, requests: 0, withoutRequests: 0 },
  losses: [],
  subsetsAssumed: 0,
};

/** Hands every call of the logs on, and notes what a report says of them as a whole. */
async function readLogs(
  request: ViableRequest,
  logs: Tracks,
  {
    lists,
    context: { card, options },
  }: { readonly lists: readonly (readonly ShownScenario[])[] } & Pick<PricingPlan, 'context'>,
): Promise<{ readonly intake: Intake; readonly facts: LogFacts }> {
  const observed = createObserver();
  const prompts = createPromptLog(request, targetsIn(lists.flat()));
  const held = createHeldCalls<{ readonly entry: Entry }>({ card, options, prompts });
  const intake = await ingest(
    request.files,
    { ...request, takePrompt: prompts.take },
    {
      call(entry) {
        observed.add(entry);
        if (!held.hold({ entry })) logs.add(entry);
      },
      refusal: logs.addRefusal,
    },
  );
  for (const [list, scenarios] of lists.entries())
    for (const { call, served } of held.drain(scenarios)) logs.addServed(list, call.entry, served);
  const losses = lossesIn(intake.problems.groups());
  return {
    intake,
    facts: {
      ...observed.facts(),
      totals: totalsIn(intake),
      subsetsAssumed: subsetsAssumedIn(intake),
      losses,
    },
  };
}
