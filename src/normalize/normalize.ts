import type { Call, InstantKnown, Span, Usage } from '../domain/call.ts';
import { type Place, type Problem, problem } from '../domain/problem.ts';
import type { DialectName, RawCall, RawSpan } from '../domain/raw-call.ts';
import type { Provenance } from '../domain/tokens.ts';
import type { Dialect } from './dialect.ts';
import { anthropic } from './dialect-anthropic.ts';
import { bedrock } from './dialect-bedrock.ts';
import { cline } from './dialect-cline.ts';
import { codex } from './dialect-codex.ts';
import { cohere } from './dialect-cohere.ts';
import { columns } from './dialect-columns.ts';
import { cursor } from './dialect-cursor.ts';
import { gemini } from './dialect-gemini.ts';
import { geminiCli } from './dialect-gemini-cli.ts';
import { helicone } from './dialect-helicone.ts';
import { kimiCli } from './dialect-kimi-cli.ts';
import { langfuse } from './dialect-langfuse.ts';
import { langsmith } from './dialect-langsmith.ts';
import { openai } from './dialect-openai.ts';
import { opencode } from './dialect-opencode.ts';
import { pi } from './dialect-pi.ts';
import { spans } from './dialect-spans.ts';
import { totals } from './dialect-totals.ts';
import { instantOf, type ReadInstant } from './instants.ts';
import { costDecimals, costOf, countOf, shown, statusOf, textOf } from './values.ts';

const DIALECTS = {
  columns,
  openai,
  anthropic,
  gemini,
  bedrock,
  cohere,
  codex,
  'gemini-cli': geminiCli,
  pi,
  cline,
  'kimi-cli': kimiCli,
  opencode,
  langfuse,
  langsmith,
  helicone,
  cursor,
  totals,
  spans,
} as const satisfies Record<DialectName, Dialect>;

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

/** Where and when a request was refused. */
export type Refused = Pick<Call, 'run' | 'workflow' | 'startedAt'>;

/** A raw call understood, with what was odd about it; `call` is undefined if nothing of it can be used. */
export interface Normalized {
  readonly call: Call | undefined;
  /** It was refused without usage: no call, but its run may have ended so. */
  readonly refused: Refused | undefined;
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
  if (raw.isUnfinished) return lost(problem('unfinished', placeOf(raw, options), {}));
  if (raw.isUnanswered) return lost(problem('unanswered', placeOf(raw, options), {}));
  if (raw.isCacheHit) return lost(problem('gateway-cache-hit', placeOf(raw, options), {}));
  const provider = textOf(raw.provider) ?? options.provider;
  const model = textOf(raw.model) ?? options.model;
  const read = DIALECTS[raw.dialect](raw.usage, provider ?? model);
  const fault = 'fault' in read ? read.fault : contradiction(read.usage);
  if ('fault' in read || fault !== undefined) {
    return lost(problem('count-unreadable', placeOf(raw, options), { fault: fault ?? '' }));
  }
  const { usage } = read;
  const status = statusOf(raw.status);
  const cost = costOf(raw.cost, raw.costExponent);
  if (status === 'failed' && isEmpty(usage, raw) && (cost === undefined || cost === 0n)) {
    const refused = {
      run: textOf(raw.run),
      workflow: textOf(raw.workflow) ?? options.workflow,
      startedAt: instant(raw.startedAt, raw, options)?.at,
    };
    return { ...lost(problem('failed-unbilled', placeOf(raw, options), {})), refused };
  }
  const id = textOf(raw.id);
  const started = instant(raw.startedAt, raw, options);
  const ended = raw.endedAt === undefined ? undefined : instant(raw.endedAt, raw, options);
  const span = raw.span && spanOf(raw.span, raw.line, options.file);
  const call: Call = {
    line: raw.line,
    span,
    id,
    isProviderId: id !== undefined && (raw.isProviderId || PROVIDER_ID.test(id)),
    isFinal: raw.isFinal,
    run: textOf(raw.run),
    // A span that names no workflow has that of its trace, which is known only at the end.
    workflow: textOf(raw.workflow) ?? (span === undefined ? options.workflow : undefined),
    step: textOf(raw.step),
    provider,
    model,
    serviceTier: textOf(raw.serviceTier),
    region: textOf(raw.region),
    startedAt: started?.at,
    endedAt: ended?.at ?? (raw.durationMs === undefined ? undefined : endOf(started, raw.durationMs)),
    instantKnown: knownAs(started, raw, options),
    usage: withCachedAudio(usage),
    algebra: read.rule,
    inputKnown: REPORTED,
    outputKnown: REPORTED,
    // A recorded zero beside tokens says "no price known", never "free": it is no cost to compare with.
    recordedCost: cost === 'unreadable' || cost === 0n ? undefined : cost,
    costKind: raw.costKind,
    costDecimals: typeof cost === 'bigint' ? costDecimals(raw.cost, raw.costExponent) : 0,
    costDetails: costDetailsOf(raw),
    isCostZero: cost === 0n,
    isTotal: raw.isTotal,
    requests: countIn(raw.requests),
    largestPrompt: largestPromptOf(raw, usage),
    status,
  };
  const unexplained = read.unexplained ?? 0;
  const isUndated = started === undefined && raw.startedAt !== undefined;
  const isOdd = raw.isCutShort || cost === 'unreadable' || isUndated || unexplained > 0;
  return {
    call,
    refused: undefined,
    contradictsTotal: read.contradictsTotal,
    problems: isOdd ? oddities(raw, options, call, unexplained) : NONE,
  };
}

