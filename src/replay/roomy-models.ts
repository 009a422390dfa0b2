import type { Instant, PriceBook } from '../domain/book.ts';
import type { RoomyModel } from '../domain/misfits.ts';
import { ONE } from '../domain/money.ts';
import type { BookModel, RateCard } from '../domain/pricing.ts';
import { type CallSize, passedLimit, stretched } from './limits.ts';
import type { MisfitNeeds } from './misfits.ts';
import type { ReplayOptions } from './scenario.ts';
import { DEFAULT_TARGETS, shortName } from './targets.ts';
import { tokenFactor } from './transfer.ts';

/** More names say nothing more. */
const MOST_NAMED = 3;

export interface RoomOptions {
  readonly options: Pick<ReplayOptions, 'given'>;
  readonly book: PriceBook;
  readonly card: RateCard;
  readonly asOf: Instant;
}

/** Finds models of a book that take calls of some size, by each model's own count of tokens; cheapest first. */
export type RoomyModels = (
  needs: readonly MisfitNeeds[],
  /** What is not to be named: `provider/model` as it bills. */
  without: ReadonlySet<string>,
) => readonly RoomyModel[];

/**
 * Models that people know come first: those of the book's sets. All that makers sell are asked only if none of these
 * will do, and those of which nobody knows how long their answers may be only if no other will.
 */
export function createRoomyModels(options: RoomOptions): RoomyModels {
  const { book, card, asOf } = options;
  const billed = (model: BookModel): string => card.billedAs(model, asOf).path;
  const known = modelsOf([...[...book.sets.values()].flat().map(shortName), ...DEFAULT_TARGETS], options);
  return (needs, without) => {
    const among = (models: readonly BookModel[]): readonly Room[] => {
      const byBill = new Map(models.map((model) => [billed(model), model]));
      return [...byBill].flatMap(([path, model]) => {
        const room = without.has(path) ? undefined : roomIn(model, needs, options);
        return room === undefined ? [] : [{ model: path, ...room }];
      });
    };
    const sure = (rooms: readonly Room[]): readonly Room[] => rooms.filter(({ isSure }) => isSure);
    const well = sure(among(known));
    const all = well.length > 0 ? [] : among(makersModels(book));
    return [well, sure(all), all].map(cheapest).find((rooms) => rooms.length > 0) ?? [];
  };
}

interface Room extends RoomyModel {
  /** Of all calls without a cache, as a double: only the order is used. */
  readonly cost: number;
  readonly isSure: boolean;
}

const cheapest = (rooms: readonly Room[]): readonly RoomyModel[] =>
  [...rooms]
    .sort((a, b) => a.cost - b.cost || (a.model < b.model ? -1 : 1))
    .slice(0, MOST_NAMED)
    .map(({ model, contextWindow }) => ({ model, contextWindow }));

/** Those of the names that the book knows. */
const modelsOf = (names: readonly string[], { card, asOf }: RoomOptions): readonly BookModel[] =>
  names.flatMap((name) => {
    const model = card.resolve(undefined, name, asOf);
    return 'kind' in model ? [] : [model];
  });

const makersModels = ({ providers }: PriceBook): readonly BookModel[] =>
  [...providers.values()]
    .filter(({ isMaker }) => isMaker)
    .flatMap(({ id, models }) =>
      [...models.keys()].map((name) => ({
        host: id,
        provider: id,
        name,
        region: undefined,
        basis: 'own' as const,
      })),
    );

/** `undefined`: one of the calls does not fit, or the model is not sold now, or nobody knows its window. */
function roomIn(
  model: BookModel,
  needs: readonly MisfitNeeds[],
  { book, card, asOf, options }: RoomOptions,
): Omit<Room, 'model'> | undefined {
  const limits = card.limitsOf(model, asOf);
  const billed = shortName(card.billedAs(model, asOf).path);
  const retired = book.providers.get(model.provider)?.models.get(billed)?.life().retired;
  if (limits?.contextWindow === undefined || (retired !== undefined && retired <= asOf)) return undefined;
  const names = [model.name, `${model.provider}/${model.name}`];
  const outputLength = options.given.outputLength(names)?.value.base ?? ONE;
  let cost = 0;
  for (const { family, size, input, output } of needs) {
    const factor = tokenFactor(family, limits.tokenizer).base;
    const there = stretched(size, factor, { outputLength });
    const rates =
      passedLimit(limits, there) === undefined ? ratesFor(model, there, { card, asOf }) : undefined;
    if (rates === undefined) return undefined;
    cost += (Number(factor.num) / Number(factor.den)) * (input * rates.input + output * rates.output);
  }
  return { contextWindow: limits.contextWindow, cost, isSure: limits.maxOutput !== undefined };
}

function ratesFor(
  model: BookModel,
  { prompt }: CallSize,
  { card, asOf }: Pick<RoomOptions, 'card' | 'asOf'>,
): { readonly input: number; readonly output: number } | undefined {
  const question = { model, at: asOf, place: asOf, promptTokens: prompt, region: undefined };
  const price = card.priceAt({ ...question, tier: 'standard' });
  if (price.kind !== 'priced') return undefined;
  const { input, output } = price.rates;
  return input === undefined || output === undefined
    ? undefined
    : { input: Number(input), output: Number(output) };
}
