import { describe, expect, it } from 'vitest';
import { listCost, quantitiesOf } from '../../src/domain/list-cost.ts';
import { moneyText } from '../../src/domain/money.ts';
import { RecostError } from '../../src/domain/problem.ts';
import { compileCard } from '../../src/price/card.ts';
import { layOver } from '../../src/price/layers.ts';
import { BOOK } from '../support/book.ts';

const book = (name: string, body: string): { readonly name: string; readonly text: string } => ({
  name: `${name}.yaml`,
  text: `recost: prices\nname: ${name}\n${body}\n`,
});

const OPENAI = book(
  'oa',
  'providers: {openai: {models: {gpt-5.5: {prices: [{usd: {input: 1, output: 2}}]}}}}',
);
const AZURE = book(
  'az',
  `providers:
  azure:
    models:
      gpt-5.5:
        aliases: [prod-chat]
        prices: [{from: 2026-10-01, to: 2026-11-01, usd: {input: 4, cacheRead: 0.4, output: 20}}]`,
);

const NO_COUNTS = { cacheRead: 0, cacheWrite: 0, cacheWrite5m: 0, cacheWrite1h: 0, cacheWrite12h: 0 };
const NO_AUDIO = { audioInput: 0, audioCacheRead: 0, audioOutput: 0 };

/** What 100,000 tokens of input and 1,000 of output cost. */
function costOf(
  files: readonly ReturnType<typeof book>[],
  [provider, name, day]: readonly [string, string, string],
  tier: 'standard' | 'fast' | 'batch' = 'standard',
): string {
  const card = compileCard(layOver(BOOK, files));
  const at = Date.parse(day);
  const model = card.resolve(provider, name, at);
  if ('kind' in model) return model.code;
  const price = card.priceAt({ model, at, place: at, promptTokens: 100_000, tier, region: undefined });
  if (price.kind === 'unpriced') return price.code;
  const counts = { input: 100_000, output: 1000, ...NO_COUNTS, ...NO_AUDIO };
  return moneyText(listCost(quantitiesOf({ counts }), price.rates));
}

// List: 5 and 30. 0.1 × 5 + 0.001 × 30 = 0.53. Azure's contract: 0.1 × 4 + 0.001 × 20 = 0.42.
describe('a contract with a host that resells', () => {
  it.each([
    ['the last instant before it', '2026-09-30T23:59:59Z', '0.53'],
    ['its first', '2026-10-01T00:00:00Z', '0.42'],
    ['its last', '2026-10-31T23:59:59Z', '0.42'],
    ['the first behind it', '2026-11-01T00:00:00Z', '0.53'],
  ])('at %s', (_, at, usd) => {
    expect(costOf([AZURE], ['azure', 'gpt-5.5', at])).toBe(usd);
    expect(costOf([AZURE], ['azure', 'prod-chat', at])).toBe(usd);
    expect(costOf([AZURE], ['azure', 'gpt-5.5-2026-04-23', at])).toBe(usd);
  });

  it('changes nothing of the maker, and a contract with the maker nothing of the host, in whatever order', () => {
    for (const files of [
      [OPENAI, AZURE],
      [AZURE, OPENAI],
    ]) {
      expect(costOf(files, ['azure', 'gpt-5.5', '2026-11-20'])).toBe('0.53');
      expect(costOf(files, ['azure', 'gpt-5.5', '2026-10-20'])).toBe('0.42');
      // 0.1 × 1 + 0.001 × 2
      expect(costOf(files, ['openai', 'gpt-5.5', '2026-10-20'])).toBe('0.102');
    }
  });

  it('keeps the maker’s service tiers, under all their names', () => {
    // priority: 12.5 and 75, also called fast. 0.1 × 12.5 + 0.001 × 75 = 1.325
    expect(costOf([AZURE], ['azure', 'gpt-5.5', '2026-10-20'], 'fast')).toBe('1.325');
  });

  it('stays a resale of the maker’s list, with its cache', () => {
    const card = compileCard(layOver(BOOK, [AZURE]));
    const at = Date.parse('2026-10-20');
    const model = card.resolve('azure', 'gpt-5.5', at);
    expect(model).toMatchObject({ host: 'azure', provider: 'openai', basis: 'assumed' });
    expect(model).toEqual(compileCard(BOOK).resolve('azure', 'gpt-5.5', at));
  });
});

