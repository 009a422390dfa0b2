import { describe, expect, it, test } from 'vitest';
import type { Provider } from '../../src/domain/book.ts';
import { BOOK, CARD } from '../support/book.ts';

interface Named {
  readonly name: string;
  /** `provider/model`, or `provider/name` where the name is routed. */
  readonly path: string;
}

const providers = [...BOOK.providers.values()];
const makers = providers.filter(({ isMaker }) => isMaker);
const byId = (id: string): readonly Provider[] => providers.filter((each) => each.id === id);

/** Names, aliases and routing names of a provider. */
const namesOf = ({ id, models, routing }: Provider): readonly Named[] => [
  ...[...models.values()].flatMap((model) =>
    [model.name, ...model.aliases].map((name) => ({ name, path: `${id}/${model.name}` })),
  ),
  ...new Map(routing.map(({ name }) => [name, { name, path: `${id}/${name}` }])).values(),
];

/**
 * With each beginning and each ending that its provider strips, alone and together; without beginnings that make
 * the name of another model of it.
 */
function decorated(provider: Provider, name: string): readonly string[] {
  const others = new Set(
    namesOf(provider)
      .map((each) => each.name)
      .filter((each) => each !== name),
  );
  return ['', ...provider.strip.prefixes.map(({ text }) => text)]
    .map((prefix) => `${prefix}${name}`)
    .filter((each) => !others.has(each))
    .flatMap((each) => ['', ...provider.strip.suffixes].map((suffix) => `${each}${suffix}`.toLowerCase()));
}

const pathOf = (provider: string | undefined, name: string): string => {
  const found = CARD.resolve(provider, name, undefined);
  return 'kind' in found ? found.code : `${found.provider}/${found.name}`;
};

/** Names that do not mean what they should. */
const strays = (provider: string | undefined, expected: readonly Named[]): readonly string[] =>
  expected
    .map(({ name, path }) => ({ name, path, found: pathOf(provider, name) }))
    .filter(({ path, found }) => path !== found)
    .map(({ name, path, found }) => `${name}: ${found}, not ${path}`);

describe('every name of the book', () => {
  it('is known to enough of them', () => {
    expect(providers.flatMap(namesOf).length).toBeGreaterThan(400);
  });

  test.each(providers)('of $id means its own model, however it is decorated', (provider) => {
    const all = namesOf(provider).flatMap(({ name, path }) =>
      decorated(provider, name).map((each) => ({ name: each, path })),
    );
    expect(strays(provider.id, all)).toEqual([]);
  });

  test.each(makers)('of $id means the same behind its own prefixes, and without a provider', (maker) => {
    const all = namesOf(maker).flatMap(({ name, path }) =>
      ['', ...maker.prefixes].flatMap((prefix) =>
        decorated(maker, name).map((each) => ({ name: `${prefix}${each}`, path })),
      ),
    );
    expect(strays(maker.id, all)).toEqual([]);
    expect(strays(undefined, all)).toEqual([]);
  });

  it('means one model among all makers', () => {
    const paths = new Map<string, Set<string>>();
    for (const maker of makers) {
      for (const { name, path } of namesOf(maker)) {
        for (const each of decorated(maker, name)) paths.set(each, (paths.get(each) ?? new Set()).add(path));
      }
    }
    const ambiguous = [...paths].filter(([, meant]) => meant.size > 1);
    expect(ambiguous.map(([name, meant]) => `${name}: ${[...meant].join(' or ')}`)).toEqual([]);
  });
});

describe('every name of a maker, at a host that resells it', () => {
  const resold = providers.flatMap((host) =>
    [...host.makers].flatMap(([prefix, maker]) => byId(maker).map((own) => ({ host, prefix, own }))),
  );

  test.each(resold)('$host.id: $prefix… of $own.id', ({ host, prefix, own }) => {
    const hosts = new Set(namesOf(host).map(({ name }) => name.toLowerCase()));
    const all = namesOf(own)
      .map(({ name, path }) => ({ name: `${prefix}${name}`.toLowerCase(), path }))
      .filter(({ name }) => !hosts.has(name) && !host.names.has(name));
    expect(strays(host.id, all)).toEqual([]);
  });

  test.each(byId('bedrock'))('$id: Claude by region and version', (bedrock) => {
    const [anthropic] = byId('anthropic').map(namesOf);
    const claude = (anthropic ?? []).filter(({ name }) => /^claude-[a-z0-9-]+$/.test(name));
    const all = bedrock.strip.prefixes
      .filter(({ text }) => text.endsWith('anthropic.'))
      .flatMap(({ text }) =>
        claude.flatMap(({ name, path }) =>
          ['', '-v1:0', '-v2:0'].map((version) => ({ name: `${text}${name}${version}`, path })),
        ),
      );
    expect(all.length).toBeGreaterThan(1000);
    expect(strays('bedrock', all)).toEqual([]);
  });

  it('Vertex AI: Claude by date, and both behind their paths', () => {
    const claude = [...(BOOK.providers.get('anthropic')?.models.keys() ?? [])].map((name) => ({
      name: name.replace(/-(\d{8})$/, '@$1'),
      path: `anthropic/${name}`,
    }));
    const gemini = [...(BOOK.providers.get('google')?.models.keys() ?? [])].map((name) => ({
      name,
      path: `google/${name}`,
    }));
    const place = 'projects/acme/locations/us-east5/';
    const behind = (prefix: string, all: readonly Named[]) =>
      all.map(({ name, path }) => ({ name: `${prefix}${name}`, path }));
    expect(strays('vertex_ai', [...claude, ...gemini])).toEqual([]);
    expect(strays('vertex_ai', behind('publishers/anthropic/models/', claude))).toEqual([]);
    expect(strays('vertex_ai', behind(`${place}publishers/anthropic/models/`, claude))).toEqual([]);
    expect(strays('vertex_ai', behind(`${place}publishers/google/models/`, gemini))).toEqual([]);
  });
});

describe('variants of OpenRouter that cost something else', () => {
  const [openrouter] = byId('openrouter');
  const sold = [
    ...(openrouter === undefined ? [] : namesOf(openrouter)),
    ...[...(openrouter?.makers ?? [])].flatMap(([prefix, maker]) =>
      byId(maker)
        .flatMap(namesOf)
        .map(({ name, path }) => ({ name: `${prefix}${name}`, path })),
    ),
  ];

  it.each([':free', ':extended', ':batch', ':flex'])('%s is never priced like the paid model', (variant) => {
    const known = new Set(sold.map(({ name }) => name));
    const priced = sold
      .map(({ name }) => `${name}${variant}`)
      .filter((name) => !known.has(name) && pathOf('openrouter', name) !== 'unknown-model');
    expect(sold.length).toBeGreaterThan(200);
    expect(priced).toEqual([]);
  });
});
