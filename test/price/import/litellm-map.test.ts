import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { compileCard } from '../../../src/price/card.ts';
import { litellm } from '../../../src/price/import/litellm.ts';
import { SKIP } from '../../../src/price/import/reasons.ts';
import { layOver } from '../../../src/price/layers.ts';
import { BOOK } from '../../support/book.ts';
import { imported, laid, modelsOf, skipped } from '../../support/import.ts';
import {
  fateCount,
  inputOf,
  LITELLM_ENTRIES,
  LITELLM_MAP,
  MAP_SIZE,
  outputOf,
} from '../../support/litellm-map.ts';
import { recost, recostOk } from '../../support/recost.ts';
import { looseMembersIn, schemaIn, validator } from '../../support/schema.ts';

const folder = mkdtempSync(join(tmpdir(), 'recost-import-'));
const map = join(folder, 'map.json');
writeFileSync(map, LITELLM_MAP);
afterAll(() => rmSync(folder, { recursive: true }));

/** 0.087, of thousandths. */
const dollars = (thousandths: number): string => String(Number((thousandths / 1000).toFixed(3)));

const result = imported('litellm', LITELLM_MAP);

describe('a map of 3,000 entries', () => {
  it('has each of them in the book, or in one group of those that are not', () => {
    expect(LITELLM_ENTRIES).toHaveLength(MAP_SIZE);
    expect(result.summary).toMatchObject({
      entries: MAP_SIZE,
      inBook: fateCount('book', 'known'),
      known: fateCount('known'),
    });
    expect(skipped(result)).toEqual({
      [SKIP.noModel]: fateCount('no-model'),
      [SKIP.malformed]: fateCount('malformed'),
      [SKIP.noPrice]: fateCount('no-price'),
      [SKIP.zero]: fateCount('zero'),
      [SKIP.varies]: fateCount('varies'),
      [SKIP.noNumber]: fateCount('no-number'),
      [SKIP.inexact]: fateCount('inexact'),
      [SKIP.ranges]: fateCount('ranges'),
      [SKIP.clash]: fateCount('clash'),
      [SKIP.again]: fateCount('again'),
    });
  });

  it('counts what has no price of tokens by what it is for', () => {
    const group = result.summary.skipped.find(({ why }) => why === SKIP.noPrice);
    expect(group?.kinds).toEqual([
      ['image_generation', 250],
      ['audio_transcription', 100],
      ['audio_speech', 60],
      ['rerank', 40],
      ['search', 10],
    ]);
  });

  it('has every field of every entry accounted for', () => {
    const entries: Readonly<Record<string, object>> = JSON.parse(LITELLM_MAP);
    const models = litellm.models(entries, (a, b) => a === b).filter(({ fields }) => fields.length > 0);
    expect(models).toHaveLength(MAP_SIZE - fateCount('no-model') - 1); // the entry that is a mere text
    const strays = models.filter(({ key, fields }) => {
      const told = new Set(fields.map(({ field }) => field.replace(/^(tiered_pricing)\..*/, '$1')));
      const there = Object.keys(entries[key] ?? {});
      return there.length !== told.size || !there.every((field) => told.has(field));
    });
    expect(strays.map(({ key }) => key)).toEqual([]);
  });

  it('tells of the fields that nobody knows, and of the noise that it took off', () => {
    expect(result.summary.new).toMatchObject([{ field: 'price_per_thought', entries: 15, inBook: 15 }]);
    expect(result.summary.cleaned.figures).toBe(60);
  });

  it('makes a book without faults, with the prices of the map', () => {
    const book = laid(result);
    const card = compileCard(book);
    const priced = LITELLM_ENTRIES.filter(({ fate }) => fate === 'book').map(({ key }) =>
      card.resolve(undefined, key, undefined),
    );
    expect(priced.filter((each) => 'kind' in each)).toEqual([]);
    const [index, name] = [20_000, 'Basalt/Ember-20000b'];
    expect(modelsOf(result, 'nimbus_ai')[name].prices).toEqual([
      { usd: { input: dollars(inputOf(index)), output: dollars(outputOf(index)) }, confidence: 'low' },
    ]);
  });

  it('has the same bytes whatever the order of the map', () => {
    const entries = Object.entries(JSON.parse(LITELLM_MAP)).reverse();
    const { text } = imported('litellm', JSON.stringify(Object.fromEntries(entries)));
    const [a, b] = [text, result.text].map((each) => JSON.parse(each).providers);
    expect(a).toEqual(b);
    expect(Object.keys(a)).toEqual([...Object.keys(a)].sort());
  });
});

