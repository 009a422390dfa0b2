import { type CallList, createCallList } from '../caches/call-list.ts';
import type { PromptTree } from '../caches/prompt-tree.ts';
import { simulate } from '../caches/simulate.ts';
import { trackOf } from '../caches/track.ts';
import { type CacheRule, HIT_WORLDS } from '../domain/caching.ts';
import type { Entry } from '../domain/entry.ts';
import type { RateCard } from '../domain/pricing.ts';
import { TEXT_COUNTINGS } from '../domain/report.ts';
import type { ReplayOptions, Scenario } from '../replay/scenario.ts';
import { type Served, type ServedBy, type ServingQuestion, servingQuestion } from '../replay/served.ts';
import {
  countsOn,
  isExact,
  type ServedHits,
  servedFrom,
  type TargetCounts,
  type TextRatio,
  type TextRatios,
} from '../replay/served-counts.ts';
import { byPlace } from './call-order.ts';
import type { PromptLog } from './prompt-log.ts';
import { createTextBars, type TextBars } from './text-bars.ts';

/** Calls whose prompts are compared: they wait until all of a log is read. Memory grows with them. */
export interface HeldCalls<T extends { readonly entry: Entry }> {
  /** @returns false: there is nothing to compare, and the call need not wait */
  readonly hold: (call: T) => boolean;
  /** Every call that waited, in the order in which it came, and what each scenario makes of it. */
  readonly drain: (
    scenarios: readonly Scenario[],
  ) => Iterable<{ readonly call: T; readonly served: ServedBy | undefined }>;
}

export interface HeldOptions {
  readonly card: RateCard;
  readonly options: ReplayOptions;
  readonly prompts: PromptLog;
}

export function createHeldCalls<T extends { readonly entry: Entry }>(how: HeldOptions): HeldCalls<T> {
  const held: T[] = [];
  return {
    hold(call) {
      if (call.entry.prompt === undefined) return false;
      held.push(call);
      return true;
    },
    *drain(scenarios) {
      const tree = held.length === 0 ? undefined : how.prompts.store()?.tree();
      const entries = held.map(({ entry }) => entry);
      const byScenario = tree === undefined ? [] : servedInAll(scenarios, { ...how, entries, tree });
      for (const [place, call] of held.entries()) {
        const served = byScenario.map((all) => all[place]);
        yield { call, served: served.every((each) => each === undefined) ? undefined : served };
      }
    },
  };
}

interface Held extends HeldOptions {
  readonly entries: readonly Entry[];
  readonly tree: PromptTree;
}

interface Compared extends Held {
  readonly bars: TextBars;
}

/** Calls that share a cache: of one model, under one rule. */
interface Scope {
  readonly number: number;
  readonly rule: CacheRule;
  /**
   * The way in which the target's tokens are counted. `undefined`: nobody knows its tokenizer, or no call comes from
   * another one: bytes then say which part is shared, and no figure depends on which other models are asked about.
   */
  vocabulary: number | undefined;
}

/** A call in a scope, and its tokens there. */
interface Asked {
  readonly question: ServingQuestion;
  readonly scope: Scope;
  readonly counts: TargetCounts;
}

function servedInAll(
  scenarios: readonly Scenario[],
  held: Held,
): readonly (readonly (Served | undefined)[])[] {
  const bars = createTextBars(held.entries, held.prompts, held.tree);
  return scenarios.map((scenario) => servedIn(scenario, { ...held, bars }));
}

/** What a scenario makes of each call: `undefined` where it cannot be worked out. */
function servedIn(scenario: Scenario, compared: Compared): readonly (Served | undefined)[] {
  const { entries } = compared;
  const scopes = createScopes(compared.prompts);
  const asked = entries.map((entry) => ask(scenario, entry, { ...compared, scopes }));
  const list = listOf(compared, asked);
  const hits = entries.map((): Partial<ServedHits> => ({}));
  const orderOf = (a: number, b: number): number => byPlace(entries[a], entries[b]);
  for (const scope of scopes.all()) {
    const scopeOf = (call: number) => (asked[call]?.scope === scope ? scope.number : undefined);
    const track = trackOf({ prompts: compared.tree, calls: list, scopeOf, orderOf });
    const tokensOf = (call: number) => asked[call]?.counts.input.base;
    for (const world of HIT_WORLDS) {
      const { read, written } = simulate({
        track,
        rule: scope.rule,
        world,
        vocabulary: scope.vocabulary,
        tokensOf,
      });
      for (const [call, each] of asked.entries())
        if (each?.scope === scope && !Number.isNaN(read[call]))
          hits[call] = { ...hits[call], [world]: { read: read[call] ?? 0, written: written[call] ?? 0 } };
    }
  }
  return asked.map((each, call) => {
    const own = hits[call];
    if (each === undefined || own?.base === undefined) return undefined;
    return servedFrom(each.question.rule, each.counts, own as ServedHits);
  });
}

function createScopes({ ways }: PromptLog) {
  const scopes = new Map<string, Scope>();
  return {
    of({ model, rule, isSameModel, factor, tokenizers: [, target] }: ServingQuestion): Scope {
      const key = [model.host, model.provider, model.name, rule.from, target].join(' ');
      const known = scopes.get(key) ?? { number: scopes.size, rule, vocabulary: undefined };
      scopes.set(key, known);
      if (!isSameModel && !isExact(factor)) known.vocabulary = ways.of(target)?.tokens;
      return known;
    },
    all: (): readonly Scope[] => [...scopes.values()],
  };
}

function ask(
  scenario: Scenario,
  entry: Entry,
  compared: Compared & { readonly scopes: ReturnType<typeof createScopes> },
): Asked | undefined {
  const { card, options, scopes } = compared;
  const question = servingQuestion(card, scenario, options, entry);
  if (question === undefined || entry.prompt === undefined) return undefined;
  const scope = scopes.of(question);
  return { question, scope, counts: countsOn(question, entry, ratiosOf(question, entry, compared)) };
}

/** What the texts come to on both sides; `undefined` where nobody knows one of the tokenizers. */
function ratiosOf(
  { tokenizers: [from, to] }: ServingQuestion,
  entry: Entry,
  { prompts, tree, bars }: Compared,
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

function listOf({ entries, prompts }: Compared, asked: readonly (Asked | undefined)[]): CallList {
  const list = createCallList();
  for (const [place, { prompt, startedAt, endedAt, counts }] of entries.entries()) {
    const own = asked[place];
    const taken = own && prompt && prompts.at(prompt.number);
    list.add({
      scope: own?.scope.number ?? 0,
      prompt: taken?.prompt,
      answer: taken?.answerEnd,
      startedAt,
      endedAt,
      tokens: own?.counts.input.base ?? counts.input,
    });
  }
  return list;
}
