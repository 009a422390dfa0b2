import { describe, expect, it } from 'vitest';
import { BOOK } from '../support/book.ts';
import { answerOf, faultsOf, laidOver, named, ratesOf } from '../support/laid.ts';

const OPENAI = { provider: 'openai', model: 'gpt-5.5' };
const AZURE = { provider: 'azure', model: 'gpt-5.5' };

/** List price of gpt-5.5, for prompts of up to 272,000 tokens and for larger ones. */
const LIST = '5/0.5/30';
const LIST_ABOVE = '10/1/45';

const contractAt = (provider: string, price: string, further = ''): string =>
  named(`providers: { ${provider}: { models: { gpt-5.5: { ${further} prices: [ ${price} ] } } } }`);

const OWN = '{ usd: { input: 4.25, cacheRead: 0.4, output: 25.5 } }';
const OWN_RATES = '4.25/0.4/25.5';

describe('recost’s own book', () => {
  it('has the prices that these examples start from', () => {
    expect([ratesOf(BOOK, OPENAI), ratesOf(BOOK, AZURE)]).toEqual([LIST, LIST]);
    expect(ratesOf(BOOK, { ...OPENAI, promptTokens: 272_001 })).toBe(LIST_ABOVE);
  });
});

describe('a contract with a host', () => {
  const book = laidOver(contractAt('azure', OWN));

  it('holds there, and nowhere else', () => {
    expect(ratesOf(book, AZURE)).toBe(OWN_RATES);
    expect(ratesOf(book, OPENAI)).toBe(LIST);
    expect(ratesOf(book, { model: 'gpt-5.5' })).toBe(LIST);
    expect(ratesOf(book, { provider: 'openrouter', model: 'openai/gpt-5.5' })).toBe(LIST);
    expect(ratesOf(book, { provider: 'azure', model: 'gpt-5.4' })).toBe('2.5/0.25/15');
  });

  it('is found by every name that the model has', () => {
    const names = ['GPT-5.5', 'gpt-5.5-2026-04-23', 'gpt-5-5', 'openai/gpt-5.5'];
    expect(names.map((model) => ratesOf(book, { provider: 'azure_openai', model }))).toEqual(
      names.map(() => OWN_RATES),
    );
    expect(ratesOf(book, { model: 'azure/gpt-5.5' })).toBe(OWN_RATES);
  });

  it('has all sizes of prompts at its price, and no other tier', () => {
    expect(ratesOf(book, { ...AZURE, promptTokens: 900_000 })).toBe(OWN_RATES);
    expect(ratesOf(book, { ...AZURE, tier: 'batch' })).toBe('2.5/0.25/15');
  });

  it('may be written for a dated name, and hold for the model', () => {
    const dated = named(`providers: { azure: { models: { gpt-5.5-2026-04-23: { prices: [ ${OWN} ] } } } }`);
    expect(ratesOf(laidOver(dated), AZURE)).toBe(OWN_RATES);
  });

  it('may know the model by the name of its deployment', () => {
    const deployed = laidOver(contractAt('azure', OWN, 'aliases: [prod-chat],'));
    expect(ratesOf(deployed, { provider: 'azure', model: 'prod-chat' })).toBe(OWN_RATES);
    expect(ratesOf(deployed, { provider: 'openai', model: 'prod-chat' })).toBe('host-has-no-price');
  });

  it('stands in no report under another id than its own', () => {
    expect(answerOf(book, AZURE)).toMatchObject({
      record: { id: 'acme:azure/gpt-5.5@undated#standard', layer: 'acme' },
    });
  });
});

describe('a contract with the maker', () => {
  const book = laidOver(contractAt('openai', OWN));

  it('says nothing of what resellers charge', () => {
    expect(ratesOf(book, OPENAI)).toBe(OWN_RATES);
    expect(ratesOf(book, AZURE)).toBe(LIST);
    expect(ratesOf(book, { provider: 'openrouter', model: 'openai/gpt-5.5' })).toBe(LIST);
  });
});

