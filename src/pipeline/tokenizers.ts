import type { Instant } from '../domain/book.ts';
import type { Call } from '../domain/call.ts';
import type { BookModel, RateCard } from '../domain/pricing.ts';
import { type TokenizerFamily, VOCABULARIES } from '../domain/tokens.ts';
import { measuredIn } from '../replay/destination.ts';
import { type FindOwn, labelOf, namesOf } from './own-counting.ts';

/** Where calls may move. */
export interface Target {
  /** As the user named it. */
  readonly label: string;
  readonly model: BookModel;
  readonly asOf: Instant;
}

/** Whose tokens a log counts of a call. */
export interface CallTokenizer {
  /** Of the user's own way of counting, where there is one for the model, else the family; `undefined`: nobody knows. */
  readonly name: string | undefined;
  readonly family: TokenizerFamily | undefined;
}

/** Names the tokenizers of models: the user's own way of counting (see `labelOf`), else the family. */
export interface Tokenizers {
  readonly ofCall: (call: Call) => CallTokenizer;
  readonly ofTarget: (model: BookModel, family: TokenizerFamily | undefined) => string | undefined;
  /** Those of all targets, each once, in order. */
  readonly ofTargets: readonly string[];
  /** It is a way of the user's, met with some call or target. */
  readonly isOwn: (name: string) => boolean;
  /** Which of them are ways of the user's. */
  readonly ownIn: (from: string, to: string) => readonly string[];
}

const NONE: readonly string[] = [];

const PUBLIC: ReadonlySet<string> = new Set(VOCABULARIES.values());

export function createTokenizers(card: RateCard, ownFor: FindOwn, targets: readonly Target[]): Tokenizers {
  const familyOf = (model: BookModel, at: Instant) => card.limitsOf(model, at)?.tokenizer;
  const met = new Set<string>();
  const owned = new Map<BookModel, string>();

  function ownOf(...names: Parameters<typeof namesOf>): string | undefined {
    const own = ownFor(namesOf(...names));
    const label = own && labelOf(own);
    if (label !== undefined) met.add(label);
    return label;
  }

  const known = targets.map(({ label, model, asOf }) => {
    const family = familyOf(model, asOf);
    const own = ownOf(label, model, family);
    if (own !== undefined) owned.set(model, own);
    return own ?? family;
  });

  /** The user's vocabulary in which recost has counted the call; `undefined`: it is a public one, or the log counts. */
  function countedIn({ inputKnown }: Call): string | undefined {
    if (inputKnown.kind !== 'counted' || PUBLIC.has(inputKnown.vocabulary)) return undefined;
    met.add(inputKnown.vocabulary);
    return inputKnown.vocabulary;
  }

  return {
    ofCall(call) {
      const { provider, model, startedAt, inputKnown } = call;
      const found = card.resolve(provider, model, startedAt);
      const own = 'kind' in found ? undefined : found;
      const family = measuredIn(inputKnown, own && familyOf(own, startedAt ?? 0));
      const isCounted = inputKnown.kind === 'counted';
      return { name: (isCounted ? countedIn(call) : ownOf(model, own, family)) ?? family, family };
    },
    ofTarget: (model, family) => owned.get(model) ?? family,
    ofTargets: [...new Set(known.filter((each) => each !== undefined))].sort(),
    isOwn: (name) => met.has(name),
    ownIn(from, to) {
      if (met.size === 0) return NONE;
      return [...new Set([from, to])].filter((name) => met.has(name));
    },
  };
}
