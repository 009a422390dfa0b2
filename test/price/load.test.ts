import { describe, expect, it } from 'vitest';
import { RecostError } from '../../src/domain/problem.ts';
import { loadBook } from '../../src/price/load.ts';
import { BOOK_FILES } from '../support/book.ts';

// biome-ignore lint/suspicious/noExplicitAny: a file of the book, to be spoilt
type Json = any;

/** What is said of the shipped book with one thing changed in one of its files. */
function faultsWith(name: string, spoil: (file: Json) => void): string {
  const files = BOOK_FILES.map((file) => {
    if (file.name !== name) return file;
    const content = JSON.parse(file.text);
    spoil(content);
    return { name, text: JSON.stringify(content) };
  });
  return faultsOf(files);
}

function faultsOf(files: Parameters<typeof loadBook>[0]): string {
  try {
    loadBook(files);
  } catch (error) {
    if (error instanceof RecostError && error.code === 'book-invalid') return error.message;
    throw error;
  }
  return '';
}

const pro = (file: Json): Json => file.models['deepseek-v4-pro'];
const first = (file: Json): Json => pro(file).prices[0];

const FAULTS: readonly (readonly [string, (file: Json) => void, RegExp])[] = [
  [
    'two prices at one time',
    (file) => pro(file).prices.push({ ...first(file) }),
    /deepseek-v4-pro.*(overlap|twice|same)/i,
  ],
  [
    'an unknown calendar',
    (file) => {
      pro(file).prices.at(-1).calendar = 'lunar';
    },
    /lunar/,
  ],
  [
    'a price that is a number',
    (file) => {
      first(file).usd.input = 1.74;
    },
    /input/,
  ],
  [
    'a price with an exponent',
    (file) => {
      first(file).usd.input = '1e3';
    },
    /usd\.input.*decimal/,
  ],
  [
    'a price with ten decimals',
    (file) => {
      first(file).usd.input = '0.0000000001';
    },
    /usd\.input.*decimal/,
  ],
  [
    'a negative price',
    (file) => {
      first(file).usd.input = '-1';
    },
    /usd\.input.*decimal/,
  ],
  [
    'a day that no calendar has',
    (file) => {
      first(file).from = '2026-02-31T00:00:00Z';
    },
    /prices\[0\]\.from: must be an instant/,
  ],
  [
    'a name of another model',
    (file) => {
      pro(file).aliases = ['deepseek-flash'];
    },
    /deepseek-flash.*two models/,
  ],
  [
    'a source that is not listed',
    (file) => {
      first(file).sources = ['hearsay'];
    },
    /hearsay/,
  ],
  [
    'a route to nowhere',
    (file) => {
      file.routing[0].model = 'deepseek-v9';
    },
    /deepseek-v9/,
  ],
  [
    'a member that is mistyped',
    (file) => {
      first(file).usd.inptu = '1';
    },
    /inptu/,
  ],
];

describe('a price book', () => {
  it('as it is shipped has no faults', () => {
    expect(faultsOf(BOOK_FILES)).toBe('');
  });

  it.each(FAULTS)('with %s is refused, saying where', (_, spoil, message) => {
    const faults = faultsWith('deepseek.json', spoil);
    expect(faults).toMatch(message);
    expect(faults).toMatch(/deepseek/);
  });

  it('tells all its faults at once', () => {
    const faults = faultsWith('deepseek.json', (file) => {
      first(file).usd.input = 'free';
      file.routing[0].model = 'deepseek-v9';
    });
    expect(faults.split('\n').length).toBeGreaterThan(1);
    expect(faults).toMatch(/usd\.input.*decimal/);
  });

  it('without its main file, or with broken JSON, says so', () => {
    expect(faultsOf(BOOK_FILES.filter(({ name }) => name !== 'book.json'))).toContain('book.json');
    expect(faultsOf([...BOOK_FILES, { name: 'acme.json', text: '{"provider":' }])).toContain('acme.json');
  });
});
