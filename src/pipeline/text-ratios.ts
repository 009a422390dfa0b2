import type { PromptTree } from '../caches/prompt-tree.ts';
import type { Entry } from '../domain/entry.ts';
import { TEXT_COUNTINGS } from '../domain/report.ts';
import type { ServingQuestion } from '../replay/served.ts';
import type { TextRatio, TextRatios } from '../replay/served-counts.ts';
import type { PromptLog } from './prompt-log.ts';
import type { TextBars } from './text-bars.ts';

interface Texts {
  readonly prompts: PromptLog;
  readonly tree: PromptTree;
  readonly bars: TextBars;
}

/** What the texts come to on both sides; `undefined` where nobody knows one of the tokenizers. */
export function textRatios(
  { tokenizers: [from, to] }: ServingQuestion,
  entry: Entry,
  { prompts, tree, bars }: Texts,
): TextRatios | undefined {
  const [here, there] = [prompts.ways.of(from), prompts.ways.of(to)];
  const taken = entry.prompt && prompts.at(entry.prompt.number);
  if (taken === undefined || here === undefined || there === undefined) return undefined;
  if (from === undefined || to === undefined || taken.source !== from) return undefined;
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
  };
}
