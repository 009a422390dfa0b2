import type { PromptTree } from '../caches/prompt-tree.ts';
import type { Entry } from '../domain/entry.ts';
import type { TextCounting } from '../domain/report.ts';
import { MANY_TEXTS } from '../domain/token-count.ts';
import type { PromptLog } from './prompt-log.ts';
import type { TakenPrompt } from './taken-prompts.ts';
import { createTextFits } from './text-fits.ts';

/** How well tokens of texts are known by a tokenizer. */
export interface TextsKnown {
  readonly how: TextCounting;
  /** Tokens for each that was counted or estimated. */
  readonly scale: number;
  readonly barPercent: number;
}

/** How well tokens are known for the calls of a workflow. */
export interface TextBars {
  readonly of: (entry: Entry, tokenizer: string) => TextsKnown;
}

interface Pool {
  readonly calls: TakenPrompt[];
  readonly known: Map<string, TextsKnown>;
  hasMany: boolean | undefined;
}

/**
 * Errors of many texts do not all lie on one side. So the bar is that of a workflow's texts together, weighed by how often
 * they are sent; calls whose log counts other tokens are another pool. No bar hangs on the order of reading.
 */
export function createTextBars(entries: readonly Entry[], prompts: PromptLog, tree: PromptTree): TextBars {
  const fits = createTextFits(entries, prompts, tree);
  const pools = new Map<string, Pool>();
  const marks = new Int32Array(tree.size);
  let latestMark = 0;
  const keyOf = ({ home }: Entry, { source }: TakenPrompt): string => `${source.name ?? ''} ${home.workflow}`;

  for (const entry of entries) {
    if (entry.prompt === undefined) continue;
    const taken = prompts.at(entry.prompt.number);
    const key = keyOf(entry, taken);
    const pool: Pool = pools.get(key) ?? { calls: [], known: new Map(), hasMany: undefined };
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

  function percentOf(pool: Pool, tokensWay: number, off: number): number {
    let [tokens, uncertain] = [0, 0];
    for (const taken of pool.calls) {
      tokens += textTokens(taken, tokensWay);
      uncertain += textTokens(taken, off);
    }
    return tokens === 0 ? 0 : Math.ceil((100 * uncertain) / tokens - ROUNDING);
  }

  /** A fit that lies within the bar of the estimate confirms it: the narrower of both bars holds. */
  function knownOf(pool: Pool, entry: Entry, tokenizer: string): TextsKnown {
    const ways = prompts.ways.of(tokenizer);
    if (ways?.off === undefined) return COUNTED;
    pool.hasMany ??= hasMany(pool);
    const { one, many } = ways.off;
    const barPercent = percentOf(pool, ways.tokens, pool.hasMany ? many : one);
    const fit = fits.of(entry, tokenizer);
    if (fit === undefined) return { how: 'estimated', scale: 1, barPercent };
    const isConfirmed = 100 * Math.abs(fit.scale - 1) <= barPercent;
    const fitted = isConfirmed ? Math.min(barPercent, fit.barPercent) : fit.barPercent;
    // What is known of many texts says little of a few.
    return { how: 'fitted', scale: fit.scale, barPercent: pool.hasMany ? fitted : barPercent };
  }

  return {
    of(entry, tokenizer) {
      const pool = entry.prompt && pools.get(keyOf(entry, prompts.at(entry.prompt.number)));
      if (pool === undefined) return COUNTED;
      const known = pool.known.get(tokenizer) ?? knownOf(pool, entry, tokenizer);
      pool.known.set(tokenizer, known);
      return known;
    },
  };
}

const COUNTED: TextsKnown = { how: 'counted', scale: 1, barPercent: 0 };

/** Of sums of doubles, far more than their last digits, which hang on the order. */
const ROUNDING = 1e-6;
