import { type Fraction, multiply, ONE, reduce } from '../../src/domain/money.ts';

/**
 * Lines of a document's `sums` blocks that are wrong: `1,933 × 5 + 178 × 30 = 15,005`, with `≈` for a result that
 * is rounded to the digits shown. What stands behind two blanks is a remark.
 */
export const wrongSums = (text: string): readonly string[] => sumsIn(text).filter((line) => !isRight(line));

/** Results that the document says recost prints, as exact decimals. */
export const resultsInReports = (text: string): readonly string[] =>
  sumsIn(text)
    .filter((line) => line.endsWith('← in the report'))
    .map((line) => sidesOf(line)[1].replaceAll(',', ''));

const sumsIn = (text: string): readonly string[] =>
  [...text.matchAll(/^```sums\n([\s\S]*?)\n```$/gm)].flatMap(([, body = '']) => body.split('\n'));

function sidesOf(line: string): readonly [string, string] {
  const [left = '', right = ''] = (line.split(/ {2,}/)[0] ?? '').split(/ [=≈] /);
  return [left, right];
}

function isRight(line: string): boolean {
  const [left, right] = sidesOf(line);
  const [sum, result] = [resultOf(left), number(right)];
  const away = add(sum, { num: -result.num, den: result.den });
  const decimals = right.split('.')[1]?.length ?? 0;
  const half = { num: 1n, den: 2n * 10n ** BigInt(decimals) };
  if (line.includes(' ≈ ')) return absolute(away.num) * half.den <= half.num * away.den;
  return away.num === 0n;
}

/** Products and quotients first, then sums and differences; no brackets. */
function resultOf(expression: string): Fraction {
  const [first = '', ...rest] = expression.split(/ (?=[+−] )/);
  return rest.reduce(
    (sum, term) =>
      add(sum, multiply(productOf(term.slice(2)), { num: term.startsWith('−') ? -1n : 1n, den: 1n })),
    productOf(first),
  );
}

const productOf = (term: string): Fraction =>
  term.split(/ (?=[×÷] )/).reduce((product, factor) => {
    const value = number(factor.replace(/^[×÷] /, ''));
    return multiply(product, factor.startsWith('÷') ? { num: value.den, den: value.num } : value);
  }, ONE);

/** `1,933.5` with up to 15 decimals. @throws Error if it is none */
function number(text: string): Fraction {
  const [, sign, whole = '', decimals = ''] = /^(−?)([\d,]+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === '') throw new Error(`no number: "${text}"`);
  const value = BigInt(whole.replaceAll(',', '') + decimals);
  return reduce(sign === '−' ? -value : value, 10n ** BigInt(decimals.length));
}

const add = (a: Fraction, b: Fraction): Fraction => reduce(a.num * b.den + b.num * a.den, a.den * b.den);
const absolute = (value: bigint): bigint => (value < 0n ? -value : value);
