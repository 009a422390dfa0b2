import type { TextMeasure } from '../domain/counting.ts';
import type { TokenizerFamily } from '../domain/tokens.ts';

/** The tokens that a vendor puts around the texts of a call. All are estimates, in tokens of the model's own family. */
export interface Framing {
  readonly perMessage: number;
  /** The role's own name, once a message. */
  readonly perRole: number;
  readonly perName: number;
  /** Opens the answer. */
  readonly perAnswer: number;
  readonly tools: ToolFraming;
  readonly answer: AnswerFraming;
}

/** What offering tools adds to a prompt. */
export interface ToolFraming {
  /** How the model reads a definition: by its name, description and schema; as JSON; or as a type of TypeScript. */
  readonly wording: 'parts' | 'json' | 'typescript';
  /** The vendor's own words about tools, once a prompt. */
  readonly once: number;
  /** The same where the model must call one. */
  readonly onceForced: number;
  /** More of them in OpenAI's Chat Completions. */
  readonly onceInChat: number;
  readonly perTool: number;
  /** An earlier call, with its result. */
  readonly perCall: number;
}

/** What an answer has beside its texts. */
export interface AnswerFraming {
  /** An answer without calls. */
  readonly textOnly: number;
  /** The first call, each call, and each of their arguments. */
  readonly firstCall: number;
  readonly perCall: number;
  readonly perArgument: number;
}

const NO_TOOLS: ToolFraming = {
  wording: 'parts',
  once: 0,
  onceForced: 0,
  onceInChat: 0,
  perTool: 0,
  perCall: 0,
};
const NO_ANSWER: AnswerFraming = { textOnly: 0, firstCall: 0, perCall: 0, perArgument: 0 };

/** Completions, which have no messages. */
export const NO_FRAMING: Framing = {
  perMessage: 0,
  perRole: 0,
  perName: 0,
  perAnswer: 0,
  tools: NO_TOOLS,
  answer: NO_ANSWER,
};

/**
 * OpenAI chat, from the OpenAI cookbook ("How to count tokens with tiktoken"), where the role is part of the
 * message's text: exact for recorded GPT-4o and GPT-4.1 requests of plain messages. Functions are worded as types;
 * what is left is the median of recorded requests: 2 with tools, 8 a call, in prompts and in answers.
 */
export const OPENAI_CHAT: Framing = {
  perMessage: 3,
  perRole: 1,
  perName: 1,
  perAnswer: 3,
  tools: { ...NO_TOOLS, wording: 'typescript', once: 2, onceForced: 2, perCall: 8 },
  answer: { ...NO_ANSWER, textOnly: 1, perCall: 8 },
};

/**
 * OpenAI's reasoning models, GPT-5 and later included, by recorded requests: one token less than the chat format. In
 * Chat Completions 82 more come with tools, which is what a word about parallel calls would take. A call is 13 in a
 * prompt and 10 to 12 in an answer, an answer of text has 3 or 4 more than its text.
 */
export const OPENAI_REASONING: Framing = {
  ...OPENAI_CHAT,
  perAnswer: 2,
  tools: { ...NO_TOOLS, wording: 'typescript', once: 2, onceForced: 2, onceInChat: 82, perCall: 13 },
  answer: { ...NO_ANSWER, textOnly: 4, perCall: 11 },
};

/**
 * DeepSeek's chat template: one token opens the text, one opens a message, and one the answer. A system prompt has none
 * of its own and an earlier answer two, which comes to the same in a conversation that begins with a system prompt.
 * V4's words about tools are 217 tokens of its template; 60 a call is what one recorded conversation had.
 */
export const DEEPSEEK_CHAT: Framing = {
  ...NO_FRAMING,
  perMessage: 1,
  perAnswer: 2,
  tools: { ...NO_TOOLS, wording: 'json', once: 217, onceForced: 217, perCall: 60 },
};

/** ChatML, as Qwen's template writes it: two marks, the role and two newlines around each message. */
export const CHAT_ML: Framing = { ...NO_FRAMING, perMessage: 4, perRole: 1, perAnswer: 3 };

