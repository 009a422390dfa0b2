import type { ServiceTier } from '../../domain/book.ts';
import type { TokenClass } from '../../domain/tokens.ts';
import { DESCRIBED, type FieldUse, left, NEW } from './listed.ts';
import { WHY } from './reasons.ts';

/** What the name of a field says: `input_cost_per_token_above_272k_tokens_priority`. */
export interface FieldName {
  readonly stem: string;
  /** The price holds for prompts of more tokens; 0: for all. */
  readonly above: number;
  /** `undefined`: a tier that recost does not know. */
  readonly tier: ServiceTier | undefined;
}

const NAME = /^(.+?)(?:_above_(\d{1,9})(k?)_tokens)?(?:_(batches|flex|priority|fast|ultrafast|balanced))?$/;

const TIERS: Readonly<Record<string, ServiceTier>> = {
  batches: 'batch',
  flex: 'flex',
  priority: 'priority',
  fast: 'fast',
  ultrafast: 'ultrafast',
};

export function nameOf(field: string): FieldName {
  const [, stem = field, size = '0', thousands = '', tier] = NAME.exec(field) ?? [];
  return {
    stem,
    above: Number(size) * (thousands === 'k' ? 1000 : 1),
    tier: tier === undefined ? 'standard' : TIERS[tier],
  };
}

/** Prices of the classes of tokens that a book knows. A write is one of any lifetime, unless an hour has its own. */
const CLASSES: Readonly<Record<string, TokenClass>> = {
  input_cost_per_token: 'input',
  cache_read_input_token_cost: 'cacheRead',
  cache_creation_input_token_cost: 'cacheWrite',
  cache_creation_input_token_cost_above_1hr: 'cacheWrite1h',
  input_cost_per_audio_token: 'audioInput',
  cache_read_input_audio_token_cost: 'audioCacheRead',
  output_cost_per_token: 'output',
  output_cost_per_audio_token: 'audioOutput',
};

export const classOf = ({ stem }: FieldName): TokenClass | undefined =>
  Object.hasOwn(CLASSES, stem) ? CLASSES[stem] : undefined;

/** Prices of tokens that recost bills as another class: nothing is lost if that one costs the same. */
const BILLED_AS: Readonly<Record<string, { readonly as: TokenClass; readonly why: string }>> = {
  output_cost_per_reasoning_token: { as: 'output', why: WHY.reasoning },
  input_cost_per_token_cache_hit: { as: 'cacheRead', why: WHY.shadowed },
  input_cost_per_image_token: { as: 'input', why: WHY.image },
  output_cost_per_image_token: { as: 'output', why: WHY.image },
  cache_read_input_image_token_cost: { as: 'cacheRead', why: WHY.image },
  input_cost_per_video_token: { as: 'input', why: WHY.video },
  output_cost_per_video_token: { as: 'output', why: WHY.video },
  cache_creation_input_audio_token_cost: { as: 'cacheWrite', why: WHY.audioWrite },
  citation_cost_per_token: { as: 'input', why: WHY.citations },
};

export const billedAs = ({
  stem,
}: FieldName): { readonly as: TokenClass; readonly why: string } | undefined =>
  Object.hasOwn(BILLED_AS, stem) ? BILLED_AS[stem] : undefined;

/** Other prices, by their names: the first that fits says why they are left out. */
const FEES: readonly (readonly [RegExp, string])[] = [
  [/^off_peak_pricing$|^peak_hours$/, WHY.hours],
  [/_multiplier(_|$)|^provider_specific_entry$|^inference_geo$/, WHY.factor],
  [
    /^search_context_cost|^web_search|_grounding_|^file_search_cost_per_1k|^code_interpreter_|^computer_use_/,
    WHY.search,
  ],
  [/_per_gb_per_day$/, WHY.storage],
  [/_dbu?_cost_per_token$/, WHY.units],
  [/cost_per_(image|pixel)/, WHY.image],
  [/cost_per_(video|audio)_per_second|cost_per_second/, WHY.time],
  [/cost_per_character/, WHY.characters],
  [/cost_per_(query|request|page|session|credit|unit)/, WHY.requests],
];

/** What says nothing of prices. */
const DESCRIPTION =
  /^(supports|supported|gemini|bedrock|vertex_ai)_|^(litellm_provider|mode|source|comment|metadata|rpm|tpm|rpd|max_tokens|max_input_tokens|max_output_tokens|deprecation_date|output_vector_size|prompt_cache_min_tokens|thinking_always_on|reasoning_effort_levels|default_reasoning_effort|uses_embed_content|use_openai_responses_path|audio_transcription_config|tool_use_system_prompt_tokens|max_audio_length_hours|max_audio_per_prompt|max_images_per_prompt|max_pdf_size_mb|max_video_length|max_videos_per_prompt|max_query_tokens|max_document_chunks_per_query|max_tokens_per_document_chunk)$/;

/** What becomes of a field that has no price of a class of tokens. */
export function useOfOther(field: string, value: unknown): FieldUse {
  const { stem } = nameOf(field);
  const fee = FEES.find(([pattern]) => pattern.test(stem));
  if (fee !== undefined) return isNothing(value) ? DESCRIBED : left(fee[1]);
  return DESCRIPTION.test(field) ? DESCRIBED : NEW;
}

/** A fee of 0 is none, however deep it stands. */
const isNothing = (value: unknown): boolean =>
  value === null ||
  value === 0 ||
  (typeof value === 'object' && Object.values(value).every((each) => isNothing(each)));
