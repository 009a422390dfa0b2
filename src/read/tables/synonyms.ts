import type { Field } from '../../domain/fields.ts';

/**
 * Names under which exports keep each field, as seen in the wild, best first: where two columns of a file fit
 * one field, the one that stands first here is it. Written as `normalizeHeader` leaves them.
 */
export const SYNONYMS: Readonly<Record<Field, readonly string[]>> = {
  id: words(`call_id request_id response_id generation_id completion_id message_id litellm_call_id id
    context_span_id span_id observation_id custom_id uuid event_id`),
  run: words(`run_id workflow_run_id execution_id trace_id context_trace_id root_span_id session_id
    conversation_id thread_id chat_id task_id instance_id group_id sample_id job_id run`),
  workflow:
    words(`workflow workflow_name agent agent_name app app_name application service service_name feature
    use_case pipeline flow trace_name project project_name function_id ml_app task task_name endpoint
    api_key_name tag tags team`),
  step: words('step step_name span_name name node stage operation op_name prompt_name prompt_slug tool'),
  model:
    words(`response_model model model_name model_id llm llm_model engine deployment snapshot_id model_version
    model_permaslug request_model ls_model_name ai_model provided_model_name sku`),
  provider: words(`provider provider_name vendor custom_llm_provider llm_provider ai_org gen_ai_system system
    ls_provider provider_id model_provider`),
  service_tier: words('service_tier tier'),
  region: words('inference_geo region'),
  started_at: words(`started_at start_time start timestamp request_created_at request_time created_at created
    datetime date time ts start_time_unix_nano arrived_at logged_at usage_date_utc`),
  ended_at: words('ended_at end_time completed_at response_created_at end'),
  duration:
    words(`duration_ms latency_ms delay_ms request_duration_ms generation_time_ms duration latency elapsed
    elapsed_time response_time`),
  input:
    words(`input_tokens prompt_tokens tokens_in in_tokens tokens_prompt prompt_token_count input_token_count
    n_prompt_tokens context_tokens n_context_tokens_total request_tokens req_units input_length
    num_prefill_tokens tokens_sent input_usage input`),
  uncached_input: words(`uncached_input_tokens prompt_cache_miss_tokens input_uncached_tokens no_cache_tokens
    input_other non_cached_input_tokens usage_input_tokens_no_cache`),
  cached: words(`cached_tokens cache_read_tokens cache_read_input_tokens cached_input_tokens tokens_cached
    input_cached_tokens prompt_cached_tokens prompt_cache_hit_tokens prompt_cache_read_tokens num_cached_tokens
    cached_content_token_count cache_read cached usage_input_tokens_cache_read input_cache_read`),
  cache_write:
    words(`cache_write_tokens cache_creation_tokens cache_creation_input_tokens cache_write_input_tokens
    prompt_cache_creation_tokens prompt_cache_write_tokens input_cache_write_tokens cache_write`),
  cache_write_5m: words('cache_write_5m_tokens ephemeral_5m_input_tokens usage_input_tokens_cache_write_5m'),
  cache_write_1h: words('cache_write_1h_tokens ephemeral_1h_input_tokens usage_input_tokens_cache_write_1h'),
  output:
    words(`output_tokens completion_tokens tokens_out out_tokens tokens_completion completion_token_count
    candidates_token_count output_token_count generated_tokens n_generated_tokens_total response_tokens res_units
    output_length num_decode_tokens tokens_received usage_output_tokens output_usage output`),
  reasoning:
    words(`reasoning_tokens tokens_reasoning thoughts_token_count thinking_tokens reasoning_output_tokens
    completion_reasoning_tokens output_reasoning`),
  total: words('total_tokens total_token_count tokens total_units num_total_tokens token_count total_usage'),
  cost: words(`cost cost_usd total_cost cost_total total_cost_usd response_cost spend usage_cost price amount
    amount_usd estimated_cost charge cost_cents total_cents charged_cents cost_micros`),
  status: words(`status outcome status_code response_status http_status success is_success is_error error
    error_message exception level finish_reason stop_reason cancelled`),
  input_text: words(`prompt messages input request request_body body query question user_message inputs
    system_prompt instructions input_value`),
  output_text:
    words(`completion response output answer response_body response_text generated_text result outputs
    content output_value`),
};

function words(text: string): readonly string[] {
  return text.split(/\s+/);
}

/** Outer names that say nothing about the field: `usage.input_tokens` is `input_tokens`. */
const WRAPPERS =
  /^(usage|response|attributes|metrics|metadata|token_usage|token_counts|tokens_details|llm)_(?=.)/;

/** Longer names mean nothing to anybody, and would take time that grows with their square. */
const LONGEST_NAME = 300;

/**
 * A header as the table of synonyms writes it: trimmed, units in brackets dropped, `camelCase` and other
 * separators as `snake_case`. Empty for what is too long to be a name.
 */
export function normalizeHeader(header: string): string {
  if (header.length > LONGEST_NAME) return '';
  return header
    .replace(/^\uFEFF/, '')
    .replace(/\s*[([](ms|s|usd|\$|tokens)[)\]]\s*$/i, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '');
}

/** Every spelling of a header that may be in the table, the whole one first. */
export function spellingsOf(header: string): readonly string[] {
  const all = [normalizeHeader(header)];
  for (let name = all[0] ?? ''; WRAPPERS.test(name); ) {
    name = name.replace(WRAPPERS, '');
    all.push(name);
  }
  return all;
}

/** Fields that some name could mean, each with its place in the field's list (0 is best). */
export const FIELDS_BY_NAME: ReadonlyMap<
  string,
  readonly { readonly field: Field; readonly rank: number }[]
> = (() => {
  const byName = new Map<string, { field: Field; rank: number }[]>();
  for (const [field, names] of Object.entries(SYNONYMS) as [Field, readonly string[]][]) {
    names.forEach((name, rank) => {
      byName.set(name, [...(byName.get(name) ?? []), { field, rank }]);
    });
  }
  return byName;
})();