describe('a discount', () => {
  const discount = (body: string) => book('d', `discounts: [${body}]`);

  it.each([
    [
      'a dated snapshot',
      '{provider: openai, models: [gpt-5.5-2026-04-23], off: 10%}',
      'openai',
      'gpt-5.5',
      '0.477',
    ],
    ['capitals', '{provider: openai, models: [GPT-5.5], off: 10%}', 'openai', 'gpt-5.5', '0.477'],
    ['a maker’s pattern', '{provider: azure, models: ["openai/*"], off: 10%}', 'azure', 'gpt-5.5', '0.477'],
    ['another model', '{provider: openai, models: [gpt-4o], off: 10%}', 'openai', 'gpt-5.5', '0.53'],
    ['another host', '{provider: azure, off: 10%}', 'openai', 'gpt-5.5', '0.53'],
  ])('for %s', (_, body, provider, name, usd) => {
    expect(costOf([discount(body)], [provider, name, '2026-11-20'])).toBe(usd);
  });

  it.each([
    [
      'a pattern among others that fits nothing',
      '{provider: openai, models: [gpt-5.5, gpt-5,5], off: 10%}',
      '"gpt-5" fits',
    ],
    ['a provider whose prices are all the user’s', '{provider: nobody, off: 50%}', 'changes nothing'],
  ])('with %s is refused', (_, body, said) => {
    const own = book('n', 'providers: {nobody: {models: {x: {prices: [{usd: {input: 1, output: 1}}]}}}}');
    const file = discount(body.replace('gpt-5,5', '"gpt-5?5?"')).text;
    const refused = () => layOver(BOOK, [own, { name: 'd.yaml', text: file }]);
    expect(refused).toThrow(RecostError);
    expect(refused).toThrow(said.replace('"gpt-5"', '"gpt-5?5?"'));
  });
});

describe('a price over a book that lies under', () => {
  const under = book(
    'und',
    'layer: under\nproviders: {openai: {models: {new-9: {aliases: [nine], prices: [{usd: {input: 7, output: 9}}]}}}}',
  );
  const over = book(
    'over',
    'providers: {openai: {models: {nine: {prices: [{from: 2026-10-01, usd: {input: 3, output: 4}}]}}}}',
  );

  it('holds in its time, and the one under it before', () => {
    // 0.1 × 7 + 0.001 × 9; 0.1 × 3 + 0.001 × 4
    expect(costOf([under, over], ['openai', 'nine', '2026-09-30T23:59:59Z'])).toBe('0.709');
    expect(costOf([under, over], ['openai', 'nine', '2026-10-01T00:00:00Z'])).toBe('0.304');
    expect(costOf([under, over], ['openai', 'new-9', '2026-10-01T00:00:00Z'])).toBe('0.304');
  });
});

describe('a change that the vendor announced', () => {
  const card = (...files: readonly ReturnType<typeof book>[]) => compileCard(layOver(BOOK, files));
  const coming = (of: ReturnType<typeof card>) => {
    const model = of.resolve('google', 'gemini-4-carbon', undefined);
    return 'kind' in model ? [] : of.coming(model, Date.parse('2026-11-23'));
  };
  const usd = (rates: { input: bigint | undefined } | undefined) => Number(rates?.input) / 1e9;

  it('is none for whoever pays a price of their own', () => {
    const own = book(
      'g',
      'providers: {google: {models: {gemini-4-carbon: {prices: [{from: 2026-06-01, to: 2027-12-24, usd: {input: 1, output: 2}}]}}}}',
    );
    expect(coming(card(own))).toEqual([]);
  });

  it('is told after the user’s discount', () => {
    // 2 and 4, at 25 % off
    const [change] = coming(card(book('g', 'discounts: [{provider: google, off: 25%}]')));
    expect(change).toMatchObject({ kind: 'price', model: 'google/gemini-4-carbon' });
    expect(change?.kind === 'price' && [usd(change.before), usd(change.after)]).toEqual([1.5, 3]);
  });
});

describe('texts of a user’s file', () => {
  it('command no screen', () => {
    const file = book(
      'evil',
      'origin: "\\e[31mred\\n::error::x"\nproviders: {g: {models: {m: {prices: [{usd: {input: 1, output: 2}, note: "a\\ab"}]}}}}',
    );
    const laid = layOver(BOOK, [file]);
    expect(laid.layers[0]?.origin).toBe('\\u001b[31mred\\n::error::x');
    expect(laid.providers.get('g')?.models.get('m')?.records()[0]?.note).toBe('a\\u0007b');
  });
});
