import { shareOf } from '../config/numbers.ts';
import { isFault } from '../config/parsed.ts';
import type { Fraction } from '../domain/money.ts';
import { RecostError } from '../domain/problem.ts';

/** A share of the command line, `1%`. @throws RecostError `option-invalid` */
export function shareIn(option: string, value: string): Fraction {
  const share = shareOf(value.trim(), { hasDecimalComma: false });
  if (isFault(share))
    throw new RecostError('option-invalid', { option, value, expected: 'a share such as 1% or 0.01' });
  return share.value;
}
