import { describe, expect, it, test } from 'vitest';
import type { BookModel, Unpriced } from '../../src/domain/pricing.ts';
import { unpricedText } from '../../src/domain/unpriced.ts';
import { CARD } from '../support/book.ts';
import { FIXTURE_NAMES } from './fixture-names.ts';

const pathOf = (found: BookModel | Unpriced): string =>
  'kind' in found ? 'unknown' : `${found.provider}/${found.name}`;

describe('names as logs write them', () => {
  test.each(FIXTURE_NAMES)('$name by $provider', ({ provider, name, expect: path }) => {
    expect(pathOf(CARD.resolve(provider, name, undefined))).toBe(path);
  });

  it('have a reason wherever they do not resolve', () => {
    const answers = FIXTURE_NAMES.map(({ provider, name }) => CARD.resolve(provider, name, undefined));
    const unknown = answers.filter((each) => 'kind' in each);
    const intended = FIXTURE_NAMES.filter((each) => each.expect === 'unknown');
    expect(unknown).toHaveLength(intended.length);
    expect(unknown.map(unpricedText).filter((text) => text.length < 20)).toEqual([]);
  });

  test.each([
    ['azure', 'gpt-4o', 'azure', 'openai'],
    ['aws.bedrock', 'us.anthropic.claude-sonnet-4-5-20250929-v1:0', 'bedrock', 'anthropic'],
    ['openrouter', 'anthropic/claude-sonnet-4.5', 'openrouter', 'anthropic'],
    [undefined, 'openrouter/anthropic/claude-3.5-sonnet', 'openrouter', 'anthropic'],
    [undefined, 'azure/gpt-4o', 'azure', 'openai'],
  ])('%s selling %s bills as host %s at the list price of %s', (provider, name, host, maker) => {
    expect(CARD.resolve(provider, name, undefined)).toMatchObject({ host, provider: maker });
  });

  it('are never taken for a name that only looks alike', () => {
    expect(CARD.resolve(undefined, 'gpt-5.5-turbo-max', undefined)).toMatchObject({ code: 'unknown-model' });
    expect(CARD.resolve('openai', 'gpt-5.55', undefined)).toMatchObject({
      suggestions: expect.arrayContaining(['gpt-5.5']),
    });
  });

  it('of a provider that the book does not know have no price', () => {
    expect(CARD.resolve('my-gateway', 'gpt-5.5', undefined)).toMatchObject({ code: 'unknown-provider' });
  });

  it('of a maker that the host is not known to resell have no price', () => {
    expect(CARD.resolve('fireworks', 'claude-opus-4-7', undefined)).toMatchObject({
      code: 'host-has-no-price',
    });
  });

  it('that several hosts sell need a provider', () => {
    expect(CARD.resolve(undefined, 'deepseek-v4-pro', undefined)).toMatchObject({ host: 'deepseek' });
  });

  test.each([
    '',
    '__proto__',
    'us.'.repeat(5000),
    `${'us.'.repeat(40)}claude${':0'.repeat(40)}`,
    'x'.repeat(1_000_000),
    '\u0000\ud800',
  ])('however hostile, are answered at once', (name) => {
    expect(pathOf(CARD.resolve(undefined, name, undefined))).toBe('unknown');
    expect(pathOf(CARD.resolve('bedrock', name, undefined))).toBe('unknown');
  });
});
