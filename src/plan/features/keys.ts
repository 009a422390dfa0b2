/** What a run is worth: exactly one of them. */
export const WORTH_KEYS = ['value', 'price', 'revenue_per_month', 'budget'] as const;

/** How much of that inference may take: exactly one of them, except beside a budget. */
export const SHARE_KEYS = ['target_margin', 'revenue_share'] as const;

/** What a shape cannot do without. */
export const SHAPE_SIZES = ['steps', 'calls_per_step', 'input_tokens', 'output_tokens'] as const;

export const SHAPE_KEYS = [...SHAPE_SIZES, 'cached_tokens', 'frontier_share', 'before_model'] as const;

/** What can be said of a feature: keys in YAML, columns in a table. */
export const FEATURE_KEYS = [
  'name',
  'status',
  'workflow',
  ...SHAPE_KEYS,
  ...WORTH_KEYS,
  ...SHARE_KEYS,
  'currency',
  'runs_per_month',
  'min_quality',
  'quality',
] as const;
export type FeatureKey = (typeof FEATURE_KEYS)[number];

/** Of one exchange rate. */
export const RATE_KEYS = ['currency', 'usd', 'date'] as const;
export type RateKey = (typeof RATE_KEYS)[number];
