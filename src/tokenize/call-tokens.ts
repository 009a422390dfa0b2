import type { CountedText } from '../domain/counting.ts';
import type { CallText } from './call-text.ts';
import type { Counter } from './counter.ts';
import type { Framing } from './framing.ts';
import { answerTokens, framingTokens, toolTokens } from './framing-tokens.ts';
import { hasKeptHistory } from './kept-history.ts';
import { requestText, responseText } from './messages.ts';
import { wordsOfTools } from './tool-words.ts';

/** What was counted of one call. `undefined`: the log has no such text, so the number isn't known. */
export interface CallTokens {
  readonly inputText: number | undefined;
  /** Tool definitions, which a vendor puts into words of its own: an estimate. */
  readonly inputTools: number | undefined;
  /** What the vendor puts around the input's messages, tools and earlier calls: an estimate. */
  readonly inputFraming: number | undefined;
  readonly outputText: number | undefined;
  /** What stands around the answer and its calls: an estimate. */
  readonly outputFraming: number | undefined;
  /** Reasoning that can be read in the answer. Where a vendor shows only a summary, more was billed. */
  readonly outputReasoning: number | undefined;
  /** Images, files and sounds on both sides, which are in none of the numbers. */
  readonly media: number;
  /** Sides with something too deeply nested to be read: their numbers are too low. */
  readonly cut: CountedText['cut'];
  /** The provider puts more before the input: its numbers are those of a part. */
  readonly hasKeptHistory: boolean;
}

/** A request, as `requestText` takes it, and a response, as `responseText` does. */
interface LoggedCall {
  readonly input: unknown;
  readonly output: unknown;
}

/** Every text of a call that `countCallText` counts. */
export function textsOf({ input, output }: LoggedCall, framing: Framing): readonly string[] {
  const [request, response] = [requestText(input), responseText(output)];
  const tools = wordsOfTools(request, framing.tools.wording);
  return [...request.texts, ...tools, ...response.texts, ...response.reasoning];
}

/**
 * Counts the text of a call. Reasoning in the input isn't counted: vendors drop it from earlier turns.
 */
export function countCallText(
  counter: Pick<Counter, 'count'>,
  { input, output }: LoggedCall,
  framing: Framing,
): CallTokens {
  const [request, response] = [requestText(input), responseText(output)];
  const inputText = tokensOf(counter, request.texts);
  const hasFraming = inputText !== undefined || request.definitions.length > 0;
  return {
    inputText,
    inputTools: tokensOf(counter, wordsOfTools(request, framing.tools.wording)),
    inputFraming: hasFraming ? framingTokens(framing, request) + toolTokens(framing, request) : undefined,
    outputText: tokensOf(counter, response.texts),
    outputFraming: response.texts.length === 0 ? undefined : answerTokens(framing, response),
    outputReasoning: tokensOf(counter, response.reasoning),
    media: request.media + response.media,
    cut: [...(request.isCut ? (['input'] as const) : []), ...(response.isCut ? (['output'] as const) : [])],
    hasKeptHistory: hasKeptHistory(input),
  };
}

const tokensOf = (counter: Pick<Counter, 'count'>, texts: CallText['texts']): number | undefined =>
  texts.length === 0 ? undefined : texts.reduce((sum, text) => sum + counter.count(text), 0);
