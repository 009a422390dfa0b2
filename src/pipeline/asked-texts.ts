import type { CountText } from './setup.ts';

/** Has programs count texts: they answer later. */
export interface AskedTexts {
  /** A program's count, by its last answers; 0 for another text, which then waits to be asked about. */
  readonly countBy: (ask: (text: string) => Promise<number>) => CountText;
  readonly isWaiting: () => boolean;
  /** Asks about all texts that wait. Only these answers are remembered. */
  readonly answer: () => Promise<void>;
}

interface Program {
  readonly ask: (text: string) => Promise<number>;
  readonly waiting: Set<string>;
  readonly answers: Map<string, number>;
}

export function createAskedTexts(): AskedTexts {
  const programs: Program[] = [];
  return {
    countBy(ask) {
      const [waiting, answers] = [new Set<string>(), new Map<string, number>()];
      programs.push({ ask, waiting, answers });
      return (text) => {
        const answer = answers.get(text);
        if (answer === undefined) waiting.add(text);
        return answer ?? 0;
      };
    },
    isWaiting: () => programs.some(({ waiting }) => waiting.size > 0),
    async answer() {
      for (const { ask, waiting, answers } of programs) {
        answers.clear();
        for (const text of waiting) answers.set(text, await ask(text));
        waiting.clear();
      }
    },
  };
}
