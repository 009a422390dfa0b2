/** A printed tree, read back: what stands in a line, and the lines below it. */
export interface Branch {
  readonly text: string;
  readonly below: readonly Branch[];
}

const LINE = /^((?:│ {2}|\| {2}| {3})*)([├└]─ |\|- |`- )?(.*)$/;

/** Reads a tree in either kind of branches; what begins no branch continues the line before. */
export function branchesOf(printed: string): Branch {
  const root = { text: '', below: [] as Branch[] };
  const open: { text: string; below: Branch[] }[] = [root];
  for (const [place, line] of printed.trimEnd().split('\n').entries()) {
    const [, before = '', branch = '', text = ''] = LINE.exec(line) ?? [];
    const last = open.at(-1);
    if (branch === '') {
      if (last !== undefined) last.text = place === 0 ? text : `${last.text} ${text.trim()}`;
      continue;
    }
    open.length = before.length / 3 + 1;
    const own = { text, below: [] as Branch[] };
    open.at(-1)?.below.push(own);
    open.push(own);
  }
  return root;
}

/** Every line of a tree. */
export const linesIn = (branch: Branch): readonly Branch[] => [branch, ...branch.below.flatMap(linesIn)];

/** An exact number. */
export interface Exact {
  readonly num: bigint;
  readonly den: bigint;
}

const NUMBER = String.raw`\$?\d+(?:,\d{3})*(?:\.\d+)?(?:\/\d+)?(?:\/M)?`;
const EQUATION = new RegExp(`${NUMBER}(?: [×x÷/+−-] ${NUMBER})* (?:=|≈|~) ${NUMBER}`, 'g');

/** What a text says that something comes to. */
export interface Equation {
  readonly text: string;
  readonly terms: readonly string[];
  readonly result: string;
  readonly isRounded: boolean;
}

export const equationsIn = (text: string): readonly Equation[] =>
  [...text.matchAll(EQUATION)].map(([whole]) => {
    const [left = '', result = ''] = whole.split(/ (?:=|≈|~) /);
    return { text: whole, terms: left.split(/ [+−-] /), result, isRounded: /[≈~]/.test(whole) };
  });

/** `$0.0685/155`, `1,933`, `$5/M` (for a million). */
export function exactOf(text: string): Exact {
  const [, digits = '', under, perMillion] =
    /^\$?([\d,]+(?:\.\d+)?)(?:\/(\d+))?(\/M)?$/.exec(text.trim()) ?? [];
  if (digits === '') throw new Error(`no number: "${text}"`);
  const [whole = '', decimals = ''] = digits.replaceAll(',', '').split('.');
  const den =
    10n ** BigInt(decimals.length) * BigInt(under ?? 1) * (perMillion === undefined ? 1n : 1_000_000n);
  return { num: BigInt(whole + decimals), den };
}

const times = (a: Exact, b: Exact): Exact => ({ num: a.num * b.num, den: a.den * b.den });
const inverse = ({ num, den }: Exact): Exact => ({ num: den, den: num });
const plus = (a: Exact, b: Exact): Exact => ({ num: a.num * b.den + b.num * a.den, den: a.den * b.den });

export const isEqual = (a: Exact, b: Exact): boolean => a.num * b.den === b.num * a.den;

export const sumOf = (all: readonly Exact[]): Exact => all.reduce(plus, { num: 0n, den: 1n });

/** Products and quotients first, then sums and differences. */
function leftSideOf(left: string): Exact {
  const parts = left.split(/ ([+−-]) /);
  const values = parts.filter((_, place) => place % 2 === 0).map(productOf);
  return values.reduce((sum, value, place) =>
    plus(sum, { ...value, num: parts[2 * place - 1] === '+' ? value.num : -value.num }),
  );
}

function productOf(text: string): Exact {
  const parts = text.split(/ ([×x÷/]) /);
  const factors = parts.filter((_, place) => place % 2 === 0).map(exactOf);
  return factors.reduce((product, factor, place) =>
    times(product, /[÷/]/.test(parts[2 * place - 1] ?? '') ? inverse(factor) : factor),
  );
}

const DECIMALS = 15;

/** To so many decimals, halves to the even neighbour. */
export function halfEven({ num, den }: Exact): Exact {
  const scaled = num * 10n ** BigInt(DECIMALS);
  const [whole, rest] = [scaled / den, scaled % den];
  const isUp = 2n * rest > den || (2n * rest === den && whole % 2n === 1n);
  return { num: isUp ? whole + 1n : whole, den: 10n ** BigInt(DECIMALS) };
}

/** Whether both sides of an equation are the same, or the right one is the left one rounded. */
export function isRight({ text, result, isRounded }: Equation): boolean {
  const [left = ''] = text.split(/ (?:=|≈|~) /);
  const value = leftSideOf(left);
  return isEqual(isRounded ? halfEven(value) : value, exactOf(result));
}
