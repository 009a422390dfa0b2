import type { Explanation } from '../../domain/explanation.ts';
import type { Screen } from '../screen.ts';

type Renderer = (explanation: Explanation, screen: Screen) => Promise<string>;

/** Each writer is loaded when it is chosen. */
export const EXPLANATION_RENDERERS = {
  tree: async (explanation, screen) => {
    const [{ explanationTree }, { treeText }, { ASCII, UNICODE }] = await Promise.all([
      import('./explanation-tree.ts'),
      import('./tree.ts'),
      import('../numbers.ts'),
    ]);
    const { isAscii } = screen;
    return treeText(explanationTree(explanation, { glyphs: isAscii ? ASCII : UNICODE, isAscii }), screen);
  },
  json: async (explanation) => (await import('./json.ts')).explanationJson(explanation),
} as const satisfies Readonly<Record<string, Renderer>>;

export type ExplanationFormat = keyof typeof EXPLANATION_RENDERERS;
export const EXPLANATION_FORMATS = Object.keys(EXPLANATION_RENDERERS) as readonly ExplanationFormat[];
