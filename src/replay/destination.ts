import type { Instant, ServiceTier } from '../domain/book.ts';
import type { Source } from '../domain/entry.ts';
import { type Fraction, ONE } from '../domain/money.ts';
import type { BookModel, RateCard, Unpriced } from '../domain/pricing.ts';
import { type Provenance, type TokenClass, type TokenizerFamily, VOCABULARIES } from '../domain/tokens.ts';
import { givenPolicy, type Moves, movesTo, UNCHANGED } from './moves.ts';
import type { CachePolicy } from './policies.ts';
import type { ReplayOptions, Scenario } from './scenario.ts';
import type { Served } from './served.ts';
import { type Bar, same, tokenFactor, within } from './transfer.ts';

/** One call that stands for all calls of its lot: they have the same source and are priced alike. */
export interface Representative {
  readonly source: Source;
  readonly startedAt: Instant | undefined;
  readonly endedAt: Instant | undefined;
  readonly promptTokens: number;
  readonly answerTokens: number;
  /** Prompt and answer together. */
  readonly windowTokens: number;
  /** Those that it has tokens of. */
  readonly classes: readonly TokenClass[];
  /** What was worked out for the call itself on the scenario's target. */
  readonly served?: Served | undefined;
}

/** Where a scenario sends a call, when it is priced there, and what of its counts carries over. */
export interface Destination {
  readonly model: BookModel;
  /** Which prices are in force. */
  readonly at: Instant;
  /** The hours of the week that it may be: one, unless the log does not say. The first is the base. */
  readonly places: readonly Instant[];
  readonly isInstantAssumed: boolean;
  /** It stays on the model that it was recorded with. */
  readonly isSameModel: boolean;
  /** Target tokens for each token of the log. */
  readonly factor: Bar<Fraction>;
  /** What is taken for granted of it beside that; nothing of what stays on its model. */
  readonly moves: Moves;
  /** How it is cached where that is left open; `undefined`: as the range has it. */
  readonly policy: CachePolicy | undefined;
  /** Whose tokens the log counts, and whose the target does. */
  readonly tokenizers: readonly [from: TokenizerFamily | undefined, to: TokenizerFamily | undefined];
  /** `undefined`: the log has a word for its tier that nobody knows. */
  readonly tier: ServiceTier | undefined;
  readonly region: string | undefined;
  /** Its prompts are taken as small. */
  readonly isPlain: boolean;
}

export function destinationOf(
  card: RateCard,
  scenario: Scenario,
  options: ReplayOptions,
  call: Representative,
): Destination | Unpriced {
  const { source } = call;
  const own = options.bandAt === 'end' ? (call.endedAt ?? call.startedAt) : call.startedAt;
  const isFixed = scenario.kind === 'fixed';
  const place = isFixed ? scenario.place : (own ?? options.at);
  const at = instantOf(scenario, place);
  const isMoved = scenario.kind === 'target' && (scenario.isForAll || !source.isPinned);
  const recorded = card.resolve(source.provider, source.model, isMoved ? place : at);
  const known = 'kind' in recorded ? undefined : recorded;
  const model = isMoved ? scenario.model : recorded;
  if ('kind' in model) return model;
  const isSameModel = known !== undefined && (model === known || isSame(card, known, place, model, at));
  const isHourKnown = isFixed || (own !== undefined && source.instantKnown === 'exact' && !source.isTotal);
  const family = measuredIn(source.inputKnown, known && card.limitsOf(known, place)?.tokenizer);
  const target = card.limitsOf(model, at)?.tokenizer;
  return {
    model,
    at,
    places: isHourKnown ? [place] : [place, ...card.placesOf(model, at)],
    isInstantAssumed: own === undefined && !isFixed,
    isSameModel,
    factor: factorOf(source.inputKnown, [family, target], isSameModel),
    moves: isSameModel ? UNCHANGED : movesTo(scenario, options.given),
    policy: givenPolicy(options.given),
    tokenizers: [family, target],
    tier: known === undefined ? 'standard' : card.tierOf(known, source.serviceTier),
    region: isSameModel ? source.region : undefined,
    isPlain: isFixed && scenario.isPlain,
  };
}

function instantOf(scenario: Scenario, place: Instant): Instant {
  if (scenario.kind === 'baseline') return place;
  return scenario.kind === 'fixed' ? scenario.at : scenario.asOf;
}

/** Two names of one model: the same entry of the book, or two that bill alike at their instants. */
function isSame(
  card: RateCard,
  recorded: BookModel,
  then: Instant,
  target: BookModel,
  now: Instant,
): boolean {
  if (recorded.provider !== target.provider) return false;
  return (
    recorded.name === target.name || card.billedAs(recorded, then).path === card.billedAs(target, now).path
  );
}

/** Within a family, a count is as well known there as it is here. */
function factorOf(
  known: Provenance | undefined,
  [from, to]: Destination['tokenizers'],
  isSameModel: boolean,
): Bar<Fraction> {
  if (isSameModel && known?.kind === 'reported') return same(ONE);
  const isEstimated = known?.kind === 'estimated' && from === to && from !== undefined;
  return isEstimated ? within(known.barPercent) : tokenFactor(from, to);
}

const FAMILY_OF_VOCABULARY: ReadonlyMap<string, TokenizerFamily> = new Map(
  [...VOCABULARIES].map(([family, vocabulary]) => [vocabulary, family]),
);

/**
 * The family in whose tokens a log counts: the model's own, unless the text was counted here in another vocabulary. What
 * is no vocabulary of recost's is the user's, for this model.
 */
export const measuredIn = (
  known: Provenance | undefined,
  own: TokenizerFamily | undefined,
): TokenizerFamily | undefined =>
  known?.kind === 'counted' ? (FAMILY_OF_VOCABULARY.get(known.vocabulary) ?? own) : own;
