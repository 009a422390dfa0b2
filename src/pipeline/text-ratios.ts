import type { PromptTree } from '../caches/prompt-tree.ts';
import type { Entry } from '../domain/entry.ts';
import { TEXT_COUNTINGS } from '../domain/report.ts';
import type { ServingQuestion } from '../replay/served.ts';
import type { TextRatio, TextRatios } from '../replay/served-counts.ts';
import type { PromptLog } from './prompt-log.ts';
import type { TakenPrompt } from './taken-prompts.ts';
import type { TextBars } from './text-bars.ts';
import type { TokenizerWays } from './text-ways.ts';

interface Texts {
  readonly prompts: PromptLog;
  readonly tree: PromptTree;
  readonly bars: TextBars;
}

/** What the texts come to on both sides; `undefined` where both count alike, or nobody knows one of the tokenizers. */
export function textRatios(
  question: ServingQuestion,
  entry: Entry,
  { prompts, tree, bars }: Texts,
): TextRatios | undefined {
  const taken = entry.prompt && prompts.at(entry.prompt.number);
  if (taken === undefined) return undefined;
  const sides = sidesOf(question, taken, prompts);
  if (sides === undefined) return undefined;
  const { from, to, here, there } = sides;
  const end = tree.numberOf(taken.prompt.end);
  const known = [bars.of(entry, from), bars.of(entry, to)] as const;
  const ratio = (tokensIn: (way: number) => number): TextRatio | undefined => {
    const [source, target] = [
      tokensIn(here.tokens) * known[0].scale,
      tokensIn(there.tokens) * known[1].scale,
    ];
    return source > 0 && target > 0 ? { source, target } : undefined;
  };
  return {
    input: ratio((way) => tree.tokens(way, end)),
    output: ratio((way) => prompts.answerTokens(taken, way)),
    how: TEXT_COUNTINGS.findLast((how) => known.some((each) => each.how === how)) ?? 'counted',
    // Nobody knows whether both estimates are off to the same side.
    barPercent: known[0].barPercent + known[1].barPercent,
    own: prompts.tokenizers.ownIn(from, to),
  };
}

interface Sides {
  readonly from: string;
  readonly to: string;
  readonly here: TokenizerWays;
  readonly there: TokenizerWays;
}

/** Models of one family count alike, unless the user says in which vocabulary each of them counts. */
function sidesOf(
  { model, tokenizers: [family, targetFamily] }: ServingQuestion,
  { source }: TakenPrompt,
  { tokenizers, ways }: PromptLog,
): Sides | undefined {
  const [from, to] = [source.name, tokenizers.ofTarget(model, targetFamily)];
  const isOneFamily = family !== undefined && family === targetFamily;
  if (from === undefined || to === undefined || source.family !== family) return undefined;
  if (isOneFamily && from === to) return undefined;
  const [here, there] = [ways.of(from), ways.of(to)];
  if (here === undefined || there === undefined) return undefined;
  const isCounted = here.off === undefined && there.off === undefined;
  return isOneFamily && !isCounted ? undefined : { from, to, here, there };
}
