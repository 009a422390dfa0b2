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

/**
 * DeepSeek's chat template: one token opens the text, one opens a message, and one the answer. A system prompt has none
 * of its own and an earlier answer two, which comes to the same in a conversation that begins with a system prompt.
 */
export const DEEPSEEK_CHAT: Framing = { perMessage: 1, perRole: 0, perName: 0, perAnswer: 2 };

/** ChatML, as Qwen's template writes it: two marks, the role and two newlines around each message. */
export const CHAT_ML: Framing = { perMessage: 4, perRole: 1, perName: 0, perAnswer: 3 };

/** Anthropic's Messages, as recorded requests of plain messages come to beside their texts: an estimate like those. */
export const CLAUDE_MESSAGES: Framing = { perMessage: 1, perRole: 0, perName: 0, perAnswer: 6 };

/** Completions, which have no messages. */
export const NO_FRAMING: Framing = { perMessage: 0, perRole: 0, perName: 0, perAnswer: 0 };

const FRAMINGS: ReadonlyMap<string, Framing> = new Map([
  ['o200k_base', OPENAI_CHAT],
  ['cl100k_base', OPENAI_CHAT],
  ['deepseek-v3', DEEPSEEK_CHAT],
  ['qwen3', CHAT_ML],
  ['claude-3', CLAUDE_MESSAGES],
  ['claude-4.7', CLAUDE_MESSAGES],
]);

/** By a vocabulary, or a tokenizer family without one that is public. Models of the older encodings complete texts. */
export const framingOf = (vocabulary: string): Framing => FRAMINGS.get(vocabulary) ?? NO_FRAMING;

/** The framing tokens of a request; none if it has no message. */
export function framingTokens(
  framing: Framing,
  { messages, names }: Pick<CallText, 'messages' | 'names'>,
): number {
  if (messages === 0) return 0;
  return messages * (framing.perMessage + framing.perRole) + names * framing.perName + framing.perAnswer;
}
