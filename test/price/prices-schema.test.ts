import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { TOKEN_CLASSES } from '../../src/domain/tokens.ts';
import { USER_BOOK_KEYS } from '../../src/price/user-book.ts';
import { imported } from '../support/import.ts';
import { faultsOf, named } from '../support/laid.ts';
import { LITELLM_MAP } from '../support/litellm-map.ts';
import { ROOT } from '../support/recost.ts';
import { looseMembersIn, schemaIn, validator } from '../support/schema.ts';

const PATH = 'docs/prices.schema.json';
const errorsOf = validator(PATH);

interface Members {
  readonly properties: Readonly<Record<string, unknown>>;
}

const schema = schemaIn(PATH) as unknown as Members & { readonly $defs: Readonly<Record<string, Members>> };
const keysOf = (members: Members | undefined): readonly string[] =>
  Object.keys(members?.properties ?? {}).sort();

/** The books that documents show. */
const shown = ['docs/your-own-prices.md'].flatMap((path) =>
  [...readFileSync(`${ROOT}${path}`, 'utf8').matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(
    ([, text = '']) => text,
  ),
);

describe('prices.schema.json', () => {
  it('has the keys that are read', () => {
    const { book, strip, stripPrefix, ...others } = USER_BOOK_KEYS;
    expect(keysOf(schema)).toEqual([...book].sort());
    for (const [kind, keys] of Object.entries(others))
      expect(keysOf(schema.$defs[kind])).toEqual([...keys].sort());
    const stripped = schema.$defs['provider']?.properties['strip'] as Members;
    expect(keysOf(stripped)).toEqual([...strip].sort());
    expect(stripPrefix).toEqual(['text', 'region']);
    expect(keysOf(schema.$defs['usd'])).toEqual([...TOKEN_CLASSES].sort());
  });

  it('describes each member, and takes no others', () => {
    const choices = /\/(any|one)Of\/\d\//; // of members that are described
    expect(looseMembersIn(schemaIn(PATH)).filter((path) => !choices.test(path))).toEqual([]);
  });

  const yaml = [
    ['the sample', readFileSync(`${ROOT}samples/contract.yaml`, 'utf8')],
    ...shown.map((text, index) => [`example ${index + 1} of the documents`, text] as const),
  ].map(([title, text = '']) => ({ title, text, value: parse(text) }));
  const json = [false, true]
    .map((isOver) => imported('litellm', LITELLM_MAP, isOver).text)
    .map((text, index) => ({ title: `imported list ${index + 1}`, text, value: JSON.parse(text) }));

  it.each([...yaml, ...json])('describes $title, which has no faults', ({ text, value }) => {
    expect(errorsOf(value)).toEqual([]);
    expect(faultsOf(text)).toEqual([]);
  });

  it('is shown by at least five examples', () => {
    expect(shown.length).toBeGreaterThanOrEqual(5);
  });

  const models = (text: string): string => named(`providers: { gate: { models: { a: ${text} } } }`);

  it.each([
    ['no mark', 'name: acme\nproviders: {}'],
    ['no name', 'recost: prices\nproviders: {}'],
    ['neither prices nor discounts', 'recost: prices\nname: acme\nnote: x'],
    ['a long name', named('providers: {}', 'x'.repeat(41))],
    ['a wrong layer', named('layer: beside\nproviders: { gate: { models: {} } }')],
    ['a discount without a provider', named('discounts: [ { off: 5% } ]')],
    ['a discount without a share', named('discounts: [ { provider: openai } ]')],
    ['a discount with two shares', named('discounts: [ { provider: openai, off: 5%, times: 0.95 } ]')],
    ['an unknown key', models('{ prises: [] }')],
    ['a price without rates', models('{ prices: [ { from: 2026-01-01 } ] }')],
    ['an unknown class', models('{ prices: [ { usd: { input: 1, ouput: 1 } } ] }')],
    ['a negative rate', models('{ prices: [ { usd: { input: -1, output: 1 } } ] }')],
    ['ten decimals', models('{ prices: [ { usd: { input: "0.1234567891", output: 1 } } ] }')],
    ['a local time', models('{ prices: [ { from: 2026-01-01T12:00, usd: { input: 1, output: 1 } } ] }')],
    ['an unknown tier', models('{ prices: [ { tier: slow, usd: { input: 1, output: 1 } } ] }')],
    [
      'a size without rates',
      models('{ prices: [ { usd: { input: 1, output: 1 }, above: [ { tokens: 5 } ] } ] }'),
    ],
  ])('refuses %s, as recost does', (_, text) => {
    expect(errorsOf(parse(text))).not.toEqual([]);
    expect(faultsOf(text)).not.toEqual([]);
  });
});
