import { NO_RAW_CALL } from '../domain/raw-call.ts';
import { eachAlone, isObject, type JsonFormat } from './format.ts';

/** LiteLLM's tables of daily sums, by user, team, tag or agent. */
export const litellmDaily: JsonFormat = {
  title: 'LiteLLM: daily sums of spend',
  sign: '`api_requests`, `spend` and `date`, without `request_id`',
  confidence: 'M',
  traps: ['each row is a day’s sum over many requests; the spend logs have the calls'],
  isAggregate: true,
  claims: (value) =>
    isObject(value) &&
    'api_requests' in value &&
    'spend' in value &&
    'date' in value &&
    !('request_id' in value)
      ? 'certain'
      : 'no',
  claimsTable: (columns) =>
    columns.has('api_requests') && columns.has('spend') && columns.has('date') && !columns.has('request_id'),
  open: eachAlone(function* (value, line) {
    if (!isObject(value)) return;
    yield {
      ...NO_RAW_CALL,
      line,
      dialect: 'openai',
      usage: value,
      requests: value['api_requests'],
      provider: value['custom_llm_provider'],
      model: value['model'] ?? value['model_group'],
      startedAt: value['date'],
      cost: value['spend'],
      costKind: 'list',
    };
  }),
};
