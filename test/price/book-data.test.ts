import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it, test } from 'vitest';
import { parseRate } from '../../src/domain/money.ts';
import { loadBook } from '../../src/price/load.ts';
import { FIXTURE_NAMES } from './fixture-names.ts';

interface Dated {
  readonly from: string;
  readonly to?: string;
  readonly status?: string;
}
type Usd = Readonly<Record<string, string>>;
interface SizeTier {
  readonly tokens: number;
  readonly usd: Usd;
}
interface Price extends Dated {
  readonly tier?: string;
  readonly label?: string;
  readonly band?: string;
  readonly calendar?: string;
  readonly usd: Usd;
  readonly above?: readonly SizeTier[];
  readonly derived?: string;
  readonly confidence: string;
}
interface Route extends Dated {
  readonly name: string;
  readonly model?: string;
}
interface ProviderFile {
  readonly provider: string;
  readonly knownAs: readonly string[];
  readonly resells?: readonly { readonly maker: string }[];
  readonly routing?: readonly Route[];
  readonly models: Readonly<
    Record<string, { readonly aliases?: readonly string[]; readonly prices: readonly Price[] }>
  >;
}
interface Calendar {
  readonly versions: readonly (Dated & {
    readonly otherwise: string;
    readonly bands: Readonly<Record<string, unknown>>;
  })[];
}
interface BookFile {
  readonly version: string;
  readonly sets: Readonly<Record<string, readonly string[]>>;
  readonly calendars: Readonly<Record<string, Calendar>>;
  readonly sources: Readonly<Record<string, unknown>>;
}

const VERSION = '2026-11-23';
const FIRST_PARTY = [
  'anthropic',
  'deepseek',
  'google',
  'mistral',
  'moonshot',
  'openai',
  'qwen',
  'xai',
  'zai',
];

const folder = new URL(`../../pricing/${VERSION}/`, import.meta.url);
const readJson = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
const fileNames = readdirSync(folder).sort();
const book = readJson('book.json') as BookFile;
const providers = fileNames
  .filter((name) => name !== 'book.json')
  .map((name) => ({ file: name, ...(readJson(name) as ProviderFile) }));

const compact = (at: string): string => `${at.slice(0, 16).replace(':', '')}Z`;
const models = providers.flatMap(({ provider, models: own }) =>
  Object.entries(own).map(([name, model]) => ({ path: `${provider}/${name}`, ...model })),
);
const prices = models.flatMap(({ path, prices: own }) =>
  own.map((price) => ({
    ...price,
    path,
    tier: price.tier ?? 'standard',
    id: `${path}@${compact(price.from)}#${price.band ?? price.label ?? price.tier ?? 'standard'}`,
  })),
);
const byPath = new Map(models.map((model) => [model.path, model]));
const routes = new Map(
  providers.map(({ provider, routing = [] }) => [
    provider,
    routing.filter(({ status }) => status !== 'withdrawn'),
  ]),
);

const meet = (a: Dated, b: Dated): boolean => a.from < (b.to ?? '9999') && b.from < (a.to ?? '9999');
const covers = (period: Dated, at: string): boolean => period.from <= at && at < (period.to ?? '9999');
const doubles = (words: readonly string[]): readonly string[] =>
  words.filter((word, index) => words.indexOf(word) < index);
const pairs = <T>(items: readonly T[]): readonly (readonly [T, T])[] =>
  items.flatMap((a, index) => items.slice(index + 1).map((b) => [a, b] as const));

/** Every value under a key, at any depth. */
const valuesOf = (key: string, json: unknown): readonly unknown[] => {
  const inner = typeof json === 'object' && json !== null ? Object.entries(json) : [];
  return inner.flatMap(([name, value]) => (name === key ? [value] : valuesOf(key, value)));
};
const usdOf = ({ usd, above = [] }: Price): readonly Usd[] => [usd, ...above.map((tier) => tier.usd)];

