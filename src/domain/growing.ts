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
  /** Gives back the memory of the numbers before `index`, which are then 0. */
  readonly forget: (index: number) => void;
}

/** @param make the array that holds a block of `size` numbers; it decides their range */
export function createGrowing(make: (size: number) => Numbers): Growing {
  const blocks: (Numbers | undefined)[] = [];
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
    forget(index) {
      for (let at = (index >>> SHIFT) - 1; at >= 0 && blocks[at] !== undefined; at--) blocks[at] = undefined;
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
  readonly clear: () => void;
}

const FREE = 0;
const LEAST_SLOTS = 1 << 12;

/** Open addressing, at most half full. A slot is two numbers side by side: row + 1, and its hash. */
export function createHashIndex(): HashIndex {
  let slots = new Int32Array(2 * LEAST_SLOTS);
  let mask = LEAST_SLOTS - 1;
  let count = 0;

  function place(hash: number, entry: number): void {
    let slot = hash & mask;
    while (slots[2 * slot] !== FREE) slot = (slot + 1) & mask;
    slots[2 * slot] = entry;
    slots[2 * slot + 1] = hash;
  }

  function grow(): void {
    const old = slots;
    slots = new Int32Array(old.length * 2);
    mask = old.length - 1;
    for (let at = 0; at < old.length; at += 2) {
      const entry = old[at] ?? FREE;
      if (entry !== FREE) place(old[at + 1] ?? 0, entry);
    }
  }

  return {
    find(hash, matches) {
      const wanted = hash | 0;
      for (let slot = wanted & mask; ; slot = (slot + 1) & mask) {
        const entry = slots[2 * slot] ?? FREE;
        if (entry === FREE) return -1;
        if (slots[2 * slot + 1] === wanted && matches(entry - 1)) return entry - 1;
      }
    },
    add(hash, row) {
      if (++count * 4 > slots.length) grow();
      place(hash | 0, row + 1);
    },
    clear() {
      slots = new Int32Array(2 * LEAST_SLOTS);
      mask = LEAST_SLOTS - 1;
      count = 0;
    },
  };
}

/** Gives each different text a number, from 0 up, in order of first use. */
export interface Interner {
  readonly of: (text: string) => number;
  readonly text: (number: number) => string;
  readonly size: () => number;
}

/** A copy of a text, which may be a piece of a larger one: keeping a piece keeps the whole. */
export function detached(text: string): string {
  const narrow = Buffer.from(text, 'latin1').toString('latin1');
  return narrow === text ? narrow : Buffer.from(text, 'utf16le').toString('utf16le');
}

export function createInterner(): Interner {
  const numbers = new Map<string, number>();
  const texts: string[] = [];
  return {
    of(text) {
      let number = numbers.get(text);
      if (number === undefined) {
        number = texts.length;
        const kept = detached(text);
        numbers.set(kept, number);
        texts.push(kept);
      }
      return number;
    },
    text: (number) => texts[number] ?? '',
    size: () => texts.length,
  };
}
