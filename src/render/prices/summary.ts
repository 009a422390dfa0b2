import { Chalk } from 'chalk';
import type { Discount, Layer, Model, PriceBook, PriceRecord } from '../../domain/book.ts';
import { plain } from '../escape.ts';
import { instantText, many } from '../numbers.ts';
import type { Screen } from '../screen.ts';
import { wrap } from '../wrap.ts';

interface Asked {
  /** As the user named it. */
  readonly file: string;
}

/** What a book that has no faults does, for people. */
export function bookSummary(book: PriceBook, { file }: Asked, screen: Screen): string {
  const colour = new Chalk({ level: screen.hasColour ? 1 : 0 });
  const layer = book.layers.at(-1);
  const facts = layer === undefined ? ownFacts(book) : layerFacts(book, layer);
  const lines = facts.map((fact) => `  ${wrap(plain(fact), screen.width - 4, '    ')}`);
  return `${[colour.bold(wrap(`${plain(file)} has no faults.`, screen.width, '')), ...lines].join('\n')}\n`;
}

function ownFacts({ providers, version, isDraft, hash }: PriceBook): readonly string[] {
  const models = [...providers.values()].flatMap((provider) => [...provider.models.values()]);
  const prices = models.flatMap((model) => model.records()).length;
  return [
    `book ${version}, ${isDraft ? 'a draft' : 'final'}, sha256 ${hash}`,
    `${many(prices, 'price')} of ${many(models.length, 'model')} of ${many(providers.size, 'provider')}`,
  ];
}

const MOST_MODELS = 20;

function layerFacts(book: PriceBook, { name, hash, isUnder, origin, left }: Layer): readonly string[] {
  const below = book.version.slice(0, -name.length - 1);
  const models = [...book.providers.values()]
    .flatMap(({ models: own }) => [...own.values()])
    .filter((model) => ownRecords(model, name).length > 0);
  const discounts = [...book.providers.values()].flatMap((provider) =>
    provider.discounts.filter((each) => each.layer === name).map((each) => discountText(provider.id, each)),
  );
  return [
    `${name}, sha256 ${hash.slice(0, 12)}${origin === undefined ? '' : `: ${origin}`}`,
    isUnder ? `lies under ${below}: it only adds models` : `lies over ${below}: its prices hold before those`,
    ...discounts,
    ...models.slice(0, MOST_MODELS).map((model) => modelText(model, name)),
    ...(models.length > MOST_MODELS ? [`and ${many(models.length - MOST_MODELS, 'more model')}`] : []),
    ...(left.length === 0 ? [] : [`${many(left.length, 'model')} left to ${below}, which knows them`]),
  ];
}

const ownRecords = (model: Model, name: string): readonly PriceRecord[] =>
  model.records().filter(({ layer }) => layer === name);

function modelText(model: Model, name: string): string {
  const own = ownRecords(model, name);
  const others = model.records().length - own.length;
  const periods = own.map(({ tier, from, to, precision }) => {
    const since = precision === 'undated' ? 'at all times' : `since ${instantText(from)}`;
    return `${tier === 'standard' ? '' : `${tier} `}${since}${to === undefined ? '' : ` until ${instantText(to)}`}`;
  });
  const rest = others === 0 ? '' : '; at other times, and in other tiers, the price of the book below';
  return `${model.provider}/${model.name}: ${[...new Set(periods)].join(', ')}${rest}`;
}

function discountText(provider: string, { off, models, from, to }: Discount): string {
  const scope = models === undefined ? 'all models' : models.join(', ');
  const since = from === 0 ? 'at all times' : `since ${instantText(from)}`;
  return `${provider}: ${off} the list price of ${scope}, ${since}${to === undefined ? '' : ` until ${instantText(to)}`}`;
}