describe('the period of a contract', () => {
  const book = laidOver(
    contractAt(
      'openai',
      `{ from: 2026-06-01, to: 2026-09-01, usd: { input: 4, cacheRead: 0.4, output: 20 } }`,
    ),
  );

  it.each([
    ['2026-05-31T23:59:59.999Z', LIST],
    ['2026-06-01T00:00:00Z', '4/0.4/20'],
    ['2026-08-31T23:59:59.999Z', '4/0.4/20'],
    ['2026-09-01T00:00:00Z', LIST],
  ])('at %s it is %s', (at, rates) => {
    expect(ratesOf(book, { ...OPENAI, at })).toBe(rates);
  });

  it('may have larger prompts at prices of their own', () => {
    const above = 'above: [ { tokens: 100000, inclusive: true, usd: { input: 8, output: 40 } } ]';
    const sized = laidOver(contractAt('openai', `{ usd: { input: 4, output: 20 }, ${above} }`));
    expect([99_999, 100_000].map((promptTokens) => ratesOf(sized, { ...OPENAI, promptTokens }))).toEqual([
      '4/4/20',
      '8/8/40',
    ]);
  });
});

describe('a discount', () => {
  const off = (rows: string): string => named(`discounts:\n${rows}`);

  it('is taken off what its provider bills, also if that resells', () => {
    const book = laidOver(off('  - { provider: openrouter, off: 20% }'));
    // 5, 0.5 and 30, times four fifths.
    expect(ratesOf(book, { provider: 'openrouter', model: 'openai/gpt-5.5' })).toBe('4/0.4/24');
    expect(ratesOf(book, OPENAI)).toBe(LIST);
  });

  it('of the maker says nothing of what resellers charge', () => {
    const book = laidOver(off('  - { provider: openai, off: 20% }'));
    expect([ratesOf(book, OPENAI), ratesOf(book, AZURE)]).toEqual(['4/0.4/24', LIST]);
  });

  it('may be a mark-up', () => {
    expect(ratesOf(laidOver(off('  - { provider: azure, times: 1.05 }')), AZURE)).toBe('5.25/0.525/31.5');
  });

  it('is taken off prices of all sizes and tiers', () => {
    const book = laidOver(off('  - { provider: openai, off: 50% }'));
    expect(ratesOf(book, { ...OPENAI, promptTokens: 272_001 })).toBe('5/0.5/22.5');
    expect(ratesOf(book, { ...OPENAI, tier: 'batch' })).toBe('1.25/0.125/7.5');
  });

  it('comes after the factor of a region', () => {
    const book = laidOver(off('  - { provider: bedrock, off: 10% }'));
    const question = { provider: 'bedrock', model: 'us.anthropic.claude-opus-4-7' };
    expect(ratesOf(BOOK, question)).toBe('5.5/0.55/27.5');
    expect(ratesOf(book, question)).toBe('4.95/0.495/24.75');
  });

  it('holds for its models and its time', () => {
    const book = laidOver(
      off('  - { provider: openai, models: ["gpt-5.5*"], from: 2026-06-01, to: 2026-07-01, off: 20% }'),
    );
    const at = ['2026-05-31', '2026-06-01', '2026-06-30', '2026-07-01'];
    expect(at.map((day) => ratesOf(book, { ...OPENAI, at: day }))).toEqual([
      LIST,
      '4/0.4/24',
      '4/0.4/24',
      LIST,
    ]);
    expect(ratesOf(book, { provider: 'openai', model: 'gpt-5.4' })).toBe('2.5/0.25/15');
  });

  it('is the last that fits, in a book and of several', () => {
    const first = off(
      '  - { provider: openai, off: 50% }\n  - { provider: openai, models: [gpt-5.5], off: 20% }',
    );
    expect(ratesOf(laidOver(first), OPENAI)).toBe('4/0.4/24');
    const second = named('discounts: [ { provider: openai, off: 10% } ]', 'newer');
    expect(ratesOf(laidOver(first, second), OPENAI)).toBe('4.5/0.45/27');
  });

  it('is never taken off rates of the user’s own, nor does a region change those', () => {
    const own =
      'providers: { bedrock: { models: { claude-opus-4-7: { prices: [ { usd: { input: 4, output: 20 } } ] } } } }';
    const book = laidOver(named(`discounts: [ { provider: bedrock, off: 10% } ]\n${own}`));
    expect(ratesOf(book, { provider: 'bedrock', model: 'us.anthropic.claude-opus-4-7' })).toBe('4/4/20');
    expect(ratesOf(book, { provider: 'bedrock', model: 'us.anthropic.claude-opus-4-8' })).toBe(
      '4.95/0.495/24.75',
    );
  });
});

