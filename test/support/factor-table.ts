/** One row of the table of token factors in docs/decisions.md: tokens for each token of o200k_base. */
export interface FactorRow {
  readonly family: string;
  readonly english: number;
  readonly json: number;
  readonly code: readonly number[];
  readonly codeMean: number;
  readonly mean: number;
  readonly factor: number;
}

/** Rows of a family's name and nine numbers: English, JSON, four of code, the mean of code, of all, the factor. */
export const factorRows = (text: string): readonly FactorRow[] =>
  [...text.matchAll(/^\| `([\w.-]+)` *\|((?: *\d+\.\d+ *\|){9})$/gm)].map(([, family = '', cells = '']) => {
    const [english = 0, json = 0, ...rest] = cells.split('|').map(Number);
    const [codeMean = 0, mean = 0, factor = 0] = rest.slice(4);
    return { family, english, json, code: rest.slice(0, 4), codeMean, mean, factor };
  });

/** How far the flat factor from one family to another is from each text's own ratio, over all pairs and texts. */
export function farthestRatios(rows: readonly FactorRow[]): {
  readonly count: number;
  readonly outside: number;
  readonly farthest: number;
} {
  const base: FactorRow = {
    family: 'o200k',
    english: 1,
    json: 1,
    code: [1, 1, 1, 1],
    codeMean: 1,
    mean: 1,
    factor: 1,
  };
  const families = [base, ...rows];
  const away = families.flatMap((from) =>
    families.filter((to) => to !== from).flatMap((to) => awayFrom(from, to)),
  );
  return {
    count: away.length,
    outside: away.filter((each) => each > 0.12).length,
    farthest: Math.max(...away),
  };
}

function awayFrom(from: FactorRow, to: FactorRow): readonly number[] {
  const texts = ({ english, json, code }: FactorRow): readonly number[] => [english, json, ...code];
  const sources = texts(from);
  return texts(to).map((tokens, index) => {
    const ratio = tokens / (sources[index] ?? 1);
    return Math.abs(ratio / (to.factor / from.factor) - 1);
  });
}