describe('files', () => {
  const ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: true });
  const schemaOf = (name: string): object => readJson(`../${name}`) as object;
  const isBook = ajv.compile(schemaOf('book.schema.json'));
  const isProvider = ajv.compile(schemaOf('provider.schema.json'));

  it('book.json keeps to its schema', () => {
    isBook(book);
    expect(isBook.errors).toBeNull();
  });

  test.each(providers)('$file keeps to its schema and names its provider', ({ file, provider }) => {
    isProvider(readJson(file));
    expect(isProvider.errors).toBeNull();
    expect(file).toBe(`${provider}.json`);
  });

  it('its version is the name of its folder', () => {
    expect(book.version).toBe(VERSION);
  });

  it('it loads', () => {
    const files = fileNames.map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }));
    expect(loadBook(files).version).toBe(VERSION);
  });
});

describe('prices', () => {
  it('are exact decimals', () => {
    const texts = prices.flatMap((price) => usdOf(price).flatMap((usd) => Object.values(usd)));
    expect(texts.filter((text) => parseRate(text) === undefined)).toEqual([]);
  });

  it('have an id each', () => {
    expect(doubles(prices.map(({ id }) => id))).toEqual([]);
  });

  it('never hold twice at the same time for a model, tier and band', () => {
    const clashes = models.flatMap(({ path }) =>
      pairs(prices.filter((price) => price.path === path && price.status !== 'withdrawn'))
        .filter(([a, b]) => a.tier === b.tier && meet(a, b))
        .filter(([a, b]) => a.band === undefined || b.band === undefined || a.band === b.band)
        .map(([a, b]) => `${a.id} and ${b.id}`),
    );
    expect(clashes).toEqual([]);
  });

  it('end after they begin', () => {
    expect(prices.filter(({ from, to = '9999' }) => from >= to).map(({ id }) => id)).toEqual([]);
  });

  it('have size tiers in ascending order', () => {
    const sizes = prices.map(({ above = [] }) => above.map(({ tokens }) => tokens));
    expect(sizes.filter((own) => own.some((tokens, index) => tokens <= (own[index - 1] ?? 0)))).toEqual([]);
  });

  it('name calendars of the book, and no calendar is idle', () => {
    expect([...new Set(prices.flatMap(({ calendar = [] }) => calendar))].sort()).toEqual(
      Object.keys(book.calendars).sort(),
    );
  });

  it('exist for every band of their calendar', () => {
    const missing = prices.flatMap((price) => {
      const versions = book.calendars[price.calendar ?? '']?.versions ?? [];
      const bands = versions
        .filter((version) => meet(version, price))
        .flatMap((each) => [each.otherwise, ...Object.keys(each.bands)]);
      const twins = prices.filter(
        ({ path, from, to }) => path === price.path && from === price.from && to === price.to,
      );
      return bands
        .filter((band) => !twins.some((twin) => twin.band === band))
        .map((band) => `${price.id}: ${band}`);
    });
    expect(missing).toEqual([]);
  });

  it('lie within the time of their calendar', () => {
    const outside = prices.filter((price) => {
      const versions = book.calendars[price.calendar ?? '']?.versions ?? [price];
      const first = versions[0]?.from ?? '';
      const last = versions.at(-1)?.to ?? '9999';
      return price.from < first || (price.to ?? '9999') > last;
    });
    expect(outside.map(({ id }) => id)).toEqual([]);
  });

  it('that were worked out from the standard price are exactly that', () => {
    const wrong = prices.flatMap((price) => {
      const factor = /^([\d.]+) x standard$/.exec(price.derived ?? '')?.[1];
      const standard = prices.find(
        ({ path, tier, ...own }) => path === price.path && tier === 'standard' && covers(own, price.from),
      );
      const sizes = usdOf(price).flatMap((usd, size) =>
        Object.entries(usd).map(([key, text]) => ({ text, base: standard && usdOf(standard)[size]?.[key] })),
      );
      const tenth = BigInt(Math.round(Number(factor ?? 0) * 10));
      const isWrong = ({ text, base }: { text: string; base: string | undefined }): boolean =>
        (parseRate(text) ?? 0n) * 10n !== (parseRate(base ?? '') ?? -1n) * tenth;
      return factor === undefined
        ? []
        : sizes.filter(isWrong).map(({ text, base }) => `${price.id}: ${text} from ${base}`);
    });
    expect(wrong).toEqual([]);
  });
});

