import { type CallList, createCallList } from '../caches/call-list.ts';
import type { PromptTree } from '../caches/prompt-tree.ts';
import { simulate } from '../caches/simulate.ts';
import { trackOf } from '../caches/track.ts';
import { type CacheRule, HIT_WORLDS } from '../domain/caching.ts';
import type { Entry, Source } from '../domain/entry.ts';
import type { RateCard } from '../domain/pricing.ts';
import type { ReplayOptions, Scenario } from '../replay/scenario.ts';
import { type Served, type ServedBy, type ServingQuestion, servingQuestion } from '../replay/served.ts';
import {
  countsOn,
  isExact,
  type ServedHits,
  servedFrom,
  type TargetCounts,
} from '../replay/served-counts.ts';
import { byPlace } from './call-order.ts';
import { createHits } from './found-hits.ts';
import { givenHits, type MovedPrompt } from './given-hits.ts';
import { leastBytes } from './prompt-cover.ts';
import type { PromptLog } from './prompt-log.ts';
import type { TakenPrompt } from './taken-prompts.ts';
import { createTextBars, type TextBars } from './text-bars.ts';
import { textRatios } from './text-ratios.ts';

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
        const served = byScenario.map((servedAt) => servedAt(place));
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
  /** Names the model and the rule. */
  readonly under: string;
  readonly rule: CacheRule;
  /**
   * The way in which the target's tokens are counted. `undefined`: nobody knows its tokenizer, or no call comes from
   * another one: bytes then say which part is shared, and no figure depends on which other models are asked about.
   */
  vocabulary: number | undefined;
}

/** Scopes that are simulated together, each for itself: a log in many files has one for each file. */
interface ScopeGroup extends Pick<Scope, 'rule' | 'vocabulary'> {
  readonly numbers: Set<number>;
}

/** A call in a scope, and its tokens there. */
interface Asked {
  readonly question: ServingQuestion;
  readonly scope: Scope;
  readonly counts: TargetCounts;
}

/** What a scenario makes of a call, by its place; worked out when it is asked for. */
type ServedAt = (call: number) => Served | undefined;

function servedInAll(scenarios: readonly Scenario[], held: Held): readonly ServedAt[] {
  const bars = createTextBars(held.entries, held.prompts, held.tree);
  return scenarios.map((scenario) => servedIn(scenario, { ...held, bars }));
}

/** Of a call, only where it belongs and what was found of it is kept, some 60 bytes; the rest is worked out twice. */
function servedIn(scenario: Scenario, compared: Compared): ServedAt {
  if (scenario.kind !== 'target') return () => undefined;
  const { entries } = compared;
  const scopes = createScopes(compared.prompts);
  const places = { scope: new Int32Array(entries.length).fill(-1), tokens: new Float64Array(entries.length) };
  const asking = { ...compared, scopes, questionOf: createQuestions(scenario, compared) };
  const askAbout = (call: number): Asked | undefined => ask(entries[call], asking);
  let moves = 0;
  for (const call of entries.keys()) {
    const asked = askAbout(call);
    if (asked === undefined) continue;
    if (!asked.question.isSameModel) moves++;
    places.scope[call] = asked.scope.number;
    places.tokens[call] = asked.counts.input.base;
  }
  if (moves === 0) return () => undefined;
  const { cache } = compared.options.given;
  const hitsOf =
    cache === undefined
      ? simulatedHits(scopes.groups(), places, compared)
      : givenHits(cache.value, entries, (call) => movedPrompt(askAbout(call)));
  return (call) => {
    const own = hitsOf(call);
    const asked = own && askAbout(call);
    if (own === undefined || asked === undefined || asked.question.isSameModel) return undefined;
    return servedFrom(asked.question.rule, asked.counts, own);
  };
}

function movedPrompt(asked: Asked | undefined): MovedPrompt | undefined {
  if (asked === undefined || asked.question.isSameModel) return undefined;
  return { tokens: asked.counts.input.base, hasWriteFee: asked.question.rule.writes !== undefined };
}

/** By its place: in which scope a call is, -1 for none, and its prompt's tokens there. */
interface Places {
  readonly scope: Int32Array;
  readonly tokens: Float64Array;
}