describe('of several books', () => {
  it('the last that has a price for a call holds', () => {
    const year = contractAt(
      'openai',
      '{ from: 2026-01-01, to: 2027-01-01, usd: { input: 4, cacheRead: 0.4, output: 20 } }',
    );
    const june = named(
      'providers: { openai: { models: { gpt-5.5: { prices: [ { from: 2026-06-01, to: 2026-07-01, usd: { input: 3, cacheRead: 0.3, output: 15 } } ] } } } }',
      'june',
    );
    const days = ['2026-05-31', '2026-06-15', '2026-07-01', '2027-01-01'];
    const at = (book: ReturnType<typeof laidOver>) =>
      days.map((day) => ratesOf(book, { ...OPENAI, at: day }));
    expect(at(laidOver(year, june))).toEqual(['4/0.4/20', '3/0.3/15', '4/0.4/20', LIST]);
    expect(at(laidOver(june, year))).toEqual(['4/0.4/20', '4/0.4/20', '4/0.4/20', LIST]);
  });

  it('each has a name of its own', () => {
    expect(faultsOf(contractAt('openai', OWN), contractAt('azure', OWN))).toEqual([
      'book2.yaml:2: name: is the name of another book that is given: call them differently',
    ]);
  });

  it('all stand in the version, and change the digest', () => {
    const book = laidOver(
      contractAt('openai', OWN),
      named('discounts: [ { provider: azure, off: 5% } ]', 'newer'),
    );
    expect(book.version).toBe(`${BOOK.version}+acme+newer`);
    expect(book.hash).not.toBe(BOOK.hash);
  });
});

const UNDER = named(
  `layer: under
providers:
  openai: { models: { gpt-5.5: { prices: [ { usd: { input: 1, output: 1 } } ] }, gpt-9: { aliases: [gpt-5.5-2026-04-23, gpt-nine], prices: [ { usd: { input: 2, output: 2 } } ] } } }
  nimbus: { tiers: { slow: batch }, models: { arbor: { prices: [ { usd: { input: 3, output: 3 } } ] }, llama-3.3-70b-versatile: { prices: [ { usd: { input: 9, output: 9 } } ] } } }
  azure: { tiers: { globalbatch: priority }, models: { gpt-5.5: { prices: [ { usd: { input: 1, output: 1 } } ] }, arbor: { prices: [ { usd: { input: 4, output: 4 } } ] } } }`,
  'theirs',
);

describe('a book that lies under', () => {
  const book = laidOver(UNDER);

  it('never changes what is known, by whichever name', () => {
    const questions = [
      OPENAI,
      AZURE,
      { model: 'gpt-5.5' },
      { provider: 'openai', model: 'gpt-5.5-2026-04-23' },
      { ...OPENAI, at: '2020-01-01' },
      { model: 'llama-3.3-70b-versatile', at: '2026-01-01' },
      { ...OPENAI, tier: 'batch' as const },
    ];
    for (const question of questions) expect(ratesOf(book, question)).toBe(ratesOf(BOOK, question));
    expect(book.layers[0]?.left).toEqual(['openai/gpt-5.5', 'azure/gpt-5.5']);
  });

  it('adds what nobody knew, at all times', () => {
    expect(ratesOf(book, { provider: 'openai', model: 'gpt-nine', at: '2020-01-01' })).toBe('2/2/2');
    expect(ratesOf(book, { provider: 'nimbus', model: 'arbor' })).toBe('3/3/3');
    expect(ratesOf(book, { model: 'nimbus/arbor' })).toBe('3/3/3');
    expect(ratesOf(book, { provider: 'azure', model: 'arbor' })).toBe('4/4/4');
    expect(ratesOf(BOOK, { provider: 'azure', model: 'arbor' })).toBe('unknown-model');
  });

  it('does not say who is meant where two of its hosts sell a model', () => {
    expect(ratesOf(book, { model: 'arbor' })).toBe('several-hosts');
  });

  it('lies under a contract, too', () => {
    const both = laidOver(UNDER, contractAt('azure', OWN, 'aliases: [prod],'));
    expect([AZURE, OPENAI, { provider: 'azure', model: 'prod' }].map((each) => ratesOf(both, each))).toEqual([
      OWN_RATES,
      LIST,
      OWN_RATES,
    ]);
    expect(ratesOf(both, { provider: 'nimbus', model: 'arbor' })).toBe('3/3/3');
    const other = laidOver(contractAt('azure', OWN), UNDER);
    expect([AZURE, OPENAI].map((each) => ratesOf(other, each))).toEqual([OWN_RATES, LIST]);
  });

  it('may be laid over in its turn', () => {
    const over = named(
      'providers: { nimbus: { models: { arbor: { prices: [ { usd: { input: 1, output: 2 } } ] } } } }',
    );
    expect(ratesOf(laidOver(UNDER, over), { model: 'nimbus/arbor' })).toBe('1/1/2');
  });

  it('gives nobody’s discount', () => {
    expect(faultsOf(named('layer: under\ndiscounts: [ { provider: openai, off: 5% } ]'))).toEqual([
      'book1.yaml:4: discounts: cannot stand in a book that lies under others: it changes no price of theirs',
    ]);
  });
});