describe('sources', () => {
  it('are all listed, and all used', () => {
    const used = [book.calendars, ...providers].flatMap((json) => valuesOf('sources', json)).flat();
    expect([...new Set(used)].sort()).toEqual(Object.keys(book.sources).sort());
  });
});

describe('names', () => {
  test.each(providers)('of $provider belong to one model each', ({ models: own, routing = [] }) => {
    const aliases = Object.values(own).flatMap((model) => model.aliases ?? []);
    const names = [...Object.keys(own), ...aliases].map((name) => name.toLowerCase());
    const routed = new Set(routing.map(({ name }) => name.toLowerCase()));
    expect(doubles(names)).toEqual([]);
    expect(aliases.filter((alias) => routed.has(alias.toLowerCase()))).toEqual([]);
  });

  it('mean one model among the makers when no provider is given', () => {
    const names = providers
      .filter(({ provider }) => FIRST_PARTY.includes(provider))
      .flatMap(({ models: own, routing = [] }) => [
        ...Object.entries(own).flatMap(([name, { aliases = [] }]) => [name, ...aliases]),
        ...new Set(routing.map(({ name }) => name).filter((name) => !(name in own))),
      ]);
    expect(doubles(names.map((name) => name.toLowerCase()))).toEqual([]);
  });

  it('of providers are lower case and belong to one provider', () => {
    const words = providers.flatMap(({ knownAs }) => knownAs);
    expect(doubles(words)).toEqual([]);
    expect(words.filter((word) => word !== word.toLowerCase())).toEqual([]);
    expect(providers.filter(({ provider, knownAs }) => !knownAs.includes(provider))).toEqual([]);
  });

  it('are routed to models of the book, one at a time', () => {
    const rows = [...routes].flatMap(([provider, own]) => own.map((row) => ({ provider, ...row })));
    const missing = rows.filter(
      ({ provider, model }) => model !== undefined && !byPath.has(`${provider}/${model}`),
    );
    const clashes = pairs(rows).filter(
      ([a, b]) => a.provider === b.provider && a.name === b.name && meet(a, b),
    );
    expect(missing).toEqual([]);
    expect(clashes).toEqual([]);
  });

  test.each(FIXTURE_NAMES.filter((each) => each.expect !== 'unknown'))(
    '$name of $provider is expected to mean something that the book knows: $expect',
    ({ expect: path }) => {
      const [provider = '', name] = [path.slice(0, path.indexOf('/')), path.slice(path.indexOf('/') + 1)];
      const isRouted = routes.get(provider)?.some((row) => row.name === name);
      expect(byPath.has(path) || isRouted).toBe(true);
    },
  );

  it('of the sample logs are listed once', () => {
    expect(doubles(FIXTURE_NAMES.map(({ provider, name }) => `${provider} ${name}`))).toEqual([]);
  });
});

describe('sets', () => {
  const atDate = `${VERSION}T00:00:00Z`;
  const members = Object.entries(book.sets).flatMap(([set, paths]) => paths.map((path) => ({ set, path })));

  test.each(members)('$set: $path has a price on the day of the book, and no weak one', ({ path }) => {
    const [provider = '', name] = path.split('/');
    const route = routes.get(provider)?.find((row) => row.name === name && covers(row, atDate));
    const billed = byPath.get(`${provider}/${route?.model ?? name}`);
    const inForce = (billed?.prices ?? []).filter(
      (price) => price.status === undefined && covers(price, atDate),
    );
    expect(inForce.map(({ tier = 'standard' }) => tier)).toContain('standard');
    expect(inForce.filter(({ confidence }) => confidence === 'low')).toEqual([]);
  });
});
