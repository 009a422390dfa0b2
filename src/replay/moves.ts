import type { Assumptions, GivenCache } from '../domain/assumptions.ts';
import { type Fraction, multiply, ONE } from '../domain/money.ts';
import type { CachePolicy } from './policies.ts';
import type { Scenario, ShownScenario } from './scenario.ts';
import { type Bar, same, WORLDS, type World } from './transfer.ts';

/** What is taken for granted of a call that moves, beside its tokens in another vocabulary. */
export interface Moves {
  /** Tokens of its answer for each one of the log. */
  readonly outputLength: Bar<Fraction>;
  /** Calls that are made for each one of the log: those that must be made again cost what others cost. */
  readonly attempts: Bar<Fraction>;
}

export const UNCHANGED: Moves = { outputLength: same(ONE), attempts: same(ONE) };

/** What was given for a scenario's target. */
export function movesTo(scenario: Scenario, given: Assumptions): Moves {
  if (scenario.kind !== 'target') return UNCHANGED;
  const names = namesOf(scenario);
  const retries = given.retryRate(names)?.value;
  return {
    outputLength: given.outputLength(names)?.value ?? UNCHANGED.outputLength,
    attempts: retries === undefined ? UNCHANGED.attempts : inWorlds((world) => oneAnd(retries[world])),
  };
}

/** A target as the user named it, as the price book does, and with its provider. */
export const namesOf = ({
  label,
  model,
}: Pick<Extract<ShownScenario, { kind: 'target' }>, 'label' | 'model'>): readonly string[] => [
  label,
  model.name,
  `${model.provider}/${model.name}`,
];

const POLICY_OF: Readonly<Record<GivenCache, CachePolicy>> = { recorded: 'base', cold: 'cold', warm: 'warm' };

/** The policy that holds in every world; `undefined`: the base one and the ends of the range. */
export const givenPolicy = ({ cache }: Assumptions): CachePolicy | undefined =>
  cache && POLICY_OF[cache.value];

/** Whatever multiplies the tokens of a lot on its target, in one world. */
export interface Times {
  readonly input: Fraction;
  readonly output: Fraction;
}

/** @param tokens for each token that is counted: the tokenizer's factor, or one where the counts are the target's own */
export function timesIn({ outputLength, attempts }: Moves, tokens: Fraction, world: World): Times {
  const input = multiply(tokens, attempts[world]);
  return { input, output: multiply(input, outputLength[world]) };
}

/** What multiplies tokens, one by one. */
export interface TimesSteps {
  readonly input: readonly Fraction[];
  readonly output: readonly Fraction[];
}

/** The factors of which `timesIn` is the product, without ones. */
export function stepsIn({ outputLength, attempts }: Moves, tokens: Fraction, world: World): TimesSteps {
  const input = [tokens, attempts[world]];
  return { input: input.filter(isFactor), output: [...input, outputLength[world]].filter(isFactor) };
}

const isFactor = ({ num, den }: Fraction): boolean => num !== den;

const oneAnd = ({ num, den }: Fraction): Fraction => ({ num: num + den, den });

const inWorlds = <T>(of: (world: World) => T): Bar<T> => ({
  low: of('low'),
  base: of('base'),
  high: of('high'),
});

/** As a text that is the same for equal moves. */
export const movesKey = ({ outputLength, attempts }: Moves): string =>
  [outputLength, attempts]
    .flatMap((bar) => WORLDS.map((world) => `${bar[world].num}/${bar[world].den}`))
    .join();
