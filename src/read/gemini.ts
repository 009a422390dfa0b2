import { isObject } from './format.ts';
import { responseFormat } from './response-format.ts';

/** Responses of Gemini's and Vertex AI's generateContent; Python dumps write the same in snake_case. */
export const gemini = responseFormat({
  title: 'Gemini and Vertex AI generateContent: response or request/response',
  sign: '`usageMetadata` or `usage_metadata`',
  dialect: 'gemini',
  traps: [
    'thoughts are outside candidatesTokenCount, and billed as output',
    'tool-use prompt tokens are outside promptTokenCount',
    'a free tier exists that no log shows',
  ],
  isResponse: (value) => isObject(value['usageMetadata'] ?? value['usage_metadata']) && !('id' in value),
  own: (response) => ({
    usage: response['usageMetadata'] ?? response['usage_metadata'],
    id: response['responseId'] ?? response['response_id'],
    isProviderId: true,
    isFinal: true,
    model: response['modelVersion'] ?? response['model_version'],
    startedAt: response['createTime'] ?? response['create_time'],
    status: 'ok',
  }),
});
