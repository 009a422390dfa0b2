import { describe, expect, it, test } from 'vitest';
import { readFeatures } from '../../../src/plan/features/read-features.ts';
import { csv, EUR, said } from './support.ts';

describe('a table of features', () => {
  it('has the keys as columns, and nothing where a cell is empty', () => {
    const read = csv(
      'Name,Status,Workflow,Value,Currency,Target margin,Runs per month,minQuality,Quality\n' +
        'A,shelved,a-*,1.00,EUR,70%,"12,000",0.9,"deepseek-v4-pro=0.93; keep=97%"\n' +
        'B,,b,$2,,50%,,,\n',
      [EUR],
    );
    expect(read.problems).toEqual([]);
    // 1 EUR × 1.085 × 30 % = 0.3255; 2 × 50 % = 1
    expect(read.features).toMatchObject([
      {
        name: 'A',
        line: 2,
        status: 'shelved',
        affordable: 325_500_000_000_000n,
        runsPerMonth: 12_000,
        minQuality: 0.9,
      },
      { name: 'B', line: 3, status: undefined, affordable: 1_000_000_000_000_000n, runsPerMonth: undefined },
    ]);
    expect([...(read.features[0]?.quality ?? [])]).toEqual([
      ['deepseek-v4-pro', 0.93],
      ['keep', 0.97],
    ]);
  });

  test.each([
    [
      'semicolons',
      'features.csv',
      'sep=;\r\nname;workflow;budget\r\nA;a;0.30\r\n;;\r\nB;b;0.125\r\n',
      [3, 5],
    ],
    ['tabs', 'features.tsv', 'name\tworkflow\tbudget\nA\ta\t0.30\nB\tb\t0.125', [2, 3]],
    ['a byte order mark', 'features.csv', '\ufeffname,workflow,budget\nA,a,0.30\nB,b,0.125\n', [2, 3]],
    [
      'a cell of two lines',
      'features.CSV',
      'name,workflow,budget,status\nA,a,0.30,"\n"\nB,b,0.125,\n',
      [2, 4],
    ],
    ['short rows', 'features.csv', 'name,workflow,budget,status\nA,a,0.30\nB,b,0.125\n', [2, 3]],
  ])('may have %s', (_, name, text, lines) => {
    const { features, problems } = readFeatures({ name, text, exchangeRates: [] });
    expect(problems).toEqual([]);
    expect(features.map(({ affordable }) => affordable)).toEqual([
      300_000_000_000_000n,
      125_000_000_000_000n,
    ]);
    expect(features.map(({ line }) => line)).toEqual(lines);
  });

  test.each([
    ['1.200', 'could be meant in two ways: write 1200 or 1.2'],
    ['1,200', 'could be meant in two ways: write 1200 or 1.2'],
    ['0.30 \ufffd', 'has a broken character: save the file as UTF-8'],
  ])('with semicolons comes from where a comma is decimal, and refuses %s', (amount, fault) => {
    expect(said(csv(`name;workflow;budget\nA;a;${amount}`))).toEqual([
      `2 feature-field-invalid: feature "A": budget "${amount}" ${fault}`,
    ]);
  });

  test.each([
    ['1.200,50', 1_200_500_000_000_000_000n],
    ['0,30', 300_000_000_000_000n],
  ])('with semicolons reads %s', (amount, affordable) => {
    expect(csv(`name;workflow;budget\nA;a;${amount}`).features[0]?.affordable).toBe(affordable);
  });

  it('may have columns of its own; those that look like ours misspelt are told apart', () => {
    const read = csv('name,workflow,budget,Owner,min_qualty\nA,a,1,me,0.9');
    expect(read.features.length).toBe(1);
    expect(said(read)).toEqual([
      '1 feature-column-ignored: the column "Owner" says nothing about features; ignored',
      '1 feature-key-unknown: the header: there is no key "min_qualty" (did you mean min_quality?)',
    ]);
  });

  it('loses a row that is wider than its header, as by a comma within a number', () => {
    const read = csv('name,workflow,budget\nA,a,1,200\nB,b,2');
    expect(said(read)).toEqual(['2 row-width: the row has 4 cells, the header 3; skipped']);
    expect(read.features.map(({ name }) => name)).toEqual(['B']);
    expect(read.faulty).toBe(1);
  });

  it('may say a thing in two columns, but not in both at once', () => {
    const read = csv('name,workflow,budget,Budget\nA,a,1,\nB,b,,2\nC,c,1,2');
    expect(read.features.map(({ name }) => name)).toEqual(['A', 'B']);
    expect(said(read)).toEqual([
      '4 feature-fields-clash: feature "C": budget is given twice; keep one of them',
    ]);
  });
});