describe('a model of the user’s own', () => {
  const book = laidOver(
    named(
      'providers: { gate: { models: { a: { prices: [ { usd: { input: 1, output: 2 } } ] }, b: { tokenizer: o200k, prices: [ { usd: { input: 1, output: 2 } } ] } } } }',
    ),
  );

  it('is of no family of tokenizers but its own, unless the book names one', () => {
    const models = [...(book.providers.get('gate')?.models.values() ?? [])];
    expect(models.map(({ tokenizer }) => tokenizer)).toEqual(['gate/a', 'o200k']);
  });

  it('belongs to a provider that logs call by its id', () => {
    expect(ratesOf(book, { provider: 'GATE', model: 'a' })).toBe('1/1/2');
    expect(ratesOf(book, { model: 'gate/a' })).toBe('1/1/2');
  });
});

describe('prices of the user’s own', () => {
  it('are exact however they are written', () => {
    const usd = 'input: 0.100000001, cacheRead: "0.3", output: 999999999.999999999';
    expect(ratesOf(laidOver(contractAt('openai', `{ usd: { ${usd} } }`)), OPENAI)).toBe(
      '0.100000001/0.3/999999999.999999999',
    );
    const json = JSON.stringify({
      recost: 'prices',
      name: 'acme',
      providers: { openai: { models: { 'gpt-5.5': { prices: [{ usd: { input: 'I', output: 'O' } }] } } } },
    });
    const numbers = json.replace('"I"', '0.1').replace('"O"', '123456789.123456789');
    expect(ratesOf(laidOver(numbers), OPENAI)).toBe('0.1/0.1/123456789.123456789');
  });

  it('are the same in YAML and JSON', () => {
    const value = {
      recost: 'prices',
      name: 'acme',
      note: null,
      discounts: [{ provider: 'azure', off: '5%' }],
      providers: {
        openai: {
          models: {
            'gpt-5.5': {
              contextWindow: { '2026-01-01': 5000 },
              prices: [
                {
                  from: '2026-06-01',
                  usd: { input: 4, output: '20' },
                  above: [{ tokens: 100, inclusive: true, usd: { input: 5, output: 6 } }],
                },
              ],
            },
          },
        },
      },
    };
    const yaml = `recost: prices
name: acme
note: ~
discounts:
  - provider: azure
    off: 5%
providers:
  openai:
    models:
      gpt-5.5:
        contextWindow: { 2026-01-01: 5000 }
        prices:
          - from: 2026-06-01
            usd: { input: 4, output: 20 }
            above: [ { tokens: 100, inclusive: true, usd: { input: 5, output: 6 } } ]
`;
    const [a, b] = [JSON.stringify(value), yaml].map((text) =>
      answerOf(laidOver(text), { ...OPENAI, promptTokens: 100 }),
    );
    expect(a).toEqual(b);
    expect(a).toMatchObject({ kind: 'priced', rates: { input: 5_000_000_000n } });
  });

  it('have whatever the list price has for what they do not say', () => {
    const book = laidOver(contractAt('openai', OWN));
    expect(ratesOf(book, { ...OPENAI, tier: 'priority' })).toBe('12.5/1.25/75');
    expect(book.providers.get('openai')?.models.get('gpt-5.5')?.life()).toEqual(
      BOOK.providers.get('openai')?.models.get('gpt-5.5')?.life(),
    );
  });
});
