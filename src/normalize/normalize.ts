import type { Call, InstantKnown } from '../domain/call.ts';
import type { Money } from '../domain/money.ts';
import { type Problem, problem } from '../domain/problem.ts';
import type { DialectName, RawCall } from '../domain/raw-call.ts';
import type { Provenance } from '../domain/tokens.ts';
import type { Dialect } from './dialect.ts';
import { anthropic } from './dialect-anthropic.ts';
import { bedrock } from './dialect-bedrock.ts';
import { columns } from './dialect-columns.ts';
import { gemini } from './dialect-gemini.ts';
import { openai } from './dialect-openai.ts';
import { instantOf, type ReadInstant } from './instants.ts';
import { costOf, statusOf, textOf } from './values.ts';

const DIALECTS = { columns, openai, anthropic, gemini, bedrock } as const satisfies Record<
  DialectName,
  Dialect
>;

/** What holds for every call of a file. */
export interface NormalizeOptions {
  readonly file: string;
  /** Used where the log names none. */
  readonly model: string | undefined;
  readonly provider: string | undefined;
  readonly workflow: string | undefined;
  /** Minutes east of UTC for local times without a zone; `undefined`: not given, UTC is assumed. */
  readonly zoneOffset: ((local: number) => number) | undefined;
}

/** A raw call understood, with what was odd about it; `call` is undefined if nothing of it can be used. */
export interface Normalized {
  readonly call: Call | undefined;
  readonly contradictsTotal: boolean;
  readonly problems: readonly Problem[];
}

const REPORTED: Provenance = { kind: 'reported' };
const NONE: readonly Problem[] = [];
const utc = (): number => 0;

/** Ids that providers make, so that two records with one are one response. */
const PROVIDER_ID = /^(chatcmpl-|cmpl-|resp_|msg_|gen-|run-step_|batch_req_)/;

/** Understands one raw call. Text of the log stays text: nothing is executed, looked up or trusted. */
export function normalize(raw: RawCall, options: NormalizeOptions): Normalized {
  const place = { file: options.file, line: raw.line };
  const provider = textOf(raw.provider) ?? options.provider;
  const model = textOf(raw.model) ?? options.model;
  const read = DIALECTS[raw.dialect](raw.usage, provider ?? model);
  if ('fault' in read) return lost(problem('count-unreadable', place, { fault: read.fault }));
  const status = statusOf(raw.status);
  const { usage } = read;
  const hasNoCounts = usage.input === undefined && usage.output === undefined;
  if (status === 'failed' && hasNoCounts && raw.inputText === undefined)
    return lost(problem('failed-unbilled', place, {}));
  const problems: Problem[] = [];
  const id = textOf(raw.id);
  const started = instant(raw.startedAt, 'start', raw, options, problems);
  const ended = instant(raw.endedAt, 'end', raw, options, problems);
  const call: Call = {
    line: raw.line,
    id,
    isProviderId: id !== undefined && (raw.isProviderId || PROVIDER_ID.test(id)),
    isFinal: raw.isFinal,
    run: textOf(raw.run),
    workflow: textOf(raw.workflow) ?? options.workflow,
    step: textOf(raw.step),
    provider,
    model,
    serviceTier: textOf(raw.serviceTier),
    region: textOf(raw.region),
    startedAt: started?.at,
    endedAt: ended?.at ?? endOf(started, raw.durationMs),
    instantKnown: knownAs(started, raw, options),
    usage,
    algebra: read.rule,
    inputKnown: REPORTED,
    outputKnown: REPORTED,
    recordedCost: cost(raw, options, problems),
    status,
  };
  const all = problems.length === 0 ? NONE : problems;
  return { call, contradictsTotal: read.contradictsTotal, problems: all };
}

const lost = (why: Problem): Normalized => ({ call: undefined, contradictsTotal: false, problems: [why] });

function instant(
  value: unknown,
  side: string,
  raw: RawCall,
  options: NormalizeOptions,
  problems: Problem[],
): ReadInstant | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  const read = instantOf(value, raw.isUtc ? utc : (options.zoneOffset ?? utc));
  if (read === undefined && textOf(value) !== undefined) {
    const place = { file: options.file, line: raw.line };
    problems.push(problem('instant-unreadable', place, { side, value: String(value).slice(0, 40) }));
  }
  return read;
}

function endOf(started: ReadInstant | undefined, durationMs: unknown): number | undefined {
  const duration = Number(textOf(durationMs) ?? Number.NaN);
  return started === undefined || !(duration >= 0) ? undefined : Math.round(started.at + duration);
}

function knownAs(started: ReadInstant | undefined, raw: RawCall, options: NormalizeOptions): InstantKnown {
  if (started === undefined) return 'missing';
  return started.hasZone || raw.isUtc || options.zoneOffset !== undefined ? 'exact' : 'zone assumed';
}

/** A recorded zero beside tokens says "no price known", never "free": it is no cost to compare with. */
function cost(raw: RawCall, options: NormalizeOptions, problems: Problem[]): Money | undefined {
  const read = costOf(raw.cost, raw.costExponent);
  if (read !== 'unreadable') return read === 0n ? undefined : read;
  const place = { file: options.file, line: raw.line };
  problems.push(problem('cost-unreadable', place, { value: String(raw.cost).slice(0, 40) }));
  return undefined;
}
