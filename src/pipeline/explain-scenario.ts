import type { Instant, PriceBook } from '../domain/book.ts';
import type { RateCard } from '../domain/pricing.ts';
import type { ShownScenario } from '../replay/scenario.ts';
import { scenariosFor } from '../replay/targets.ts';

/**
 * The one scenario that names stand for; without names, the baseline.
 * @returns `undefined` if they stand for several
 * @throws RecostError `target-unknown`
 */
export function explainedScenario(
  names: readonly string[] | undefined,
  { book, card }: { readonly book: PriceBook; readonly card: RateCard },
  asOf: Instant,
): ShownScenario | undefined {
  if (names === undefined) return { kind: 'baseline' };
  const [, keep, ...targets] = scenariosFor(names, book.sets, card, asOf);
  const chosen = [...(names.includes('keep') && keep !== undefined ? [keep] : []), ...targets];
  return chosen.length === 1 ? chosen[0] : undefined;
}
