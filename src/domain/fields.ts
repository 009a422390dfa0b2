/** The fields of a call that a table or a loose JSON record can have, under whatever names. */
export const FIELDS = [
  'id',
  'run',
  'workflow',
  'step',
  'model',
  'provider',
  'service_tier',
  'region',
  'started_at',
  'ended_at',
  'duration',
  'input',
  'uncached_input',
  'cached',
  'cache_write',
  'cache_write_5m',
  'cache_write_1h',
  'output',
  'reasoning',
  'total',
  'cost',
  'status',
  'input_text',
  'output_text',
] as const;

export type Field = (typeof FIELDS)[number];

/** Fields that hold token counts: two columns that disagree about one are never chosen between silently. */
export const COUNT_FIELDS = [
  'input',
  'uncached_input',
  'cached',
  'cache_write',
  'cache_write_5m',
  'cache_write_1h',
  'output',
  'reasoning',
  'total',
] as const satisfies readonly Field[];

export type CountField = (typeof COUNT_FIELDS)[number];

/** The counts of a record whose fields were found by name, as they stand there. */
export type ColumnUsage = Readonly<Record<CountField, unknown>> & {
  /** In the file, `1.234` is one thousand two hundred and thirty-four. */
  readonly hasDecimalComma: boolean;
};
