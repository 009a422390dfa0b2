import type { CallText } from './call-text.ts';

/** The tokens that a chat format puts around the messages of a request. An answer is counted without any. */
export interface Framing {
  readonly perMessage: number;
  /** The role's own name, once a message. */
  readonly perRole: number;
  readonly perName: number;
  /** Opens the answer. */
  readonly perAnswer: number;
}

/**
 * OpenAI chat, from the OpenAI cookbook ("How to count tokens with tiktoken"), where the role is part of the
 * message's text. An estimate: exact for recorded gpt-4o and gpt-4.1 requests of plain messages, one too many
 * for o3-mini and gpt-5; what tools add is left out.
 */
export const OPENAI_CHAT: Framing = { perMessage: 3, perRole: 1, perName: 1, perAnswer: 3 };

/** Completions, which have no messages. */
export const NO_FRAMING: Framing = { perMessage: 0, perRole: 0, perName: 0, perAnswer: 0 };

/** Models of the older encodings complete texts; for all later ones OpenAI's chat stands. */
export const framingOf = (encoding: string): Framing =>
  encoding === 'o200k_base' || encoding === 'cl100k_base' ? OPENAI_CHAT : NO_FRAMING;

/** The framing tokens of a request; none if it has no message. */
export function framingTokens(
  framing: Framing,
  { messages, names }: Pick<CallText, 'messages' | 'names'>,
): number {
  if (messages === 0) return 0;
  return messages * (framing.perMessage + framing.perRole) + names * framing.perName + framing.perAnswer;
}
