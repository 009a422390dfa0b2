import { addFractions, subtractFractions, whole } from '../domain/exact.ts';
import { type CostLine, sumOfLines, type WarmInput } from '../domain/explanation.ts';
import { type Fraction, multiply, reduce } from '../domain/money.ts';
import { fillingLine, hitLine, isPaid, textOf } from './cost-lines.ts';
import type { ItemiseOptions, Placed } from './itemise.ts';
import { timesIn } from './moves.ts';
import { fillingRate, servedWarm } from './policies.ts';
import type { MovedRun } from './run-cost.ts';

/** Input of runs whose cache is warm, at the same two rates. */
interface Pool {
  runs: number;
  /** By rate row: one of its cells, and tokens of the log. */
  readonly parts: Map<number, { readonly first: Placed; tokens: bigint }>;
  served: Fraction;
  ofRun: WarmInput['ofRun'];
}

/** Adds up what warm caches serve: of one run as it is, of several by the rates of a full and an empty cache. */
export function createWarmInputs({ world, isOneRun }: ItemiseOptions) {
  const pools = new Map<string, Pool>();

  const pairOf = ({ price }: Placed): string => {
    const rates = price.rates[world];
    return `${fillingRate(rates)} ${hitLine(whole(1), rates).rate}`;
  };

  function poolFor(key: string, cells: readonly Placed[]): Pool {
    const pool = pools.get(key) ?? { runs: 0, parts: new Map(), served: whole(0), ofRun: undefined };
    pools.set(key, pool);
    for (const each of cells) {
      const part = pool.parts.get(each.row) ?? { first: each, tokens: 0n };
      pool.parts.set(each.row, part);
      part.tokens += textOf(each.cell.counts);
    }
    return pool;
  }

  /** Where a run has several rates, each has the run's share of hits. */
  function shown({ runs, parts, served, ofRun }: Pool): WarmInput {
    const rows = [...parts].map(([row, { first, tokens }]) => {
      const { input: factor } = timesIn(first.price.moves, first.price.factor[world], world);
      return { row, tokens, factor, target: multiply(whole(tokens), factor), first };
    });
    const total = rows.map(({ target }) => target).reduce(addFractions, whole(0));
    const lines =
      new Set(rows.map(({ first }) => pairOf(first))).size === 1
        ? linesAt(rows[0]?.first, world, subtractFractions(total, served), served)
        : rows.flatMap(({ first, target }) => {
            const share = total.num === 0n ? whole(0) : multiply(served, inverse(total));
            return sharedLines(linesAt(first, world, target, target), share);
          });
    const bare = rows.map(({ first: _, ...part }) => part);
    const paid = lines.filter(isPaid);
    return { runs, parts: bare, total, ofRun, served, lines: paid, sum: sumOfLines(paid) };
  }

  return {
    /** @returns false: the run has several rates, and is one of many */
    add(cells: readonly Placed[], { sums, den }: MovedRun): boolean {
      const pairs = new Set(cells.map(pairOf));
      const [pair = ''] = pairs;
      if (pairs.size > 1 && !isOneRun) return false;
      const pool = poolFor(pairs.size > 1 ? 'several' : pair, cells);
      pool.runs++;
      const { largest, cached } = sums;
      pool.served = addFractions(pool.served, reduce(servedWarm(sums), den));
      if (isOneRun) pool.ofRun = { largest: reduce(largest, den), cached: reduce(cached, den) };
      return true;
    },
    all: (): readonly WarmInput[] => [...pools.values()].map(shown),
  };
}

const inverse = ({ num, den }: Fraction): Fraction => ({ num: den, den: num });

function linesAt(
  first: Placed | undefined,
  world: ItemiseOptions['world'],
  filling: Fraction,
  served: Fraction,
): readonly CostLine[] {
  if (first === undefined) return [];
  const rates = first.price.rates[world];
  return [fillingLine(filling, rates), hitLine(served, rates)];
}

/** Of both lines' tokens, a share is served and the rest is not. */
function sharedLines([filling, hit]: readonly CostLine[], share: Fraction): readonly CostLine[] {
  if (filling === undefined || hit === undefined) return [];
  return [
    { ...filling, times: [subtractFractions(whole(1), share)] },
    { ...hit, times: [share] },
  ];
}
