import { priceAtInstant } from '../pipeline/prices-at.ts';
import { setUp } from '../pipeline/setup.ts';
import { EXPLANATION_FORMATS, EXPLANATION_RENDERERS } from '../render/explain/index.ts';
import type { Process } from './main.ts';
import { invalid, type RawOptions, readInstant, readOneOf } from './options.ts';
import { openOutput } from './output.ts';
import { resourcesWith } from './resources.ts';
import { renderOptions } from './settings.ts';

/** As commander parsed them; here `--output` is a number of tokens. */
export interface PricesAtOptions extends Omit<RawOptions, 'output'> {
  readonly input?: string;
  readonly cached?: string;
  readonly output?: string;
  readonly tier?: string;
  readonly region?: string;
}

const NO_PRICE = 3;

/** `recost prices at MODEL INSTANT`: the exit code. */
export async function runPricesAt(
  { model, instant }: { readonly model: string; readonly instant: string },
  { output, ...options }: PricesAtOptions,
  process: Process,
): Promise<number> {
  const format = readOneOf('--format', options.format ?? 'tree', EXPLANATION_FORMATS);
  const { screen } = renderOptions(options, process);
  const [input, cached, answer] = [
    readTokens('--input', options.input),
    readTokens('--cached', options.cached),
    readTokens('--output', output),
  ];
  if (cached !== undefined && cached > (input ?? 0))
    throw invalid('--cached', String(cached), 'a part of --input, which holds cached tokens as well');
  const asked = {
    model,
    provider: options.provider,
    at: readInstant('INSTANT', instant) ?? 0,
    serviceTier: options.tier,
    region: options.region,
    input,
    cached,
    output: answer,
  };
  const setup = await setUp(await resourcesWith(options), options.includeAnnounced === true);
  const explanation = priceAtInstant(setup, asked);
  const text = await EXPLANATION_RENDERERS[format](explanation, screen);
  await (await openOutput(undefined, process.stdout)).write(text);
  return explanation.total.callsPriced > 0 ? 0 : NO_PRICE;
}

function readTokens(option: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const digits = value.replaceAll(',', '');
  if (!/^\d{1,15}$/.test(digits)) throw invalid(option, value, 'a whole number of tokens such as 12000');
  return Number(digits);
}
