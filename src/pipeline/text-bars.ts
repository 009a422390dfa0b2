import type { PromptTree } from '../caches/prompt-tree.ts';
import type { Entry } from '../domain/entry.ts';
import { MANY_TEXTS } from '../domain/token-count.ts';
import type { TokenizerFamily } from '../domain/tokens.ts';
import type { PromptLog, TakenPrompt } from './prompt-log.ts';

/** How far estimates of a family's tokens may be off for the calls of a workflow, as ± so many percent. */
export interface TextBars {
  readonly of: (entry: Entry, family: TokenizerFamily) => number;
}

interface Pool {
  readonly calls: TakenPrompt[];
  readonly percents: Map<TokenizerFamily, number>;
  hasMany: boolean | undefined;
}

/**
 * Errors of many texts do not all lie on one side. So the bar is that of a workflow's texts together, weighed by how often
 * they are sent; calls whose log counts other tokens are another pool. No bar hangs on the order of reading.
 */
export function createTextBars(entries: readonly Entry[], prompts: PromptLog, tree: PromptTree): TextBars {
  const pools = new Map<string, Pool>();
  const marks = new Int32Array(tree.size);
  let latestMark = 0;
  const keyOf = ({ home }: Entry, { source }: TakenPrompt): string => `${source ?? ''} ${home.workflow}`;

  for (const entry of entries) {
    if (entry.prompt === undefined) continue;
    const taken = prompts.at(entry.prompt.number);
    const key = keyOf(entry, taken);
    const pool: Pool = pools.get(key) ?? { calls: [], percents: new Map(), hasMany: undefined };
    pools.set(key, pool);
    pool.calls.push(taken);
  }

  /** The calls have so many different texts, answers among them. */
  function hasMany({ calls }: Pool): boolean {
    const mark = ++latestMark;
    let texts = 0;
    for (const { answerEnd } of calls)
      for (let at = tree.numberOf(answerEnd); at > 0 && marks[at] !== mark; at = tree.before[at] ?? 0) {
        marks[at] = mark;
        texts += 1;
        if (texts >= MANY_TEXTS) return true;
      }
    return false;
  }

  const textTokens = (taken: TakenPrompt, way: number): number =>
    tree.tokens(way, tree.numberOf(taken.prompt.end)) + prompts.answerTokens(taken, way);

  function percentOf(pool: Pool, family: TokenizerFamily): number {
    const ways = prompts.ways.of(family);
    if (ways?.off === undefined) return 0;
    pool.hasMany ??= hasMany(pool);
    const off = pool.hasMany ? ways.off.many : ways.off.one;
    let [tokens, uncertain] = [0, 0];
    for (const taken of pool.calls) {
      tokens += textTokens(taken, ways.tokens);
      uncertain += textTokens(taken, off);
    }
    return tokens === 0 ? 0 : Math.ceil((100 * uncertain) / tokens - ROUNDING);
  }

  return {
    of(entry, family) {
      const pool = entry.prompt && pools.get(keyOf(entry, prompts.at(entry.prompt.number)));
      if (pool === undefined) return 0;
      const percent = pool.percents.get(family) ?? percentOf(pool, family);
      pool.percents.set(family, percent);
      return percent;
    },
  };
}

/** Of sums of doubles, far more than their last digits, which hang on the order. */
const ROUNDING = 1e-6;
