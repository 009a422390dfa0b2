import { FIELDS, type Field } from '../domain/fields.ts';
import { RecostError } from '../domain/problem.ts';
import { GROUPINGS, type Grouping } from '../domain/report.ts';
import { zoneOffset } from './zones.ts';

/** What commander parsed, still as the user wrote it. */
export interface RawOptions {
  readonly to?: string;
  readonly asOf?: string;
  readonly at?: string;
  readonly bandAt?: string;
  readonly by?: string;
  readonly includeAnnounced?: boolean;
  readonly map?: readonly string[];
  readonly model?: string;
  readonly provider?: string;
  readonly workflow?: string;
  readonly tz?: string;
  readonly run?: string;
  readonly call?: string;
  readonly world?: string;
  readonly inputFormat?: string;
  readonly aggregates?: boolean;
  readonly format?: string;
  readonly output?: string;
  readonly decimal?: string;
  readonly color?: string | boolean;
  readonly ascii?: boolean;
  readonly width?: string;
  readonly features?: string;
  readonly exchange?: readonly string[];
  readonly before?: string;
  readonly atQuantile?: string;
  readonly prices?: readonly string[];
  readonly tokenizer?: readonly string[];
  readonly counter?: readonly string[];
  readonly tier?: string;
  readonly from?: string;
  readonly now?: string;
  readonly maxBookAge?: string;
  readonly failOnUnpriced?: boolean;
  readonly minCoverage?: string;
  readonly pricesTimes?: string;
  readonly months?: string;
  readonly growth?: string;
  readonly failOn?: string;
  readonly pricedAt?: string;
  readonly band?: string;
  readonly reason?: string;
  readonly baseline?: string;
  readonly config?: string;
  readonly also?: readonly string[];
  readonly why?: string;
  readonly check?: string;
  readonly accept?: string;
  readonly against?: readonly string[];
  readonly all?: boolean;
  readonly force?: boolean;
  readonly schema?: boolean;
  readonly strict?: boolean;
  readonly quiet?: boolean;
  readonly name?: string;
  readonly override?: boolean;
  readonly debug?: boolean;
}

/** Names of fields that people type before thinking of ours. */
const FIELD_NICKNAMES: ReadonlyMap<string, Field> = new Map([
  ['time', 'started_at'],
  ['timestamp', 'started_at'],
  ['tier', 'service_tier'],
  ['cache_read', 'cached'],
  ['prompt', 'input_text'],
  ['completion', 'output_text'],
  ['input_tokens', 'input'],
  ['output_tokens', 'output'],
]);

export const list = (text: string): readonly string[] =>
  text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');

export const invalid = (option: string, value: string, expected: string): RecostError =>
  new RecostError('option-invalid', { option, value, expected });

/** `--map model=engine,input=ContextTokens`, also several times. */
export function readMap(values: readonly string[] = []): ReadonlyMap<Field, string> {
  return new Map(
    values.flatMap(list).map((pair) => {
      const cut = pair.indexOf('=');
      const name = pair.slice(0, cut).trim().toLowerCase().replaceAll('-', '_');
      const field = FIELD_NICKNAMES.get(name) ?? FIELDS.find((each) => each === name);
      if (cut < 1 || field === undefined)
        throw invalid('--map', pair, `FIELD=COLUMN with FIELD one of ${FIELDS.join(', ')}`);
      return [field, pair.slice(cut + 1).trim()];
    }),
  );
}

/** A date (00:00Z) or an instant with its zone, in ms since 1970. */
export function readInstant(option: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const isInstant = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(value);
  const at = isInstant ? Date.parse(value) : Number.NaN;
  const isDay = !Number.isNaN(at) && (value.length > 10 || new Date(at).toISOString().startsWith(value));
  if (!isDay)
    throw invalid(option, value, 'a date such as 2026-08-20 or an instant such as 2026-08-20T09:00:00+08:00');
  return at;
}

export function readZone(value: string | undefined): ((local: number) => number) | undefined {
  if (value === undefined) return undefined;
  const offset = zoneOffset(value);
  if (offset === undefined) throw invalid('--tz', value, 'a zone such as Europe/Berlin, +02:00 or UTC');
  return offset;
}

export function readOneOf<T extends string>(option: string, value: string, words: readonly T[]): T {
  const word = words.find((each) => each === value);
  if (word === undefined) throw invalid(option, value, `one of ${words.join(', ')}`);
  return word;
}

/** Columns of the screen. */
export function readWidth(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (!/^[1-9]\d{0,4}$/.test(value)) throw invalid('--width', value, 'a number of columns such as 120');
  return Number(value);
}

export function readTargets(value: string | undefined): readonly string[] | undefined {
  if (value === undefined) return undefined;
  const targets = list(value);
  if (targets.length === 0) throw invalid('--to', `"${value}"`, 'models, sets or keep, separated by commas');
  return targets;
}

export const readGrouping = (value = 'workflow'): Grouping => readOneOf('--by', value, GROUPINGS);
