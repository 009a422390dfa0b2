import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { valueIn } from '../../src/price/user-file.ts';
import { faultsOf, named } from '../support/laid.ts';

const contract = (price: string): string =>
  named(`providers:\n  openai:\n    models:\n      gpt-5.5:\n        prices:\n          - ${price}\n`);

const value = (text: string): unknown => valueIn({ name: 'book.yaml', text });

describe('a book with faults', () => {
  it('is refused with the line of each', () => {
    const text = `recost: price
name: Acme 2026
discount: []
discounts:
  - { provider: openia, off: 15% }
  - { provider: openai, off: 15%, times: 1.1 }
  - { provider: openai, models: [gpt-9], off: 15% }
  - { provider: openai, off: 150% }
  - { provider: azure, times: 0.333333333 }
providers:
  openai:
    models:
      gpt-5.5:
        price: []
        prices:
          - { from: 2026-02-30, usd: { input: 4.25, ouput: 25.5 } }
          - { from: 2026-06-01, to: 2026-05-01, usd: { input: 1, output: 1 } }
`;
    expect(faultsOf(text)).toEqual([
      'book1.yaml:1: recost: must be "prices", which says what the file is',
      'book1.yaml:2: name: must be a short name of small letters, digits, points and dashes, such as acme-2026',
      'book1.yaml:3: discount: is no key here (did you mean discounts?)',
      'book1.yaml:5: discounts[0].provider: there is no provider "openia" (did you mean openai?)',
      'book1.yaml:6: discounts[1]: needs either "off", such as 15%, or "times", such as 1.05',
      'book1.yaml:7: discounts[2].models[0]: "gpt-9" fits no model of openai',
      'book1.yaml:8: discounts[3].off: is more than 100%',
      'book1.yaml:9: discounts[4]: times azure/deepseek-v4-flash@2026-07-02T0000Z#standard gives rates of more than 9 decimals: round the share',
      'book1.yaml:13: providers.openai.models.gpt-5.5: openai/gpt-5.5: Acme 2026:openai/gpt-5.5@1970-01-01T0000Z#standard and Acme 2026:openai/gpt-5.5@2026-06-01T0000Z#standard are in force at the same time',
      'book1.yaml:13: providers.openai.models.gpt-5.5: Acme 2026:openai/gpt-5.5@2026-06-01T0000Z#standard: ends before it begins',
      'book1.yaml:14: providers.openai.models.gpt-5.5.price: is no key here (did you mean prices?)',
      'book1.yaml:16: providers.openai.models.gpt-5.5.prices[0].from: must be an instant like 2026-08-16T16:00:00Z',
      'book1.yaml:16: providers.openai.models.gpt-5.5.prices[0].usd.ouput: is no token class',
      'book1.yaml:16: providers.openai.models.gpt-5.5.prices[0].usd.output: is missing',
    ]);
  });

  it.each([
    ['ten decimals', '{ usd: { input: 0.1234567891, output: 1 } }', /usd\.input: must be an exact decimal/],
    ['an exponent', '{ usd: { input: 1e-1, output: 1 } }', /usd\.input: must be an exact decimal/],
    ['a negative price', '{ usd: { input: -1, output: 1 } }', /usd\.input: must be an exact decimal/],
    ['a comma', '{ usd: { input: "4,25", output: 1 } }', /usd\.input: must be an exact decimal/],
    ['no price of output', '{ usd: { input: 1 } }', /usd\.output: is missing/],
    ['no prices', '{ from: 2026-06-01 }', /prices\[0\]\.usd: is missing/],
    [
      'an unknown tier',
      '{ tier: slow, usd: { input: 1, output: 1 } }',
      /tier: must be one of standard, batch/,
    ],
    ['a band without a calendar', '{ band: peak, usd: { input: 1, output: 1 } }', /no calendar ""/],
    [
      'sizes out of order',
      '{ usd: { input: 1, output: 1 }, above: [ { tokens: 9, usd: { input: 1, output: 1 } }, { tokens: 8, usd: { input: 1, output: 1 } } ] }',
      /size tiers must ascend/,
    ],
    ['an alias of YAML', '*other', /prices\[0\]: must be an object/],
    ['a merge of YAML', '{ <<: *other, usd: { input: 1, output: 1 } }', /prices\[0\]\.<<: is no key here/],
    ['a list for an object', '[ 1, 2 ]', /prices\[0\]: must be an object/],
  ])('such as %s', (_, price, message) => {
    expect(faultsOf(contract(price)).join('\n')).toMatch(message);
  });

  it.each([
    [
      'two models under one name',
      '{ a: { aliases: [x], prices: [ { usd: { input: 1, output: 1 } } ] }, b: { aliases: [X], prices: [ { usd: { input: 1, output: 1 } } ] } }',
      /the name "x" belongs to two models/,
    ],
    [
      'one model under two names',
      '{ gpt-5.5: { prices: [ { usd: { input: 1, output: 1 } } ] }, gpt-5.5-2026-04-23: { prices: [ { usd: { input: 2, output: 2 } } ] } }',
      /gpt-5\.5-2026-04-23: is the model that stands here as "gpt-5\.5"/,
    ],
    [
      'a name that moves',
      '{ gpt-5.6: { prices: [ { usd: { input: 1, output: 1 } } ] } }',
      /is a name that moves: give the price of gpt-5\.6-sol/,
    ],
    [
      'a model that nobody knows, without prices',
      '{ gpt-99: { aliases: [x] } }',
      /has no prices, and is not known without them/,
    ],
  ])('such as %s', (_, models, message) => {
    expect(faultsOf(named(`providers: { openai: { models: ${models} } }`)).join('\n')).toMatch(message);
  });

  it('such as a price while the name bills as another model', () => {
    const at = (period: string): readonly string[] =>
      faultsOf(
        named(
          `providers: { deepseek: { models: { deepseek-v4-flash: { prices: [ { ${period} usd: { input: 1, output: 1 } } ] } } } }`,
        ),
      );
    expect(at('')).toEqual([
      'book1.yaml:3: providers.deepseek.models.deepseek-v4-flash.prices[0]: holds while the name bills as deepseek-flash (from 2026-09-10T04:00:00.000Z on): give that model the price',
    ]);
    expect(at('to: 2026-09-10T04:00:00Z,')).toEqual([]);
  });

  it('such as the word of another provider', () => {
    const provider = named(
      'providers: { gate: { knownAs: [openai], models: { a: { prices: [ { usd: { input: 1, output: 1 } } ] } } } }',
    );
    expect(faultsOf(provider)).toEqual([
      'book1.yaml:3: providers.gate.knownAs: "openai" names another provider already',
    ]);
  });

  it('tells twenty, and how many more there are', () => {
    const prices = Array.from({ length: 30 }, () => '{ usd: { input: x, output: 1 } }').join(', ');
    const faults = faultsOf(named(`providers: { gate: { models: { a: { prices: [ ${prices} ] } } } }`));
    expect(faults).toHaveLength(21);
    expect(faults.at(-1)).toMatch(/^and \d+ more$/);
  });
});

