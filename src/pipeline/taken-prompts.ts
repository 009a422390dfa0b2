import type { Prompt } from '../caches/prompt-store.ts';
import { doubles, wholes } from '../domain/growing.ts';
import type { CallTokenizer } from './tokenizers.ts';

/** What is kept of the texts of a call. */
export interface TakenPrompt {
  readonly prompt: Prompt;
  /** Whose tokens the log counts. */
  readonly source: CallTokenizer;
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

export const UNKNOWN: CallTokenizer = { name: undefined, family: undefined };

export function createTakenPrompts(): TakenPrompts {
  const [ends, instructions, answerEnds, answers] = [wholes(), wholes(), wholes(), wholes()];
  const [sources, following, logs, elapsed] = [wholes(), wholes(), wholes(), doubles()];
  const known: CallTokenizer[] = [UNKNOWN];

  function numberOf({ name, family }: CallTokenizer): number {
    const number = known.findIndex((each) => each.name === name && each.family === family);
    return number < 0 ? known.push({ name, family }) - 1 : number;
  }

  return {
    add({ prompt, source, answerEnd, answer, isFollowing, log, elapsedMs }) {
      const number = ends.length();
      ends.set(number, prompt.end);
      instructions.set(number, prompt.instructions);
      answerEnds.set(number, answerEnd);
      answers.set(number, answer);
      sources.set(number, numberOf(source));
      following.set(number, Number(isFollowing));
      logs.set(number, log);
      elapsed.set(number, elapsedMs);
      return number;
    },
    at: (number) => ({
      prompt: { end: ends.get(number), instructions: instructions.get(number) },
      source: known[sources.get(number)] ?? UNKNOWN,
      answerEnd: answerEnds.get(number),
      answer: answers.get(number),
      isFollowing: following.get(number) === 1,
      log: logs.get(number),
      elapsedMs: elapsed.get(number),
    }),
  };
}
