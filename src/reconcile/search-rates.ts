import { listCost } from '../domain/list-cost.ts';
import { divideHalfEven, type Fraction, type Money, ONE, type Rate } from '../domain/money.ts';
import { type Quantities, TOKEN_CLASSES, type TokenClass } from '../domain/tokens.ts';
import type { OpenCall } from './calls.ts';
import { isConvincing } from './chance.ts';
import { explainBase, LEAST_CALLS, reproduces, type Search, type Theory, widthOf } from './theory.ts';

/** Classes whose prices are solved for; calls with others are left alone. */
const SOLVED = ['input', 'cacheRead', 'output'] as const satisfies readonly TokenClass[];
/** Neighbours in the sample that are solved, from the first on. */
const MOST_TRIED = 24;
/** Prices are multiples of 10⁻⁶ dollars per million tokens. */
const STEP = 1000n;
/** Ten thousand dollars per million tokens. */
const MOST_RATE = 10n ** 13n;

type Rates = Readonly<Record<(typeof SOLVED)[number], Rate>>;

/**
 * Other prices of tokens, the same for all calls: as many calls as there are prices give them by linear equations, and
 * all others must bear them out.
 */
export function searchRates({ sample, tolerance }: Search): Theory | undefined {
  const calls = sample.filter(isSolvable);
  const classes = SOLVED.filter((name) => calls.some(({ quantities }) => quantities[name] > 0));
  if (calls.length < classes.length + LEAST_CALLS - 1) return undefined;
  const last = Math.min(MOST_TRIED, calls.length - classes.length + 1);
  for (let start = 0; start < last; start++) {
    const rates = solved(calls.slice(start, start + classes.length), classes);
    if (rates === undefined) continue;
    const fitting = calls.filter((call) =>
      reproduces(call.recorded, costWith(call.quantities, rates), ONE, tolerance(call)),
    );
    // Those that were solved fit in any case.
    const others = fitting.slice(classes.length);
    const widths = others.map((call) => widthOf(costWith(call.quantities, rates), ONE, tolerance(call)));
    const of = calls.length - classes.length;
    if (others.length >= LEAST_CALLS - 1 && isConvincing({ widths, of, choices: Math.log10(MOST_TRIED) }))
      return theoryOf(rates, classes, tolerance);
  }
  return undefined;
}

const isSolvable = ({ quantities }: OpenCall): boolean =>
  TOKEN_CLASSES.every((name) => quantities[name] === 0 || SOLVED.some((each) => each === name));

const costWith = (quantities: Quantities, rates: Rates): Money =>
  listCost(quantities, { ...NO_RATES, ...rates });

const NO_RATES = Object.fromEntries(TOKEN_CLASSES.map((name) => [name, undefined])) as Readonly<
  Record<TokenClass, undefined>
>;

/** Cramer's rule, rounded to the steps of prices; `undefined`: the calls give no prices. */
function solved(calls: readonly OpenCall[], classes: readonly (typeof SOLVED)[number][]): Rates | undefined {
  const matrix = calls.map(({ quantities }) => classes.map((name) => BigInt(quantities[name])));
  const whole = determinant(matrix);
  if (whole === 0n) return undefined;
  const rates = classes.map((_, at) => {
    const replaced = matrix.map((row, index) =>
      row.map((value, column) => (column === at ? costOf(index) : value)),
    );
    return rounded({ num: determinant(replaced), den: whole });
  });
  if (rates.some((rate) => rate < 0n || rate > MOST_RATE)) return undefined;
  const found = Object.fromEntries(classes.map((name, at) => [name, rates[at]]));
  return { input: 0n as Rate, cacheRead: 0n as Rate, output: 0n as Rate, ...found };

  function costOf(index: number): bigint {
    return calls[index]?.recorded ?? 0n;
  }
}

const rounded = ({ num, den }: Fraction): Rate =>
  (divideHalfEven(den < 0n ? -num : num, (den < 0n ? -den : den) * STEP) * STEP) as Rate;

/** Of a matrix of up to three rows. */
function determinant(rows: readonly (readonly bigint[])[]): bigint {
  const [first = []] = rows;
  if (rows.length === 1) return first[0] ?? 0n;
  return first.reduce((sum, value, column) => {
    const minor = rows.slice(1).map((row) => row.filter((_, at) => at !== column));
    return sum + (column % 2 === 0 ? value : -value) * determinant(minor);
  }, 0n);
}

function theoryOf(
  rates: Rates,
  classes: readonly (typeof SOLVED)[number][],
  tolerance: Search['tolerance'],
): Theory {
  return {
    cause: 'other-rates',
    besideCause: 'other-rates',
    explain: (call) =>
      isSolvable(call)
        ? explainBase(call, costWith(call.quantities, rates), ONE, tolerance(call))
        : undefined,
    reason: () => ({
      cause: 'other-rates',
      rates: classes.map((tokenClass) => ({ tokenClass, rate: rates[tokenClass] })),
    }),
  };
}
