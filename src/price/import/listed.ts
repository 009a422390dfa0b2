import type { ServiceTier } from '../../domain/book.ts';
import type { TokenClass } from '../../domain/tokens.ts';

/** What becomes of one field of a model in a price list. */
export type FieldUse =
  /** It stands in the book. */
  | { readonly kind: 'held' }
  /** It says nothing of prices: a capability, a limit, a description, a fee of zero. */
  | { readonly kind: 'described' }
  /** It says something of prices that a book cannot hold. */
  | { readonly kind: 'left'; readonly why: string }
  /** A field that nobody had seen when this was written. */
  | { readonly kind: 'new' };

/** A field of one model: `pricing.prompt`. */
export interface FieldSeen {
  readonly field: string;
  readonly value: unknown;
  readonly use: FieldUse;
  /** It was a figure with the noise of doubles, which was taken off. */
  readonly isCleaned?: boolean;
}

/** What is held inside of a field that is held itself needs no telling. */
export const isTold = ({ use, isCleaned = false }: FieldSeen): boolean =>
  isCleaned || (use.kind !== 'held' && use.kind !== 'described');

/** Rates in USD per million tokens, and the classes that the list prices in a way that a book cannot hold. */
export interface Rates {
  readonly usd: Readonly<Partial<Record<TokenClass, string>>>;
  readonly unknown: readonly TokenClass[];
}

export interface ListedPrice extends Rates {
  readonly tier: ServiceTier;
  /** Days such as `2026-08-16`; `undefined`: the list has no such date. */
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly above: readonly (Rates & { readonly tokens: number; readonly isInclusive: boolean })[];
  readonly note: string | undefined;
}

/** What a list says of a model besides its prices. */
export interface ListedLife {
  /** Prompt and answer together. */
  readonly contextWindow?: number | undefined;
  /** The largest prompt. */
  readonly maxInput?: number | undefined;
  readonly maxOutput?: number | undefined;
  /** Days. */
  readonly released?: string | undefined;
  readonly retired?: string | undefined;
}

/** Why a model of the list is not in the book. */
export interface Skipped {
  /** Models with the same reason are one group. */
  readonly why: string;
  /** What it is for, as the list says, where that explains it: `image_generation`. */
  readonly kind?: string | undefined;
}

/** One model of a price list, with whatever a book can hold of it. */
export interface ListedModel {
  /** Where it stands: `azure/gpt-5.5`. */
  readonly key: string;
  /** Who sells it, in the list's own word. */
  readonly host: string;
  readonly title?: string | undefined;
  /** As its host knows it. */
  readonly name: string;
  /** What stands in front of the name in logs that name no host: `azure/`. */
  readonly prefix?: string | undefined;
  readonly aliases: readonly string[];
  readonly life: ListedLife;
  readonly outcome: { readonly prices: readonly ListedPrice[] } | { readonly skipped: Skipped };
  readonly fields: readonly FieldSeen[];
}

/** A kind of price list. */
export interface Importer {
  readonly title: string;
  /** How it is recognised. */
  readonly sign: string;
  readonly isLike: (value: unknown) => boolean;
  /** @param isSameHost whether two words mean one provider of the book */
  readonly models: (value: unknown, isSameHost: (a: string, b: string) => boolean) => readonly ListedModel[];
}

export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const textIn = (object: JsonObject, key: string): string | undefined => {
  const value = own(object, key);
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** A member of its own: a model may be called `constructor`. */
export const own = (object: JsonObject, key: string): unknown =>
  Object.hasOwn(object, key) ? object[key] : undefined;

/** A positive whole number. */
export const countIn = (object: JsonObject, key: string): number | undefined => {
  const value = Number(own(object, key) ?? Number.NaN);
  return Number.isSafeInteger(value) && value > 0 ? value : undefined;
};

/** The limits of a model; none that its window belies. */
export function limitsOf(
  contextWindow: number | undefined,
  { maxInput, maxOutput }: Pick<ListedLife, 'maxInput' | 'maxOutput'>,
): ListedLife {
  const fits = (limit: number | undefined): limit is number =>
    limit !== undefined && (contextWindow === undefined || limit <= contextWindow);
  return {
    contextWindow,
    maxInput: fits(maxInput) ? maxInput : undefined,
    maxOutput: fits(maxOutput) ? maxOutput : undefined,
  };
}

/** A day such as `2026-08-16`, that is in the calendar. */
export function dayIn(object: JsonObject, key: string): string | undefined {
  const text = textIn(object, key) ?? '';
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text) ? text : undefined;
}

export const HELD: FieldUse = { kind: 'held' };
export const DESCRIBED: FieldUse = { kind: 'described' };
export const NEW: FieldUse = { kind: 'new' };
export const left = (why: string): FieldUse => ({ kind: 'left', why });
