import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it, test } from 'vitest';
import { exactText, exactUsd } from '../../src/domain/exact.ts';
import { PRICE_RULES } from '../../src/domain/price-steps.ts';
import { recost, recostOk } from '../support/recost.ts';
import { branchesOf, equationsIn, isRight, linesIn } from '../support/tree-arithmetic.ts';

const at = (args: string) => recost(['prices', 'at', ...args.split(' ')]);
const text = (args: string): string => recostOk(['prices', 'at', ...args.split(' ')]).stdout;
const json = (args: string) => JSON.parse(text(`${args} -f json`));

describe('recost prices at', () => {
  // rates of the book times tokens, in USD
  test.each([
    ['gpt-5.5 2026-11-23 --input 3046 --cached 2048 --output 582', '0.023474'], // 998 × 5 + 2,048 × 0.5 + 582 × 30
    ['deepseek-v4-pro 2026-11-23T10:00:00+08:00 --input 1000 --output 100', '0.001716'], // peak: 1.32 and 3.96
    ['deepseek-v4-pro 2026-11-23T13:00:00+08:00 --input 1000 --output 100', '0.000858'], // off-peak: half of it
    ['eu.anthropic.claude-opus-4-7 2026-11-23 --provider bedrock --input 1000 --output 100', '0.00825'], // × 1.1
    ['gpt-5.5 2026-11-23 --output 1,000', '0.03'],
  ])('%s costs %s', (args, usd) => {
    expect(json(args).total.usd).toBe(usd);
    const equations = linesIn(branchesOf(text(args))).flatMap((line) => equationsIn(line.text));
    expect(equations.length).toBeGreaterThan(0);
    expect(equations.filter((each) => !isRight(each))).toEqual([]);
    expect(text(args).split('\n')[0]).toMatch(new RegExp(`: \\$${usd.replace('.', '\\.')}$`));
  });

  it('says which hour of which day it was for the vendor, and that a limit was passed', () => {
    expect(text('deepseek-v4-pro 2026-11-23T10:00:00+08:00')).toContain(
      'hours: peak (09:00 to 12:00), at 10:00 UTC+08:00 on Monday, 2026-11-23',
    );
    expect(text('gpt-5.5 2026-11-23 --input 272001 --width 200')).toContain(
      'a prompt of 272,001 tokens of more than 272,000 tokens: other rates for the whole request',
    );
  });

  it('uses a contract of the user’s, and says whose it is', () => {
    const file = `${mkdtempSync(`${tmpdir()}/recost-at-`)}/acme.yaml`;
    writeFileSync(file, 'recost: prices\nname: acme\ndiscounts:\n  - { provider: openai, off: 15% }\n');
    const args = [
      'prices',
      'at',
      'gpt-5.5',
      '2026-11-23',
      '--input',
      '1000',
      '--prices',
      file,
      '--width',
      '500',
    ];
    const { stdout } = recostOk(args);
    expect(stdout).toContain('discount: 15% off by your price book acme: all rates × 17/20');
    expect(stdout).toContain('input: $5/M × 17/20 = $4.25/M');
    expect(stdout).toContain('input: 1,000 × $4.25/M = $0.00425');
  });

  it('uses announced prices on request only', () => {
    const args = 'gemini-4-argon 2026-12-05 --input 1000';
    expect(at(args)).toMatchObject({
      status: 3,
      stdout: expect.stringContaining('use it with --include-announced'),
    });
    expect(json(`${args} --include-announced`)).toMatchObject({ total: { usd: '0.004' } });
    expect(text(`${args} --include-announced`)).toContain('price: announced, in force since 2026-12-01');
  });

  it('names what was withdrawn, and does not use it', () => {
    const args = 'claude-sonnet-5 2026-09-05';
    expect(text(`${args} --width 200`)).toMatch(/withdrawn, not used: anthropic\/claude-sonnet-5@2026-09-01/);
    expect(json(args).rows[0].record).not.toContain('2026-09-01');
  });

  it('names all rules, in their order', () => {
    const { rules } = json('gpt-5.5 2026-11-23').rows[0];
    expect(rules.map(({ rule }: { readonly rule: string }) => rule)).toEqual(PRICE_RULES);
  });

  test.each([
    ['gpt-5.5 2020-01-01', 'gpt-5.5 has no price before 2026-04-23', 'price'],
    ['gpt-5.55 2026-11-23', 'did you mean gpt-5.5', 'name'],
    ['gpt-5.5 2026-11-23 --tier nowhere', 'no price for the service tier "nowhere"', 'service tier'],
    ['gpt-5.5 2026-11-23 --provider nobody', 'the provider "nobody" is not in the price book', 'name'],
  ])('%s has no price, and the chain says where it ended', (args, reason, end) => {
    const { status, stdout } = at(`${args} --width 500`);
    expect(status).toBe(3);
    expect(stdout).toContain(reason);
    expect(stdout).toContain(`the chain of rules ended at: ${end}`);
  });

  test.each([
    ['gpt-5.5 yesterday', 'INSTANT yesterday: expected a date'],
    ['gpt-5.5 2026-11-23 --input many', '--input many: expected a whole number'],
    ['gpt-5.5 2026-11-23 --input 10 --cached 11', '--cached 11: expected a part of --input'],
    ['gpt-5.5 2026-11-23 -f csv', 'expected one of tree, json'],
  ])('%s is wrong usage', (args, message) => {
    const { status, stderr } = at(args);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });
});

describe('an exact number', () => {
  test.each([
    [{ num: 750n, den: 100n }, '7.5'],
    [{ num: 1n, den: 3n }, '1/3'],
    [{ num: 104n, den: 155n }, '104/155'],
    [{ num: -5n, den: 8n }, '-0.625'],
    [{ num: 0n, den: 7n }, '0'],
  ])('%o is %s', (value, expected) => {
    expect(exactText(value)).toBe(expected);
  });

  it('in USD is a decimal, or one over a whole number', () => {
    expect(exactUsd({ num: 68_502_720_000_000n, den: 155n })).toBe('0.013700544/31'); // 155 = 5 × 31
    expect(exactUsd({ num: 1n, den: 2n })).toBe('0.0000000000000005');
  });
});
