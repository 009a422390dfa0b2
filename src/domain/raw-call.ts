/** What a reader found of one call: values as they stand in the file, not yet understood. */
export interface RawCall {
  readonly line: number;
  /** Which usage dialect the payload is in. */
  readonly dialect: DialectName;
  readonly usage: unknown;
  readonly id: unknown;
  /** The format's ids are made by the provider; otherwise only well-known prefixes are trusted. */
  readonly isProviderId: boolean;
  readonly isFinal: boolean;
  /** It was logged before there was anything to count; its finished record stands elsewhere, or nowhere. */
  readonly isUnfinished: boolean;
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
  readonly status: unknown;
  /** Prompt and answer as logged, for counting where the log has no counts. */
  readonly inputText: unknown;
  readonly outputText: unknown;
}

export const DIALECTS = ['columns', 'openai', 'anthropic', 'gemini', 'bedrock'] as const;

/** The shapes in which vendors report usage. */
export type DialectName = (typeof DIALECTS)[number];

/** A raw call about which nothing is known yet; readers spread it and fill in what they found. */
export const NO_RAW_CALL: RawCall = {
  line: 0,
  dialect: 'columns',
  usage: undefined,
  id: undefined,
  isProviderId: false,
  isFinal: false,
  isUnfinished: false,
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
  status: undefined,
  inputText: undefined,
  outputText: undefined,
};
