import { type ReportScenario, TEXT_COUNTINGS } from '../domain/report.ts';
import type { LotPrice } from './lot-price.ts';
import { outputPlace, placeOf, type ServedShare, type ServedTokens, SHARES } from './served.ts';
import type { SummedLot } from './summarise.ts';

const CONFIDENCES = ['high', 'medium', 'low'] as const;

/** What the simulated caches of a scenario found. */
export function simulatedIn(lots: readonly SummedLot[], index: number): ReportScenario['simulated'] {
  return CONFIDENCES.flatMap((confidence) => {
    const own = lots.filter(({ lot }) => confidenceIn(lot.prices[index]) === confidence);
    const tokens = (share: ServedShare): number =>
      own.reduce((sum, each) => sum + (each.sum.served?.[index]?.[placeOf('base', 'base', share)] ?? 0), 0);
    const calls = own.reduce((total, { sum }) => total + sum.calls, 0);
    const [read, written, plain] = [tokens('read'), tokens('written'), tokens('plain')];
    return calls === 0
      ? []
      : [
          {
            confidence,
            calls,
            promptTokens: read + written + plain,
            readTokens: read,
            writtenTokens: written,
          },
        ];
  });
}

/** What the texts of a scenario's calls came to, by how they were counted. */
export function countedIn(lots: readonly SummedLot[], index: number): ReportScenario['counted'] {
  const counted = new Map<string, ReportScenario['counted'][number]>();
  for (const { lot, sum } of lots) {
    const price = lot.prices[index];
    if (price?.kind !== 'priced' || price.served === undefined || price.served.counting === 'none') continue;
    const { counting: how, barPercent, own } = price.served;
    const key = [how, barPercent, ...own].join('\n');
    const { calls, logTokens, targetTokens } = counted.get(key) ?? NOTHING_COUNTED;
    counted.set(key, {
      how,
      barPercent,
      own,
      calls: calls + sum.calls,
      logTokens: logTokens + sum.counts.input + sum.counts.output,
      targetTokens: targetTokens + allTokens(sum.served?.[index]),
    });
  }
  const rank = ({ how }: ReportScenario['counted'][number]): number => TEXT_COUNTINGS.indexOf(how);
  return [...counted]
    .sort(
      ([key, a], [other, b]) => rank(a) - rank(b) || a.barPercent - b.barPercent || (key < other ? -1 : 1),
    )
    .map(([, each]) => each);
}

const NOTHING_COUNTED = { calls: 0, logTokens: 0, targetTokens: 0 };

/** Prompt and answer, at the base. */
const allTokens = (tokens: ServedTokens | undefined): number =>
  [outputPlace('base'), ...SHARES.map((share) => placeOf('base', 'base', share))].reduce(
    (sum, place) => sum + (tokens?.[place] ?? 0),
    0,
  );

const confidenceIn = (price: LotPrice | undefined) =>
  price?.kind === 'priced' && price.policy === undefined ? price.served?.confidence : undefined;
