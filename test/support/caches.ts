import { createCallList } from '../../src/caches/call-list.ts';
import { createPromptStore, type Prompt, type PromptStore } from '../../src/caches/prompt-store.ts';
import { simulate } from '../../src/caches/simulate.ts';
import { type Track, trackOf } from '../../src/caches/track.ts';
import type { CacheMark, CacheMode, CacheRule, HitWorld, InWorlds } from '../../src/domain/caching.ts';

/** A call as tests write it: times in seconds, texts in which every character is a token. */
export interface TextCall {
  readonly instructions?: readonly string[];
  readonly messages: readonly string[];
  readonly answer?: readonly string[];
  readonly start: number;
  readonly end?: number;
  readonly scope?: number;
  readonly tokens?: number;
}

export const characters = (text: string): number => text.length;

export const inWorlds = <T>(value: T): InWorlds<T> => ({ low: value, base: value, high: value });

export interface PlainRule {
  readonly mode?: CacheMode;
  readonly min?: number;
  readonly unit?: number;
  readonly idle?: number;
  readonly marks?: readonly CacheMark[];
  readonly lookBack?: number;
  readonly writes?: CacheRule['writes'];
}

/** A rule that is the same in every world. Unless it says so: automatic, any length, whole tokens, five minutes. */
export const plainRule = ({
  mode = 'automatic',
  min = 1,
  unit = 1,
  idle = 300,
  ...rest
}: PlainRule): CacheRule => ({
  from: 0,
  to: undefined,
  models: undefined,
  mode: inWorlds(mode),
  minTokens: inWorlds(min),
  unitTokens: inWorlds(unit),
  idleSeconds: inWorlds(idle),
  marks: rest.marks ?? [],
  lookBack: rest.lookBack,
  writes: rest.writes,
  confidence: 'high',
  sources: [],
  note: undefined,
});

/** Calls made ready for any rule; prompts are made by `promptOf`, as texts unless the test says otherwise. */
export function trackWith(
  calls: readonly TextCall[],
  promptOf: (store: PromptStore, call: TextCall) => Prompt | undefined = (store, call) =>
    store.addParts({ instructions: call.instructions ?? [], messages: call.messages }),
): Track {
  const store = createPromptStore([characters]);
  const list = createCallList();
  for (const call of calls) {
    const prompt = promptOf(store, call);
    const { answer } = call;
    list.add({
      scope: call.scope ?? 0,
      prompt,
      answer: prompt && answer && store.addAnswer(prompt, answer),
      startedAt: call.start * 1000,
      endedAt: call.end === undefined ? undefined : call.end * 1000,
      tokens: call.tokens,
    });
  }
  return trackOf({ prompts: store.tree(), calls: list, scopeOf: list.scope });
}

export interface Shares {
  readonly read: number;
  readonly written: number;
  readonly plain: number;
}

export function sharesOf(track: Track, rule: CacheRule, world: HitWorld = 'base'): readonly Shares[] {
  const { read, written, plain } = simulate({ track, rule, world, vocabulary: 0 });
  return [...read].map((tokens, call) => ({
    read: tokens,
    written: written[call] ?? Number.NaN,
    plain: plain[call] ?? Number.NaN,
  }));
}

/** What each call reads. */
export const readsOf = (
  calls: readonly TextCall[],
  rule: PlainRule,
  world: HitWorld = 'base',
): readonly number[] => sharesOf(trackWith(calls), plainRule(rule), world).map(({ read }) => read);

export const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
