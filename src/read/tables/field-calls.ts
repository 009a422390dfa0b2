import type { ColumnUsage, Field } from '../../domain/fields.ts';
import type { RawCall } from '../../domain/raw-call.ts';
import type { FoundFields } from '../format.ts';
import { failureFlag, inMilliseconds } from './field-meta.ts';

/** A record's fields as the part of a raw call that is not usage. */
export function describedBy({ fields, meta }: FoundFields): Partial<RawCall> {
  return {
    id: fields.get('id'),
    run: fields.get('run'),
    workflow: fields.get('workflow'),
    step: fields.get('step'),
    provider: fields.get('provider'),
    model: fields.get('model'),
    serviceTier: fields.get('service_tier'),
    region: fields.get('region'),
    startedAt: fields.get('started_at'),
    endedAt: fields.get('ended_at'),
    durationMs: inMilliseconds(fields.get('duration'), meta.durationUnitMs),
    cost: fields.get('cost'),
    costExponent: meta.costExponent,
    status: meta.isFailureFlag ? failureFlag(fields.get('status')) : fields.get('status'),
    inputText: fields.get('input_text'),
    outputText: fields.get('output_text'),
  };
}

/** A record's fields that are counts. */
export function columnUsage(fields: ReadonlyMap<Field, unknown>, hasDecimalComma: boolean): ColumnUsage {
  return {
    input: fields.get('input'),
    uncached_input: fields.get('uncached_input'),
    cached: fields.get('cached'),
    cache_write: fields.get('cache_write'),
    cache_write_5m: fields.get('cache_write_5m'),
    cache_write_1h: fields.get('cache_write_1h'),
    output: fields.get('output'),
    reasoning: fields.get('reasoning'),
    total: fields.get('total'),
    hasDecimalComma,
  };
}
