import type { Prompt } from '../caches/prompt-store.ts';
import { doubles, wholes } from '../domain/growing.ts';
import type { TokenizerFamily } from '../domain/tokens.ts';

/** What is kept of the texts of a call. */
export interface TakenPrompt {
  readonly prompt: Prompt;
  /** The tokenizer family in whose tokens the log counts; `undefined`: nobody knows it. */
  readonly source: TokenizerFamily | undefined;
  /** Where the answer ends, as it would stand in a later prompt. */
  readonly answerEnd: number;
  /** The number of the answer's text, which may have reasoning; 0: there is none. */
  readonly answer: number;
  /** It goes on from another prompt: only all of a log tells whether its texts are most of it. */
  readonly isFollowing: boolean;
  /** The log whose hashes it has instead of texts, from 1 on; 0: it has texts. */
  readonly log: number;
  /** ms from the start of a log without instants; NaN: it has them. */
  readonly elapsedMs: number;
}

/** What is kept of all calls, as numbers. */
export interface TakenPrompts {
  /** @returns its number, from 0 up */
  readonly add: (taken: TakenPrompt) => number;
  readonly at: (number: number) => TakenPrompt;
}

export function createTakenPrompts(): TakenPrompts {
  const [ends, instructions, answerEnds, answers] = [wholes(), wholes(), wholes(), wholes()];
  const [sources, following, logs, elapsed] = [wholes(), wholes(), wholes(), doubles()];
  const names: TokenizerFamily[] = [];

  function numberOf(name: TokenizerFamily): number {
    if (!names.includes(name)) names.push(name);
    return names.indexOf(name) + 1;
  }

  return {
    add({ prompt, source, answerEnd, answer, isFollowing, log, elapsedMs }) {
      const number = ends.length();
      ends.set(number, prompt.end);
      instructions.set(number, prompt.instructions);
      answerEnds.set(number, answerEnd);
      answers.set(number, answer);
      sources.set(number, source === undefined ? 0 : numberOf(source));
      following.set(number, Number(isFollowing));
      logs.set(number, log);
      elapsed.set(number, elapsedMs);
      return number;
    },
    at: (number) => ({
      prompt: { end: ends.get(number), instructions: instructions.get(number) },
      source: names[sources.get(number) - 1],
      answerEnd: answerEnds.get(number),
      answer: answers.get(number),
      isFollowing: following.get(number) === 1,
      log: logs.get(number),
      elapsedMs: elapsed.get(number),
    }),
  };
}