describe('recost prices import', () => {
  const book = join(folder, 'theirs.json');
  const done = recost(['prices', 'import', map, '-o', book, '--name', 'theirs', '--now', '2026-11-26']);

  it('writes the book, and tells what is not in it', () => {
    expect(done).toMatchObject({ status: 0, stdout: '' });
    expect(readFileSync(book, 'utf8')).toBe(result.text);
    expect(done.stderr).toContain(
      `LiteLLM price map: 3,000 entries, of which ${fateCount('book', 'known').toLocaleString('en')} are in this book`,
    );
    expect(JSON.parse(result.text).notes.every((note: string) => done.stderr.includes(`${note}\n`))).toBe(
      true,
    );
    expect(readdirSync(folder).sort()).toEqual(['map.json', 'theirs.json']);
  });

  it('reads standard input, and writes the same to standard output', () => {
    const args = ['prices', 'import', '-', '--name', 'theirs', '--now', '2026-11-26'];
    expect(recost(args, { stdin: LITELLM_MAP }).stdout).toBe(result.text);
  });

  it('tells all of it as JSON, or nothing, if asked to', () => {
    const args = ['prices', 'import', map, '-o', join(folder, 'again.json'), '--now', '2026-11-26'];
    const told = JSON.parse(recost([...args, '-f', 'json']).stderr);
    expect(validator('docs/import.schema.json')(told)).toEqual([]);
    const { file, ...facts } = told;
    expect(file).toBe(map);
    expect(facts).toEqual({
      schemaVersion: 1,
      list: 'litellm',
      name: 'litellm-2026-11-26',
      book: BOOK.version,
      layer: 'under',
      date: '2026-11-26',
      ...JSON.parse(JSON.stringify(result.summary)),
    });
    expect(recost([...args, '-q'])).toMatchObject({ status: 0, stdout: '', stderr: '' });
  });

  it('never writes over what it reads', () => {
    const before = readFileSync(map, 'utf8');
    expect(recost(['prices', 'import', map, '-o', map])).toMatchObject({ status: 2, stdout: '' });
    expect(readFileSync(map, 'utf8')).toBe(before);
  });

  it.each([
    [['--from', 'portkey'], 'expected one of litellm, models.dev, openrouter, genai-prices'],
    [['--name', 'Our List'], 'expected a short name'],
    [['--now', 'tomorrow'], 'expected a date'],
    [['-f', 'csv'], 'expected one of text, json'],
  ])('refuses %j', (args, message) => {
    const { status, stderr } = recost(['prices', 'import', map, ...args]);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });

  const sample = ['samples/traces.csv', '-f', 'json'];
  /** A report without the name and the digest of its book. */
  const report = (...args: readonly string[]): string =>
    recostOk([...sample, ...args])
      .stdout.replace(/"version": "2026[^"]*"/, '')
      .replace(/"sha256": "\w+"/, '');

  it('changes no figure of a report on models that recost knows', () => {
    expect(report('--prices', book)).toBe(report());
  });

  it('changes them with --override', () => {
    const over = join(folder, 'over.json');
    recostOk(['prices', 'import', map, '-o', over, '--override', '--now', '2026-11-26']);
    const [ours, theirs] = [report(), report('--prices', over)];
    expect(theirs).not.toBe(ours);
    expect(theirs).toContain('litellm-2026-11-26:deepseek/deepseek-v4-pro@undated#standard');
    expect(ours).not.toContain('@undated');
  });

  it('prices what recost does not know, to the digit', () => {
    const index = 20_000;
    const entry = LITELLM_ENTRIES.find(({ key }) => key.endsWith(`-${index}b`));
    const log = `model,input_tokens,output_tokens,time\n${entry?.key},1000000,1000,2026-05-01T00:00:00Z\n`;
    const { stdout } = recostOk(['-', '--prices', book, '-f', 'json', '--to', 'keep'], { stdin: log });
    // A million tokens of input and a thousand of output, at thousandths of a dollar a million.
    const nanoUsd = inputOf(index) * 1_000_000 + outputOf(index) * 1_000;
    expect(JSON.parse(stdout).total.scenarios.baseline.totalUsd.base).toBe(String(nanoUsd / 1e9));
    expect(recost(['-', '-f', 'json'], { stdin: log }).status).toBe(3);
  });
});

describe('import.schema.json', () => {
  it('describes each member, and takes no others', () => {
    expect(looseMembersIn(schemaIn('docs/import.schema.json'))).toEqual([]);
  });
});

describe('a long book under others', () => {
  const line = result.text.split('\n').find((each) => each.includes('"input":')) ?? '';
  const spoilt = {
    name: 'theirs.json',
    text: result.text.replace(line, line.replace('"input":', '"inptu":')),
  };
  const name: string = Object.keys(JSON.parse(`{${line.replace(/,$/, '')}}`))[0] ?? '';

  it('is looked through when it is checked', () => {
    expect(() => layOver(BOOK, [spoilt], true)).toThrow(/theirs\.json:\d+: .*inptu: is no token class/);
  });

  it('is else looked into where it is asked for a price', () => {
    const { providers } = layOver(BOOK, [spoilt]);
    const models = [...providers.values()].flatMap(({ models }) => [...models.values()]);
    const [faulty, ...others] = models.filter((model) => model.name === name);
    expect(others).toEqual([]);
    expect(() => faulty?.records()).toThrow(/theirs\.json:\d+: .*inptu: is no token class/);
  });
});
