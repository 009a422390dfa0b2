import { shareOf } from '../config/numbers.ts';
import { isFault } from '../config/parsed.ts';
import type { PriceBook } from '../domain/book.ts';
import type { Fraction } from '../domain/money.ts';
import { type Problem, problem } from '../domain/problem.ts';
import type { Report } from '../domain/report.ts';
import { ageInDays } from '../price/book-facts.ts';
import { createProblemLog, type ProblemGroup } from './problem-log.ts';

/** What is asked of prices, beyond figures. */
export interface PriceGates {
  readonly mostDays: number | undefined;
  readonly today: number;
  readonly isUnpricedRefused: boolean;
  /** As the user wrote it, and what it means. */
  readonly leastCoverage: { readonly text: string; readonly share: Fraction } | undefined;
}

/** `99%`, `0.99` or `99/100`; `undefined` for anything else. */
export function readShare(text: string): Fraction | undefined {
  const share = shareOf(text, { hasDecimalComma: false });
  return isFault(share) ? undefined : share.value;
}

/** What of it failed: none if all is well. */
export function priceFailures(
  gates: PriceGates,
  book: Pick<PriceBook, 'version' | 'date'>,
  reports: readonly Report[],
): readonly ProblemGroup[] {
  const { mostDays, today } = gates;
  const age = ageInDays(book, today);
  const log = createProblemLog();
  if (mostDays !== undefined && age > mostDays)
    log.add(problem('book-too-old', undefined, { version: book.version, age, most: mostDays }));
  for (const each of reports.flatMap((report) => coverageFailures(gates, report))) log.add(each);
  return log.groups();
}

function coverageFailures(
  { isUnpricedRefused, leastCoverage }: PriceGates,
  { scenarios, total }: Report,
): readonly Problem[] {
  const { calls } = total;
  return scenarios.flatMap(({ id: name, unpriced }, index) => {
    const priced = total.outcomes[index]?.callsPriced ?? 0;
    const without = unpriced.reduce((sum, each) => sum + each.calls, 0);
    const isTooFew =
      leastCoverage !== undefined &&
      BigInt(priced) * leastCoverage.share.den < leastCoverage.share.num * BigInt(calls);
    return [
      ...(isUnpricedRefused && without > 0
        ? [problem('calls-without-price', undefined, { name, unpriced: without, calls })]
        : []),
      ...(isTooFew
        ? [problem('coverage-too-low', undefined, { name, priced, calls, least: leastCoverage.text })]
        : []),
    ];
  });
}
