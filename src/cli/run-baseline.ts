import { makeBaseline, usualPricedAt } from '../pipeline/baseline.ts';
import { setUp } from '../pipeline/setup.ts';
import type { Process } from './main.ts';
import { type RawOptions, readInstant, readOneOf } from './options.ts';
import { resourcesWith } from './resources.ts';
import { ingestOptions, withOutput } from './run-cost.ts';

/** Where a baseline stands if nobody says otherwise. */
export const USUAL_BASELINE = 'recost.baseline.json';

/** `recost baseline LOGS…`: the exit code. */
export async function runBaseline(
  logs: readonly string[],
  options: RawOptions,
  process: Process,
): Promise<number> {
  const setup = await setUp(await resourcesWith(options), false);
  const prices = { book: setup.book, card: setup.card };
  const usual = usualPricedAt(prices);
  const request = {
    ...ingestOptions(options, setup),
    prices,
    bandAt: 'start',
    pricedAt: {
      at: readInstant('--priced-at', options.pricedAt) ?? usual.at,
      band: readOneOf('--band', options.band ?? usual.band, ['off-peak', 'peak']),
    },
    reason: options.reason,
  } as const;
  const output = options.output ?? USUAL_BASELINE;
  const code = await withOutput({ logs }, { ...options, output }, process, (files) =>
    makeBaseline({ ...request, files }),
  );
  if (output !== '-' && options.quiet !== true)
    process.stderr.write(`${output} is written: keep it beside the code, then: recost check LOGS\n`);
  return code;
}
