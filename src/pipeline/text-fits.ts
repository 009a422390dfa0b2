import type { PromptTree } from '../caches/prompt-tree.ts';
import type { Entry } from '../domain/entry.ts';
import type { TokenizerFamily } from '../domain/tokens.ts';
import type { PromptLog } from './prompt-log.ts';
import type { TakenPrompt } from './taken-prompts.ts';
import { type Fit, fitUsage, type Growth } from './usage-fit.ts';

/** How a family's estimates are fitted in a workflow; `undefined`: the log does not tell. */
export interface TextFits {
  readonly of: (entry: Entry, family: TokenizerFamily) => Fit | undefined;
}

/** Where prompts of a run end, and the fewest tokens that the log reports of one. */
type Ends = Map<number, number>;

/**
 * Fits estimates to what the log reports of calls that another family's are moved from or to: of the same workflow, since
 * texts of another one are of another kind.
 */
export function createTextFits(entries: readonly Entry[], prompts: PromptLog, tree: PromptTree): TextFits {
  const runs = new Map<string, Map<number, Ends>>();
  const fits = new Map<string, Fit | undefined>();
  for (const entry of entries) {
    const taken = takenOf(entry, prompts);
    const source = taken?.source.name;
    if (taken === undefined || source === undefined) continue;
    if (entry.source.inputKnown?.kind !== 'reported' || prompts.ways.of(source)?.off === undefined) continue;
    const key = keyOf(entry, source);
    const ofWorkflow = runs.get(key) ?? new Map<number, Ends>();
    runs.set(key, ofWorkflow);
    const ends: Ends = ofWorkflow.get(entry.home.number) ?? new Map();
    ofWorkflow.set(entry.home.number, ends);
    const end = tree.numberOf(taken.prompt.end);
    ends.set(end, Math.min(ends.get(end) ?? entry.counts.input, entry.counts.input));
  }

  function fitFor(key: string, family: TokenizerFamily): Fit | undefined {
    const [all, ways] = [runs.get(key), prompts.ways.of(family)];
    if (all === undefined || ways?.off === undefined) return undefined;
    const { tokens, off } = ways;
    const growths = [...all.values()].flatMap((ends) =>
      [...ends].flatMap(([end, reported]): readonly Growth[] => {
        const earlier = earlierEnd(tree, ends, end);
        if (earlier === undefined) return [];
        const added = (way: number): number => tree.tokens(way, end) - tree.tokens(way, earlier);
        const texts = (tree.texts[end] ?? 0) - (tree.texts[earlier] ?? 0);
        const estimated = added(tokens);
        const bar = added(off.one) / estimated;
        return [{ reported: reported - (ends.get(earlier) ?? 0), estimated, texts, bar }];
      }),
    );
    return fitUsage(growths);
  }

  return {
    of(entry, family) {
      const key = keyOf(entry, family);
      if (!fits.has(key)) fits.set(key, fitFor(key, family));
      return fits.get(key);
    },
  };
}

const keyOf = ({ home }: Entry, family: TokenizerFamily): string => `${family} ${home.workflow}`;

const takenOf = ({ prompt }: Entry, prompts: PromptLog): TakenPrompt | undefined =>
  prompt && prompts.at(prompt.number);

/** Where the longest prompt of the run ends that this one begins with. */
function earlierEnd({ before }: PromptTree, ends: Ends, end: number): number | undefined {
  for (let at = before[end] ?? 0; at > 0; at = before[at] ?? 0) if (ends.has(at)) return at;
  return undefined;
}
