import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { loadBook } from '../../src/price/load.ts';
import { RELEASED } from '../../src/price/released.ts';

const DIGESTS: Readonly<Record<string, string>> = {
  '2026-11-23': '51682c0fe236c63d8022e03004a79d608fdb3b4e5b45dc638c8353123cde77a3',
};

const folder = new URL('../../pricing/', import.meta.url);
const books = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name: version }) => {
    const own = new URL(`${version}/`, folder);
    const files = readdirSync(own).map((name) => ({
      name,
      text: readFileSync(new URL(name, own), 'utf8'),
    }));
    return { version, files, book: loadBook(files) };
  });

describe('released books', () => {
  it('are what they were when they were released', () => {
    const released = books.filter(({ book }) => !book.isDraft);
    expect(Object.fromEntries(released.map(({ version, book }) => [version, book.hash]))).toEqual(DIGESTS);
  });

  it('are those that the program takes as checked', () => {
    expect(Object.fromEntries(RELEASED)).toEqual(DIGESTS);
  });
});

describe.each(books)('the book of $version', ({ version, files, book }) => {
  it('has the name of its folder, and nothing but its own files', () => {
    expect(book.version).toBe(version);
    expect(files.filter(({ name }) => !name.endsWith('.json'))).toEqual([]);
  });

  test('has no faults, whether it is released or not', () => {
    const unknown = files.map(({ name, text }) => ({ name, text: `${text}\n` }));
    expect(() => loadBook(unknown)).not.toThrow();
  });
});
