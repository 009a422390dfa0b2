import { genaiPrices } from './genai-prices.ts';
import type { Importer } from './listed.ts';
import { litellm } from './litellm.ts';
import { modelsDev } from './models-dev.ts';
import { openrouter } from './openrouter.ts';

/** The kinds of price lists that can be read, by the name that chooses one. */
export const IMPORTERS = {
  litellm,
  'models.dev': modelsDev,
  openrouter,
  'genai-prices': genaiPrices,
} as const satisfies Record<string, Importer>;

export type ListKind = keyof typeof IMPORTERS;

export const LIST_KINDS = Object.keys(IMPORTERS) as readonly ListKind[];

/** What kind of list it is; `undefined`: none of these. */
export const kindOf = (value: unknown): ListKind | undefined =>
  LIST_KINDS.find((kind) => IMPORTERS[kind].isLike(value));