/**
 * Anthropic's Messages, Claude to 4.6, as recorded requests of plain messages come to beside their texts. Definitions
 * have 14 to 22 tokens each beside their parts, an earlier call with its result 54 to 56. A call in an answer has 32
 * without arguments, 44 with one, 56 with two; a second call in the same answer less.
 */
export const CLAUDE_MESSAGES: Framing = {
  ...NO_FRAMING,
  perMessage: 1,
  perAnswer: 6,
  tools: { ...NO_TOOLS, once: 313, onceForced: 315, perTool: 17, perCall: 55 },
  answer: { textOnly: 0, firstCall: 24, perCall: 9, perArgument: 11 },
};

/** The same for Claude 4.7 and later: 42 or 43 an earlier call with its result; 35 to 39 a call in an answer, of one argument. */
export const CLAUDE_LATER: Framing = {
  ...CLAUDE_MESSAGES,
  tools: { ...NO_TOOLS, once: 390, onceForced: 510, perTool: 4, perCall: 43 },
  answer: { textOnly: 0, firstCall: 20, perCall: 9, perArgument: 8 },
};

/** Gemini: the text alone, as recorded prompts have it, and 6 tokens for each call. */
export const GEMINI: Framing = {
  ...NO_FRAMING,
  tools: { ...NO_TOOLS, perCall: 6 },
  answer: { ...NO_ANSWER, perCall: 6 },
};

const FRAMINGS: ReadonlyMap<TokenizerFamily, Framing> = new Map([
  ['p50k', NO_FRAMING],
  ['o200k', OPENAI_CHAT],
  ['cl100k', OPENAI_CHAT],
  ['deepseek', DEEPSEEK_CHAT],
  ['qwen', CHAT_ML],
  ['claude-3', CLAUDE_MESSAGES],
  ['claude-4.7', CLAUDE_LATER],
  ['gemini', GEMINI],
  ['gemini-4', GEMINI],
]);

/** Models of a family that differ from it. */
interface Exception {
  readonly family: TokenizerFamily;
  readonly models: RegExp;
  readonly of: (framing: Framing) => Framing;
}

const withTools =
  (once: number, onceForced: number, others: Partial<ToolFraming> = {}) =>
  (framing: Framing): Framing => ({ ...framing, tools: { ...framing.tools, ...others, once, onceForced } });

/**
 * Anthropic's system prompts about tools are as long as its documentation says (tool use, 2026), and recorded requests of
 * Sonnet 4, Sonnet 4.5, Sonnet 4.6, Haiku 4.5 and Opus 4.8 agree within a few tokens. That of Sonnet 5 was 455, where the
 * documentation says 354, those of Opus 5 and Fable 5 about 390. Qwen3-Coder's are ai-tokenizer's (MIT), measured at its API.
 */
const EXCEPTIONS: readonly Exception[] = [
  { family: 'o200k', models: /(^|\/)(gpt-[5-9]|o\d)/, of: () => OPENAI_REASONING },
  { family: 'claude-3', models: /(sonnet|opus|haiku)-4[-.][56]/, of: withTools(497, 589) },
  { family: 'claude-3', models: /3[-.]5-haiku|haiku-3[-.]5/, of: withTools(264, 355) },
  { family: 'claude-4.7', models: /opus-4[-.]7/, of: withTools(675, 804) },
  { family: 'claude-4.7', models: /opus-4[-.]8/, of: withTools(290, 410) },
  { family: 'claude-4.7', models: /sonnet-5/, of: withTools(455, 575) },
  { family: 'qwen', models: /coder/, of: withTools(229, 229, { perTool: 24 }) },
];

/**
 * What stands around the texts of a model: OpenAI's chat format where nobody knows, since most are about as long. Who
 * counts in a way of their own has no framing from us that is not known.
 */
export function framingOf({ family, model = '', kind }: Omit<TextMeasure, 'vocabulary'>): Framing {
  const framing = FRAMINGS.get(family ?? '') ?? (kind === 'own' ? NO_FRAMING : OPENAI_CHAT);
  const name = model.toLowerCase();
  const exception = EXCEPTIONS.find((each) => each.family === family && each.models.test(name));
  return exception?.of(framing) ?? framing;
}
