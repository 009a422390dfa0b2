import { shareOf } from '../config/numbers.ts';
import { isFault } from '../config/parsed.ts';
import type { PriceBook } from '../domain/book.ts';
import type { Fraction } from '../domain/money.ts';
import { type Problem, problem } from '../domain/problem.ts';
import type { Report } from '../domain/report.ts';
import { createProblemLog, type ProblemGroup } from '../pipeline/problem-log.ts';
import { ageInDays } from '../price/book-facts.ts';
import { shareText } from '../render/numbers.ts';
import { scenarioName } from '../render/scenario-name.ts';
import { invalid, type RawOptions } from './options.ts';
import { readToday } from './today.ts';

/** What the user asked of prices, beyond figures. */
export interface PriceGates {
  readonly mostDays: number | undefined;
  readonly today: number;
  readonly isUnpricedRefused: boolean;
  readonly leastCoverage: { readonly text: string; readonly share: Fraction } | undefined;
}

/** @throws RecostError `option-invalid` */
export function readPriceGates(options: RawOptions): PriceGates {
  const { maxBookAge, minCoverage } = options;
  const days = maxBookAge === undefined ? undefined : /^(\d{1,5})d?$/.exec(maxBookAge)?.[1];
  if (maxBookAge !== undefined && days === undefined)
    throw invalid('--max-book-age', maxBookAge, 'a number of days such as 30d');
  const share = minCoverage === undefined ? undefined : shareOf(minCoverage, { hasDecimalComma: false });
  if (share !== undefined && isFault(share))
    throw invalid('--min-coverage', minCoverage ?? '', 'a share of calls such as 99%');
  return {
    mostDays: days === undefined ? undefined : Number(days),
    today: readToday(options),
    isUnpricedRefused: options.failOnUnpriced === true,
    leastCoverage: share && { text: minCoverage ?? '', share: share.value },
  };
}

/** What of it failed: none if all is well. */
export function priceFailures(
  { mostDays, today, isUnpricedRefused, leastCoverage }: PriceGates,
  book: Pick<PriceBook, 'version' | 'date'>,
  reports: readonly Report[],
): readonly ProblemGroup[] {
  const age = ageInDays(book, today);
  const failures: Problem[] = [];
  const fail = (each: Problem): void => void failures.push(each);
  if (mostDays !== undefined && age > mostDays)
    fail(problem('book-too-old', undefined, { version: book.version, age, most: mostDays }));
  for (const report of reports) {
    const { calls } = report.total;
    for (const [index, scenario] of report.scenarios.entries()) {
      const name = scenarioName(scenario, report);
      const unpriced = scenario.unpriced.reduce((sum, each) => sum + each.calls, 0);
      if (isUnpricedRefused && unpriced > 0)
        fail(problem('calls-without-price', undefined, { name, unpriced, calls }));
      const priced = report.total.outcomes[index]?.callsPriced ?? 0;
      if (leastCoverage !== undefined && isBelow(priced, calls, leastCoverage.share))
        fail(
          problem('coverage-too-low', undefined, {
            name,
            share: shareText(priced, calls),
            least: leastCoverage.text,
          }),
        );
    }
  }
  const log = createProblemLog();
  for (const each of failures) log.add(each);
  return log.groups();
}

const isBelow = (priced: number, calls: number, { num, den }: Fraction): boolean =>
  BigInt(priced) * den < num * BigInt(calls);