describe('a text that is no book', () => {
  it.each([
    ['nothing', '', /must be "prices"/],
    ['a text', 'hello', /must be an object/],
    ['a list', '[1, 2]', /must be an object/],
    ['a table', 'model,input\ngpt-5.5,5\n', /must be an object/],
    ['broken JSON', '{"recost": "prices", "name": "acme",,}', /book1\.yaml:1: /],
    ['tabs', 'recost: prices\n\tname: acme\n', /book1\.yaml:2: .*use spaces/],
    ['two documents', 'recost: prices\n---\nname: acme\n', /a second document begins here/],
    [
      'a key twice, in YAML',
      'recost: prices\nname: acme\nname: other\n',
      /book1\.yaml:3: the key "name" is there twice/,
    ],
    [
      'a key twice, in JSON',
      '{"recost": "prices",\n "name": "acme",\n "providers": {"a": {"models": {}, "models": {}}}}',
      /book1\.yaml:3: the key "models" is there twice/,
    ],
    ['a nest of lists', '['.repeat(100_000), /nested too deeply/],
    ['a nest of JSON', `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`, /nested too deeply/],
    ['a nest of mappings', `${'{a: '.repeat(5000)}1${'}'.repeat(5000)}`, /nested too deeply/],
    ['much YAML', `note: ${'x'.repeat(5_000_000)}`, /more than 4 MB, and is no JSON/],
  ])('such as %s is refused', (_, text, message) => {
    expect(faultsOf(text).join('\n')).toMatch(message);
  });

  it('does not grow by its aliases', () => {
    const lines = Array.from(
      { length: 40 },
      (_, index) => `a${index + 1}: &a${index + 1} [*a${index}, *a${index}]`,
    );
    expect(value(['a0: &a0 lol', ...lines].join('\n'))).toMatchObject({ a40: ['*a39', '*a39'] });
  });

  it('may have any names', () => {
    const names = JSON.parse('{"__proto__": {"constructor": "1"}}');
    expect(value('{"__proto__": {"constructor": 1}}')).toEqual(names);
    expect(value('__proto__: { constructor: 1 }')).toEqual(names);
  });

  it('is read alike as JSON and as YAML, numbers as they are written', () => {
    const scalars = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.constantFrom(0.1, 1e-7, 5e21, -3, 1.5),
      fc.constant(null),
    );
    const objects = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 3 },
        scalars,
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(fc.string(), tie('tree'), { maxKeys: 3 }),
      ),
    }));
    fc.assert(
      fc.property(fc.dictionary(fc.string(), objects.tree, { minKeys: 1 }), (tree) => {
        const json = JSON.stringify(tree);
        expect(value(json)).toEqual(value(`# YAML\n${json}`));
      }),
    );
  });
});
