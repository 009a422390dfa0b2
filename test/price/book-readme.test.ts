import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it, test } from 'vitest';
import { compileCard } from '../../src/price/card.ts';
import { loadBook } from '../../src/price/load.ts';
import { BOOK_FILES } from '../support/book.ts';
import { costOf, type Line, sumOf } from '../support/by-hand.ts';

// biome-ignore lint/suspicious/noExplicitAny: JSON of the book and of its README
type Json = any;

const pricing = new URL('../../pricing/', import.meta.url);
const textOf = (path: string): string => readFileSync(new URL(path, pricing), 'utf8');
const schema: Json = JSON.parse(textOf('provider.schema.json'));
const readme = textOf('README.md');

/** What is wrong with a value under a definition of the schema. */
function faultsOf(definition: string, value: Json): readonly unknown[] {
  const ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: true });
  const isValid = ajv.compile({ $defs: schema.$defs, $ref: `#/$defs/${definition}` });
  isValid(value);
  return isValid.errors ?? [];
}

/** The annotated example, without its comments. */
const example: Json = JSON.parse(
  `{${/```jsonc\n([\s\S]*?)```/.exec(readme)?.[1]?.replaceAll(/\/\/.*$/gm, '') ?? ''}}`,
);
const [[name = '', model] = []]: Json = Object.entries(example);

describe('the annotated example', () => {
  it('is a model, and its prices are prices, by the schema', () => {
    expect(faultsOf('model', model)).toEqual([]);
    expect(model.prices.flatMap((price: Json) => faultsOf('price', price))).toEqual([]);
    expect(model.prices).toHaveLength(2);
  });

  it('says what the book says', () => {
    const own: Json = JSON.parse(BOOK_FILES.find((file) => file.name === 'deepseek.json')?.text ?? '');
    const { prices, ...facts } = model;
    expect(own.models[name]).toMatchObject(facts);
    for (const { sources, ...price } of prices) {
      const same = own.models[name].prices.filter(
        (each: Json) => each.from === price.from && each.band === price.band,
      );
      expect(same).toMatchObject([price]);
      expect(same[0].sources).toEqual(expect.arrayContaining(sources));
    }
  });

  it('stands above the id of its first price', () => {
    expect(readme).toContain('`deepseek/deepseek-v4-pro@2026-04-25T0300Z#promo`');
  });
});

describe('adding a price as the README says', () => {
  test('a new model needs its tokenizer and its prices, and a price its start, figures and sources', () => {
    expect(schema.$defs.model.required).toEqual(['tokenizer', 'prices']);
    expect(schema.$defs.price.required).toEqual(['from', 'usd', 'confidence', 'sources']);
    expect(schema.required).toContain('knownAs');
  });

  test('the old price ends where the new one begins, and the book is good', () => {
    const files = BOOK_FILES.map((file) => {
      const content: Json = JSON.parse(file.text);
      const prices: Json = content.models?.['grok-4.7']?.prices ?? [{}];
      const [old] = prices;
      const start = '2026-12-24T00:00:00Z';
      old.to = start;
      prices.push({
        from: start,
        usd: { input: '1.5', cacheRead: '0.25', output: '4.5' },
        confidence: 'medium',
        sources: ['x_models'],
      });
      return { name: file.name, text: JSON.stringify(content) };
    });
    const xai: Json = JSON.parse(files.find((file) => file.name === 'xai.json')?.text ?? '');
    expect(faultsOf('model', xai.models['grok-4.7'])).toEqual([]);
    const card = compileCard(loadBook(files));
    const bill = (input: string, output: string): readonly Line[] => [
      [1_000, 'input', input],
      [100, 'output', output],
    ];
    const price = (at: string) => costOf(card, { provider: 'xai', model: 'grok-4.7', at }, bill('0', '0'));
    expect(price('2026-12-23T23:59:59Z')).toBe(sumOf(bill('2', '6')));
    expect(price('2026-12-24T00:00:00Z')).toBe(sumOf(bill('1.5', '4.5')));
  });
});
