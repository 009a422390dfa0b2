import type { CallText } from './call-text.ts';
import type { Counter } from './counter.ts';
import { type Framing, framingOf, framingTokens } from './framing.ts';
import { requestText, responseText } from './messages.ts';

/** What was counted of one call. `undefined`: the log has no such text, so the number isn't known. */
export interface CallTokens {
  readonly inputText: number | undefined;
  /** Tool definitions, which a vendor puts into words of its own: an estimate. */
  readonly inputTools: number | undefined;
  /** The chat format around the input's messages: an estimate. */
  readonly inputFraming: number | undefined;
  readonly outputText: number | undefined;
  /** Reasoning that can be read in the answer. Where a vendor shows only a summary, more was billed. */
  readonly outputReasoning: number | undefined;
  /** Images, files and sounds on both sides, which are in none of the numbers. */
  readonly media: number;
  /** Some text is our JSON of a logged object: its number is an estimate. */
  readonly isReserialised: boolean;
  /** Something was too deeply nested to be read: the numbers are too low. */
  readonly isCut: boolean;
}

/** A request, as `requestText` takes it, and a response, as `responseText` does. */
interface LoggedCall {
  readonly input: unknown;
  readonly output: unknown;
}

/** Every text of a call that `countCallText` counts. */
export function textsOf({ input, output }: LoggedCall): readonly string[] {
  const [request, response] = [requestText(input), responseText(output)];
  return [...request.texts, ...request.tools, ...response.texts, ...response.reasoning];
}

/**
 * Counts the text of a call. Reasoning in the input isn't counted: vendors drop it from earlier turns.
 */
export function countCallText(
  counter: Counter,
  { input, output }: LoggedCall,
  framing: Framing = framingOf(counter.encoding),
): CallTokens {
  const [request, response] = [requestText(input), responseText(output)];
  const inputText = tokensOf(counter, request.texts);
  return {
    inputText,
    inputTools: tokensOf(counter, request.tools),
    inputFraming: inputText === undefined ? undefined : framingTokens(framing, request),
    outputText: tokensOf(counter, response.texts),
    outputReasoning: tokensOf(counter, response.reasoning),
    media: request.media + response.media,
    isReserialised: request.isReserialised || response.isReserialised,
    isCut: request.isCut || response.isCut,
  };
}

const tokensOf = (counter: Counter, texts: CallText['texts']): number | undefined =>
  texts.length === 0 ? undefined : texts.reduce((sum, text) => sum + counter.count(text), 0);
