import type { CallText } from './call-text.ts';
import type { Framing } from './framing.ts';

/** The framing tokens of a request's messages; none if it has no message. */
export function framingTokens(
  framing: Framing,
  { messages, names }: Pick<CallText, 'messages' | 'names'>,
): number {
  if (messages === 0) return 0;
  return messages * (framing.perMessage + framing.perRole) + names * framing.perName + framing.perAnswer;
}

/** What tools and earlier calls add to a request, their texts aside. */
export function toolTokens(
  { tools }: Framing,
  { definitions, calls, isForced, isChat }: Pick<CallText, 'definitions' | 'calls' | 'isForced' | 'isChat'>,
): number {
  const once = (isForced ? tools.onceForced : tools.once) + (isChat ? tools.onceInChat : 0);
  const offered = definitions.length === 0 ? 0 : once + definitions.length * tools.perTool;
  return offered + calls * tools.perCall;
}

/** What an answer has beside its texts; nothing if it has none. */
export function answerTokens(
  { answer }: Framing,
  { texts, calls, callArguments }: Pick<CallText, 'texts' | 'calls' | 'callArguments'>,
): number {
  if (texts.length === 0) return 0;
  if (calls === 0) return answer.textOnly;
  return answer.firstCall + calls * answer.perCall + callArguments * answer.perArgument;
}