/** What caches find by their vendors' rules. */
function simulatedHits(
  groups: Iterable<ScopeGroup>,
  places: Places,
  compared: Compared,
): (call: number) => ServedHits | undefined {
  const { entries, tree } = compared;
  const list = listOf(compared, places);
  const hits = createHits(entries.length);
  const tokensOf = (call: number): number | undefined => places.tokens[call];
  const orderOf = (a: number, b: number): number => byPlace(entries[a], entries[b]);
  for (const { rule, vocabulary, numbers } of groups) {
    const isIn = (call: number): boolean => numbers.has(places.scope[call] ?? -1);
    const track = trackOf({
      prompts: tree,
      calls: list,
      scopeOf: (call) => (isIn(call) ? places.scope[call] : undefined),
      orderOf,
    });
    for (const world of HIT_WORLDS)
      hits.note(world, simulate({ track, rule, world, vocabulary, tokensOf }), isIn);
  }
  return hits.of;
}

function createScopes({ tokenizers, ways }: PromptLog) {
  const scopes = new Map<string, Scope>();
  return {
    /** @param isOther its texts count otherwise there */
    of({ model, rule, tokenizers: [, family] }: ServingQuestion, log: number, isOther: boolean): Scope {
      const target = tokenizers.ofTarget(model, family);
      const under = [model.host, model.provider, model.name, rule.from].join(' ');
      const key = [under, target, log].join(' ');
      const known = scopes.get(key) ?? { number: scopes.size, under, rule, vocabulary: undefined };
      scopes.set(key, known);
      if (isOther && log === 0) known.vocabulary = ways.of(target)?.tokens;
      return known;
    },
    groups(): Iterable<ScopeGroup> {
      const groups = new Map<string, ScopeGroup>();
      for (const { number, under, rule, vocabulary } of scopes.values()) {
        const key = `${under} ${vocabulary}`;
        const group = groups.get(key) ?? { rule, vocabulary, numbers: new Set() };
        groups.set(key, group);
        group.numbers.add(number);
      }
      return groups.values();
    },
  };
}

interface Asking extends Compared {
  readonly scopes: ReturnType<typeof createScopes>;
  readonly questionOf: (entry: Entry) => ServingQuestion | undefined;
}

/** Of a source's calls without instants, one stands for all. */
function createQuestions(scenario: Scenario, { card, options }: HeldOptions): Asking['questionOf'] {
  const known = new Map<Source, ServingQuestion | undefined>();
  return (entry) => {
    const { source, startedAt, endedAt } = entry;
    if (startedAt !== undefined || endedAt !== undefined)
      return servingQuestion(card, scenario, options, entry);
    if (!known.has(source)) known.set(source, servingQuestion(card, scenario, options, entry));
    return known.get(source);
  };
}

function ask(entry: Entry | undefined, compared: Asking): Asked | undefined {
  const { scopes, questionOf, prompts } = compared;
  if (entry?.prompt === undefined) return undefined;
  const question = questionOf(entry);
  if (question === undefined) return undefined;
  const taken = prompts.at(entry.prompt.number);
  if (taken.isFollowing && !isChainCovered(taken, entry, compared)) return undefined;
  const ratios = textRatios(question, entry, compared);
  const scope = scopes.of(question, taken.log, ratios !== undefined || !isExact(question.factor));
  return { question, scope, counts: countsOn(question, entry, ratios) };
}

/** All that was said before counts, and it has to be in the log. */
function isChainCovered({ prompt }: TakenPrompt, { counts }: Entry, { tree }: Held): boolean {
  const end = tree.numberOf(prompt.end);
  return end >= 0 && (tree.bytes[end] ?? 0) >= leastBytes(counts.input);
}

const elapsedOf = (taken: TakenPrompt | undefined): number | undefined =>
  taken === undefined || Number.isNaN(taken.elapsedMs) ? undefined : taken.elapsedMs;

function listOf(
  { entries, prompts }: Compared,
  { scope, tokens }: { readonly scope: Int32Array; readonly tokens: Float64Array },
): CallList {
  const list = createCallList();
  for (const [call, { prompt, startedAt, endedAt, counts }] of entries.entries()) {
    const isAsked = (scope[call] ?? -1) >= 0;
    const taken = isAsked && prompt ? prompts.at(prompt.number) : undefined;
    list.add({
      scope: isAsked ? (scope[call] ?? 0) : 0,
      prompt: taken?.prompt,
      answer: taken?.answerEnd,
      startedAt: startedAt ?? elapsedOf(taken),
      endedAt,
      tokens: isAsked ? tokens[call] : counts.input,
    });
  }
  return list;
}
