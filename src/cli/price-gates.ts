import { type PriceGates, readShare } from '../pipeline/price-gates.ts';
import { invalid, type RawOptions } from './options.ts';
import { readToday } from './today.ts';

/** What the user asked of prices, beyond figures. @throws RecostError `option-invalid` */
export function readPriceGates(options: RawOptions): PriceGates {
  const { maxBookAge, minCoverage } = options;
  const days = maxBookAge === undefined ? undefined : /^(\d{1,5})d?$/.exec(maxBookAge)?.[1];
  if (maxBookAge !== undefined && days === undefined)
    throw invalid('--max-book-age', maxBookAge, 'a number of days such as 30d');
  const share = minCoverage === undefined ? undefined : readShare(minCoverage);
  if (minCoverage !== undefined && share === undefined)
    throw invalid('--min-coverage', minCoverage, 'a share of calls such as 99%');
  return {
    mostDays: days === undefined ? undefined : Number(days),
    today: readToday(options),
    isUnpricedRefused: options.failOnUnpriced === true,
    leastCoverage: share && { text: minCoverage ?? '', share },
  };
}
