import { isObject } from './media.ts';
import { isFilled } from './part-text.ts';

/** Where a request names what the provider puts before its own text, by the member that has that text: OpenAI, Gemini. */
const NAMED_BESIDE: readonly (readonly [string, readonly string[]])[] = [
  ['input', ['previous_response_id', 'conversation']],
  ['contents', ['cachedContent', 'cached_content']],
];

/** The provider keeps what was said before: the text of the request is not all of its prompt. */
export const hasKeptHistory = (request: unknown): boolean =>
  isObject(request) &&
  NAMED_BESIDE.some(
    ([text, names]) => isFilled(request[text]) && names.some((name) => isFilled(request[name])),
  );
