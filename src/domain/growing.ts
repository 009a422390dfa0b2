type Numbers = Float64Array | Uint32Array | Int32Array | Uint8Array;

const SHIFT = 14;
const SIZE = 1 << SHIFT;
const MASK = SIZE - 1;

/** A list of numbers that grows without copying and without a JavaScript value per number. */
export interface Growing {
  readonly length: () => number;
  readonly get: (index: number) => number;
  /** Sets any index up to the length; setting the length itself makes the list longer. */
  readonly set: (index: number, value: number) => void;
}

/** @param make the array that holds a block of `size` numbers; it decides their range */
export function createGrowing(make: (size: number) => Numbers): Growing {
  const blocks: Numbers[] = [];
  let length = 0;
  return {
    length: () => length,
    get: (index) => blocks[index >>> SHIFT]?.[index & MASK] ?? 0,
    set(index, value) {
      const at = index >>> SHIFT;
      const block = blocks[at] ?? make(SIZE);
      if (blocks[at] === undefined) blocks[at] = block;
      block[index & MASK] = value;
      if (index >= length) length = index + 1;
    },
  };
}

export const doubles = (): Growing => createGrowing((size) => new Float64Array(size));
export const wholes = (): Growing => createGrowing((size) => new Uint32Array(size));
export const bytes = (): Growing => createGrowing((size) => new Uint8Array(size));

/** Finds rows by a hash of what they stand for; rows with equal hashes are all offered. */
export interface HashIndex {
  /** The first row with this hash for which `matches` is true, or -1. */
  readonly find: (hash: number, matches: (row: number) => boolean) => number;
  readonly add: (hash: number, row: number) => void;
}

/** @param hashOf the hash that a row was added with, asked for again when the index grows */
export function createHashIndex(hashOf: (row: number) => number): HashIndex {
  let slots = new Int32Array(1 << 12); // row + 1, 0 is free
  let count = 0;

  function place(hash: number, row: number): void {
    let slot = hash & (slots.length - 1);
    while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
    slots[slot] = row + 1;
  }

  function grow(): void {
    const old = slots;
    slots = new Int32Array(old.length * 2);
    for (const entry of old) if (entry !== 0) place(hashOf(entry - 1), entry - 1);
  }

  return {
    find(hash, matches) {
      for (let slot = hash & (slots.length - 1); ; slot = (slot + 1) & (slots.length - 1)) {
        const entry = slots[slot] ?? 0;
        if (entry === 0) return -1;
        if (matches(entry - 1)) return entry - 1;
      }
    },
    add(hash, row) {
      if (++count * 2 > slots.length) grow();
      place(hash, row);
    },
  };
}

/** Gives each different text a number, from 0 up, in order of first use. */
export interface Interner {
  readonly of: (text: string) => number;
  readonly text: (number: number) => string;
  readonly size: () => number;
}

export function createInterner(): Interner {
  const numbers = new Map<string, number>();
  const texts: string[] = [];
  return {
    of(text) {
      let number = numbers.get(text);
      if (number === undefined) {
        number = texts.length;
        numbers.set(text, number);
        texts.push(text);
      }
      return number;
    },
    text: (number) => texts[number] ?? '',
    size: () => texts.length,
  };
}
