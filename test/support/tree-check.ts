import {
  type Branch,
  type Equation,
  type Exact,
  equationsIn,
  exactOf,
  isEqual,
  isRight,
  linesIn,
  sumOf,
} from './tree-arithmetic.ts';

const ZERO: Exact = { num: 0n, den: 1n };

const equationOf = ({ text }: Branch): Equation | undefined => equationsIn(text)[0];

/** `input: 998 × 26/25 × $0.66/M = $0.0006850272` */
const isProduct = ({ text }: Branch): boolean => / [×x] \$[\d.]+\/M = \$/.test(text) && !/\/M$/.test(text);

const childOf = ({ below }: Branch, beginning: RegExp): Branch | undefined =>
  below.find(({ text }) => beginning.test(text));

const isSameList = (a: readonly Exact[], b: readonly Exact[]): boolean =>
  a.length === b.length && a.every((each, place) => isEqual(each, b[place] ?? ZERO));

/** Of a call, calls together, or a warm cache: its products, and what they come to. */
interface Item {
  readonly branch: Branch;
  readonly amount: Exact;
  readonly faults: readonly string[];
}

const isItem = (branch: Branch): boolean =>
  branch.below.some(isProduct) || childOf(branch, /^tokens: /) !== undefined;

/** Its products add up to what stands below them, of tokens and at rates that are printed as well. */
function itemOf(branch: Branch, rates: string): Item {
  const products = branch.below.filter(isProduct);
  const amounts = products.map((each) => exactOf(equationOf(each)?.result ?? '0'));
  const together = childOf(branch, /^together: /);
  const told = together === undefined ? undefined : equationOf(together);
  const isTold =
    products.length < 2 ? told === undefined : isSameList((told?.terms ?? []).map(exactOf), amounts);
  const numbers = branch.below
    .filter((each) => !isProduct(each))
    .flatMap(linesIn)
    .flatMap(({ text }) => text.match(/\d+(?:,\d{3})*(?:\.\d+)?(?:\/\d+)?/g) ?? []);
  const unknown = products.flatMap((each) => {
    const [tokens = '', ...factors] = (equationOf(each)?.text.split(' = ')[0] ?? '').split(/ [×x] /);
    const rate = factors.at(-1)?.replace('/M', '') ?? '';
    return [
      ...(numbers.includes(tokens) ? [] : [`${each.text}: ${tokens} tokens are nowhere else`]),
      ...(rates.split(/[ ,]+/).some((word) => word.replace('/M', '') === rate)
        ? []
        : [`${each.text}: ${rate} is no rate of the row`]),
    ];
  });
  const faults = isTold ? unknown : [...unknown, `${branch.text}: its products do not make its sum`];
  return { branch, amount: sumOf(amounts), faults };
}

const ratesIn = (branches: readonly Branch[]): string =>
  branches
    .flatMap(linesIn)
    .filter(({ text }) => /^rates|\/M$/.test(text))
    .map(({ text }) => text)
    .join(' ');

/** A row: its items, and their sum where there are several. */
function rowOf(row: Branch, shared: string): Item {
  const rates = `${shared} ${ratesIn(row.below)}`;
  const items = row.below.filter(isItem).map((each) => itemOf(each, rates));
  const amounts = items.map(({ amount }) => amount);
  const sum = childOf(row, /^row \d+: /);
  const told = sum === undefined ? undefined : equationOf(sum);
  const isTold =
    items.length < 2 ? told === undefined : isSameList((told?.terms ?? []).map(exactOf), amounts);
  const faults = items.flatMap((item) => item.faults);
  return {
    branch: row,
    amount: sumOf(amounts),
    faults: isTold ? faults : [...faults, `${row.text}: its items do not make its sum`],
  };
}

/** The lines of the total, one after the other: each begins with what those before it come to. */
function totalOf(
  total: Branch,
  parts: readonly Exact[],
): { readonly amount: Exact; readonly faults: readonly string[] } {
  const faults: string[] = [];
  const expect = (line: Branch, isSo: boolean): void => void (isSo || faults.push(`total, ${line.text}`));
  let value = sumOf(parts);
  let [recorded, mixed] = [ZERO, ZERO];
  for (const line of total.below) {
    const equation = equationOf(line);
    const [first = ZERO, second = ZERO] = (equation?.terms ?? [])
      .filter((term) => !/[÷]| \/ /.test(term))
      .map(exactOf);
    const result = equation === undefined ? ZERO : exactOf(equation.result);
    if (/^all rows/.test(line.text)) {
      expect(line, isSameList((equation?.terms ?? []).map(exactOf), parts));
    } else if (/^on other models or caches/.test(line.text)) {
      expect(line, isEqual(first, value));
      recorded = second;
      value = result;
    } else if (/^each run is rounded once|, (the run is )?rounded once|, rounded half-even/.test(line.text)) {
      expect(line, isEqual(first, value));
      value = result;
    } else if (/^with the recorded part/.test(line.text)) {
      expect(line, isEqual(first, recorded) && isEqual(second, value));
      value = result;
    } else if (/whose input several rows price/.test(line.text)) {
      mixed = exactOf(/\$[\d.]+/.exec(line.text)?.[0] ?? '0');
    } else if (/^with them/.test(line.text)) {
      expect(line, isEqual(first, value) && isEqual(second, mixed));
      value = result;
    } else if (/^without the runs/.test(line.text)) {
      expect(line, isEqual(first, value));
    } else if (/^[\d,]+ (of [\d,]+ )?calls?( priced)?: /.test(line.text)) {
      expect(line, isEqual(exactOf(/\$[\d.]+$/.exec(line.text)?.[0] ?? '0'), value));
    }
  }
  return { amount: value, faults };
}

/** What a printed explanation comes to, worked out from nothing but its text, and whatever in it is wrong. */
export function worked(tree: Branch): { readonly amount: Exact; readonly faults: readonly string[] } {
  const wrong = linesIn(tree)
    .flatMap(({ text }) => equationsIn(text))
    .filter((equation) => !isRight(equation))
    .map(({ text }) => text);
  const shared = ratesIn(tree.below.filter(({ text }) => text === 'for all rows'));
  const rows = tree.below.filter(({ text }) => /^row \d+: /.test(text)).map((row) => rowOf(row, shared));
  const all = ratesIn(tree.below);
  const warm = tree.below
    .filter(({ text }) => /through a warm cache$/.test(text))
    .map((each) => itemOf(each, all));
  const total = totalOf(
    childOf(tree, /^total$/) ?? { text: '', below: [] },
    [...rows, ...warm].map(({ amount }) => amount),
  );
  const faults = [...wrong, ...[...rows, ...warm].flatMap((each) => each.faults), ...total.faults];
  const title = /: \$([\d.]+)$/.exec(tree.text)?.[1] ?? '0';
  return {
    amount: total.amount,
    faults: isEqual(total.amount, exactOf(title))
      ? faults
      : [...faults, `${tree.text}: the title is another figure`],
  };
}