/** What few logs have: an object of its own only for those. */
function costDetailsOf({ upstreamCost, costExponent, toolUses: uses }: RawCall): Call['costDetails'] {
  if (upstreamCost === undefined && uses === undefined) return undefined;
  const upstream = costOf(upstreamCost, costExponent);
  const known = typeof upstream === 'bigint' && upstream > 0n ? upstream : undefined;
  const toolUses = countIn(uses) ?? 0;
  return known === undefined && toolUses === 0 ? undefined : { upstream: known, toolUses };
}

/** Nothing says that there was anything to bill: no counts, no text, no more than one request. */
const isEmpty = ({ input, output }: Usage, { inputText, span, requests }: RawCall): boolean =>
  input === undefined && output === undefined && (inputText ?? span ?? requests) === undefined;

/** Ids of spans are the same in hexadecimal letters of either case, with or without `0x`, and in base64. */
function spanOf(raw: RawSpan, line: number, file: string): Span {
  const parent = idOf(raw.parent);
  return {
    trace: idOf(raw.trace) ?? `${file}\0${line}`,
    parentTrace: idOf(raw.parentTrace),
    id: idOf(raw.id) ?? `${file}\0${line}`,
    parent: parent === undefined || /^0+$/.test(parent) ? undefined : parent,
    name: textOf(raw.name),
    agent: textOf(raw.agent),
    service: textOf(raw.service),
    kind: raw.kind,
  };
}

const BASE64_ID = /^(?:[A-Za-z0-9+/]{11}=|[A-Za-z0-9+/]{22}==)$/;

function idOf(value: unknown): string | undefined {
  const text = textOf(value);
  if (text === undefined) return undefined;
  const hex = /^(?:0x)?((?:[0-9a-f]{16}){1,2})$/i.exec(text)?.[1];
  if (hex !== undefined) return hex.toLowerCase();
  return BASE64_ID.test(text) ? Buffer.from(text, 'base64').toString('hex') : text;
}

function countIn(value: unknown): number | undefined {
  const count = countOf(value, false);
  return typeof count === 'number' ? count : undefined;
}

/**
 * The largest single prompt of several requests, where the record does not say it: of a run's, at least their mean.
 * A total over a day has no largest prompt to speak of, unless it is one request.
 */
function largestPromptOf(raw: RawCall, { input }: Usage): number | undefined {
  const stated = countIn(raw.largestPrompt);
  const requests = countIn(raw.requests);
  if (stated !== undefined || requests === undefined || input === undefined) return stated;
  if (raw.isTotal) return requests === 1 ? input : undefined;
  return requests > 1 ? Math.ceil(input / requests) : undefined;
}

const placeOf = (raw: RawCall, { file }: NormalizeOptions): Place => ({ file, line: raw.line });

/** What of a call could not be read or explained and is left out of it. */
function oddities(
  raw: RawCall,
  options: NormalizeOptions,
  call: Call,
  unexplained: number,
): readonly Problem[] {
  const place = placeOf(raw, options);
  const started = call.startedAt === undefined && textOf(raw.startedAt) !== undefined;
  const cost = costOf(raw.cost, raw.costExponent) === 'unreadable';
  return [
    ...(raw.isCutShort ? [problem('stream-cut-short', place, {})] : []),
    ...(started ? [problem('instant-unreadable', place, { value: shown(raw.startedAt) })] : []),
    ...(cost ? [problem('cost-unreadable', place, { value: shown(raw.cost) })] : []),
    ...(unexplained > 0 ? [problem('total-unexplained', place, { tokens: unexplained })] : []),
  ];
}

/** Subsets that are larger than their whole; such a record says nothing that could be trusted. */
function contradiction({
  input,
  cacheRead,
  cacheWrite,
  cacheWrite5m,
  cacheWrite1h,
  cacheWrite12h,
}: Usage): string | undefined {
  if (input === undefined) return undefined;
  const cached = (cacheRead ?? 0) + cacheWrite + cacheWrite5m + cacheWrite1h + cacheWrite12h;
  return cached > input ? `${cached} cached tokens are more than the ${input} input tokens` : undefined;
}

/** Where a log counts sound and hits of a cache but not both together, sound fills what is not cached first. */
function withCachedAudio(usage: Usage): Usage {
  const { input, cacheRead, audioInput, audioCacheRead } = usage;
  if (audioInput === 0 || input === undefined) return usage;
  const written = usage.cacheWrite + usage.cacheWrite5m + usage.cacheWrite1h + usage.cacheWrite12h;
  const fresh = input - (cacheRead ?? 0) - written;
  return { ...usage, audioCacheRead: Math.max(audioCacheRead, Math.min(audioInput - fresh, cacheRead ?? 0)) };
}

const lost = (why: Problem): Normalized => ({
  call: undefined,
  refused: undefined,
  contradictsTotal: false,
  problems: [why],
});

function instant(value: unknown, raw: RawCall, { zoneOffset }: NormalizeOptions): ReadInstant | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  return instantOf(value, raw.isUtc ? utc : (zoneOffset ?? utc));
}

function endOf(started: ReadInstant | undefined, durationMs: unknown): number | undefined {
  const duration = Number(textOf(durationMs) ?? Number.NaN);
  return started === undefined || !(duration >= 0) ? undefined : Math.round(started.at + duration);
}

function knownAs(started: ReadInstant | undefined, raw: RawCall, options: NormalizeOptions): InstantKnown {
  if (started === undefined) return 'missing';
  return started.hasZone || raw.isUtc || options.zoneOffset !== undefined ? 'exact' : 'zone assumed';
}
