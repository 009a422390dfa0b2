/** Where a record stands in a trace: a tree of spans, observations or runs, which may be spread over files. */
export interface RawSpan {
  /** Spans of one trace are one run. */
  readonly trace: unknown;
  /** The trace whose part this one is, where it has one of its own (a sub-agent's). */
  readonly parentTrace: unknown;
  readonly id: unknown;
  /** The span that this one is part of; nothing for a root. */
  readonly parent: unknown;
  readonly name: unknown;
  /** The agent whose work this span is, if it says so. */
  readonly agent: unknown;
  /** The program that wrote it: names the workflow where no span does. */
  readonly service: unknown;
  /** `call`: one model request. `part`: an agent, a chain, a tool; counts that it has may be those of its parts. */
  readonly kind: 'call' | 'part';
}

/**
 * What a recorded cost is. `stated`: nobody says. `list`: tokens at list price. `charged`: what a gateway charged,
 * fees and mark-up included. `own key`: the upstream's bill to the caller's own key.
 */
export const COST_KINDS = ['stated', 'list', 'charged', 'own key'] as const;
export type CostKind = (typeof COST_KINDS)[number];

/** Hashes of a prompt's blocks, each of its block and all before it, in a log that has no texts. */
export interface RawBlocks {
  readonly hashes: readonly unknown[];
  /** Tokens of a block, the last one excepted. */
  readonly blockTokens: number;
  /** From the start of the log, which may have no instants; `undefined`: it does not say. */
  readonly elapsedMs: number | undefined;
  /** One object for each log: what is equal in another log is equal by chance. */
  readonly log: object;
}

/** What a reader found of one call: values as they stand in the file, not yet understood. */
export interface RawCall {
  readonly line: number;
  /** Its place in a trace, for formats that have trees; a span that is no call and has no counts is only a place. */
  readonly span: RawSpan | undefined;
  /** Which usage dialect the payload is in. */
  readonly dialect: DialectName;
  readonly usage: unknown;
  readonly id: unknown;
  /** The format's ids are made by the provider; otherwise only well-known prefixes are trusted. */
  readonly isProviderId: boolean;
  readonly isFinal: boolean;
  /** It was logged before there was anything to count; its finished record stands elsewhere, or nowhere. */
  readonly isUnfinished: boolean;
  /** It is a request whose response stands in another file, which nobody gave. */
  readonly isUnanswered: boolean;
  /** A gateway answered it out of its own cache: nobody was asked, nobody paid. */
  readonly isCacheHit: boolean;
  /** It is a stream that ends before its last word: what it counts may be too little. */
  readonly isCutShort: boolean;
  readonly run: unknown;
  readonly workflow: unknown;
  readonly step: unknown;
  readonly provider: unknown;
  /** The model that answered, else the one that was asked. */
  readonly model: unknown;
  readonly serviceTier: unknown;
  readonly region: unknown;
  readonly startedAt: unknown;
  readonly endedAt: unknown;
  readonly durationMs: unknown;
  /** The format states that its local times are UTC. */
  readonly isUtc: boolean;
  readonly cost: unknown;
  /** What the cost is counted in, as a power of ten of a dollar: 0 dollars, -2 cents, -6 micro-dollars. */
  readonly costExponent: number;
  readonly costKind: CostKind;
  /** What the upstream charged for tokens, in the unit of the cost, where a gateway states both. */
  readonly upstreamCost: unknown;
  /** It is no call but a sum over many, of a day or an hour: read only with `--aggregates`. */
  readonly isTotal: boolean;
  /** How many requests the counts are sums of, if more than one: a daily total, a loop on the server. */
  readonly requests: unknown;
  /** The tokens of the largest single prompt, where the counts are sums: it decides prices by prompt size. */
  readonly largestPrompt: unknown;
  /** Uses of server tools (searches, …) that vendors charge for beside tokens. */
  readonly toolUses: unknown;
  readonly status: unknown;
  /** Prompt and answer as logged, for counting where the log has no counts. */
  readonly inputText: unknown;
  readonly outputText: unknown;
  readonly blocks: RawBlocks | undefined;
}

export const DIALECTS = [
  'columns',
  'openai',
  'anthropic',
  'gemini',
  'bedrock',
  'cohere',
  'codex',
  'gemini-cli',
  'pi',
  'cline',
  'kimi-cli',
  'opencode',
  'langfuse',
  'langsmith',
  'helicone',
  'cursor',
  'totals',
  'spans',
] as const;

/** The counts among a span's attributes, by their dotted names. */
export interface SpanUsage {
  readonly counts: Readonly<Record<string, unknown>>;
  /** Embeddings have no output, which their counts leave out. */
  readonly isEmbedding: boolean;
}

/** The shapes in which vendors report usage. */
export type DialectName = (typeof DIALECTS)[number];

/** A raw call about which nothing is known yet; readers spread it and fill in what they found. */
export const NO_RAW_CALL: RawCall = {
  line: 0,
  span: undefined,
  dialect: 'columns',
  usage: undefined,
  id: undefined,
  isProviderId: false,
  isFinal: false,
  isUnfinished: false,
  isUnanswered: false,
  isCacheHit: false,
  isCutShort: false,
  run: undefined,
  workflow: undefined,
  step: undefined,
  provider: undefined,
  model: undefined,
  serviceTier: undefined,
  region: undefined,
  startedAt: undefined,
  endedAt: undefined,
  durationMs: undefined,
  isUtc: false,
  cost: undefined,
  costExponent: 0,
  costKind: 'stated',
  upstreamCost: undefined,
  isTotal: false,
  requests: undefined,
  largestPrompt: undefined,
  toolUses: undefined,
  status: undefined,
  inputText: undefined,
  outputText: undefined,
  blocks: undefined,
};

/** The sum of many requests in a vendor's report, whose days are those of UTC; of which nothing is known. */
export const NO_RAW_TOTAL: RawCall = { ...NO_RAW_CALL, isTotal: true, isUtc: true, dialect: 'totals' };

/** A span about which nothing is known yet. */
export const NO_RAW_SPAN: RawSpan = {
  trace: undefined,
  parentTrace: undefined,
  id: undefined,
  parent: undefined,
  name: undefined,
  agent: undefined,
  service: undefined,
  kind: 'part',
};
