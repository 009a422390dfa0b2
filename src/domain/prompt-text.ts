/**
 * A text of a prompt: in one piece, or who speaks and what is said, which the prompt has on lines of their own. To join
 * them takes a copy, which nobody needs of a text that was sent before.
 */
export type PromptText = string | readonly [speaker: string, words: string];

export const joined = (text: PromptText): string => (typeof text === 'string' ? text : text.join('\n'));

/** Characters of the whole. */
export const lengthOf = (text: PromptText): number =>
  typeof text === 'string' ? text.length : text[0].length + 1 + text[1].length;
