import { eachAlone, type JsonFormat } from '../format.ts';
import { isObject, type JsonObject } from '../members.ts';
import { exchangeIn } from './exchange.ts';
import { callOf } from './response-format.ts';

/** Any vendor's answer to a request that it refused: an error, and no usage. */
const isError = (value: JsonObject): boolean =>
  (isObject(value['error']) || value['type'] === 'error') &&
  value['usage'] === undefined &&
  value['output'] === undefined;

const SPEC = { dialect: 'openai', own: () => ({ usage: {}, status: 'failed' }) } as const;

/** Requests that failed without an answer: told, not counted as calls, since vendors do not bill them. */
export const failedRequest: JsonFormat = {
  title: 'Failed request: an error response without usage',
  sign: 'an error object, and neither usage nor output',
  confidence: 'H',
  traps: ['not billed, and so no call; a failed call that has usage is read by the other formats'],
  claims: (value) => (exchangeIn(value, isError) === undefined ? 'no' : 'certain'),
  open: eachAlone(function* (value, line, context) {
    const exchange = exchangeIn(value, isError);
    if (exchange === undefined) return;
    const call = callOf(SPEC, exchange, line, context);
    yield { ...call, status: 'failed', inputText: undefined, outputText: undefined };
  }),
};
