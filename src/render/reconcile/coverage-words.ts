import { divideHalfEven, type Money } from '../../domain/money.ts';
import type { Coverage, CoveredRow, CoveredSide } from '../../domain/reconciliation.ts';
import { plain, quoted } from '../escape.ts';
import { grouped, many } from '../numbers.ts';
import { amountText } from './figures.ts';

/** What only the logs have may be on another invoice: it is told in words, and its rows are for programs. */
export function exportedRows({ rows }: Coverage): readonly CoveredRow[] {
  const exported = new Set(rows.filter((row) => row.export !== undefined).map(({ model }) => model));
  return rows.filter(({ model }) => exported.has(model));
}

/** What an export says nothing of is not compared. */
export interface Told {
  readonly requests: boolean;
  readonly tokens: boolean;
  readonly money: boolean;
  /** Some of its records name models, and days. */
  readonly models: boolean;
  readonly days: boolean;
}

export function toldBy({ rows }: Coverage): Told {
  const exported = rows.filter((row) => row.export !== undefined);
  const has = (of: keyof CoveredSide): boolean => exported.some((row) => row.export?.[of] !== undefined);
  return {
    requests: has('requests'),
    tokens: has('tokens'),
    money: has('cost'),
    models: exported.some(({ model }) => model !== undefined),
    days: exported.some(({ day }) => day !== undefined),
  };
}

/** `only money: …` in a sentence; nothing where all is told. */
export function limitsText(coverage: Coverage): string | undefined {
  const told = toldBy(coverage);
  const texts = [
    ...(told.money && !told.tokens ? ['it has only money, no tokens'] : []),
    ...(told.tokens && !told.money ? ['it has only tokens, no money'] : []),
    ...(told.requests ? [] : ['it does not count requests']),
    ...(told.models
      ? withoutModel(coverage)
      : ['it names no models: each day is held against all of the logs']),
    ...(told.days ? [] : ['it names no days']),
  ];
  return texts.length === 0 ? undefined : texts.join('; ');
}

/** Days of an export that names models elsewhere. */
function withoutModel({ rows }: Coverage): readonly string[] {
  const days = rows.filter((row) => row.export !== undefined && row.model === undefined).length;
  return days === 0 ? [] : [`${many(days, 'day')} of it ${days === 1 ? 'names' : 'name'} no model`];
}

/** Covered share as a double; `undefined`: the export says nothing, or nothing was there. */
export function coveredShare(row: CoveredRow, of: 'tokens' | 'cost' | 'requests'): number | undefined {
  const there = row.export?.[of];
  if (there === undefined || BigInt(there) === 0n) return undefined;
  return ratio(BigInt(row.logs?.[of] ?? 0), BigInt(there));
}

const SCALE = 10n ** 9n;
const MOST = 10n ** 15n;

function ratio(part: bigint, whole: bigint): number {
  const scaled = divideHalfEven(part * SCALE * (whole < 0n ? -1n : 1n), whole < 0n ? -whole : whole);
  return Number(scaled > MOST ? MOST : scaled) / Number(SCALE);
}

/** `98.2 %`, never 100 % for what is not all of it. */
export function coveredText(share: number | undefined): string {
  if (share === undefined) return '';
  if (share === 1) return '100 %';
  const text = (share * 100).toFixed(1);
  if (text === '100.0') return share < 1 ? 'over 99.9 %' : 'over 100 %';
  return share > 0 && text === '0.0' ? 'under 0.1 %' : `${grouped(text)} %`;
}

/** On which side a row stands alone: `only in the export`. */
export function oneSideText({ logs, export: exported }: CoveredRow): string | undefined {
  if (logs === undefined) return 'only in the export';
  return exported === undefined ? 'only in the logs' : undefined;
}

const sideNames = (rows: readonly CoveredRow[]): string =>
  rows.map(({ model }) => (model === undefined ? 'no model named' : quoted(plain(model)))).join(', ');

const MOST_NAMES = 5;

function named(rows: readonly CoveredRow[]): string {
  const more = rows.length - MOST_NAMES;
  return `${sideNames(rows.slice(0, MOST_NAMES))}${more > 0 ? ` and ${grouped(more)} more` : ''}`;
}

/** The answer to whether the logs cover the export, in sentences. */
export function coverageSentences(coverage: Coverage): readonly string[] {
  const { total, models } = coverage;
  const parts = [
    ...covering('tokens', coveredShare(total, 'tokens'), tokensText(total)),
    ...covering('money', coveredShare(total, 'cost'), moneyText(total)),
  ];
  const requests = missingCalls(total);
  const first =
    parts.length === 0
      ? 'Nothing of the export can be held against the logs.'
      : `The logs cover ${parts.join(' and ')} of the export${requests}.`;
  const alone = models.filter(({ model }) => model !== undefined);
  const onlyThere = alone.filter(({ logs }) => logs === undefined);
  const onlyHere = alone.filter((row) => row.export === undefined);
  return [
    first,
    ...(onlyThere.length === 0 ? [] : [`Only in the export: ${named(onlyThere)}.`]),
    ...(onlyHere.length === 0 ? [] : [`Only in the logs: ${named(onlyHere)}.`]),
  ];
}

const covering = (what: string, share: number | undefined, amounts: string): readonly string[] =>
  share === undefined ? [] : [`${coveredText(share)} of the ${what} (${amounts})`];

const tokensText = ({ logs, export: exported }: CoveredRow): string =>
  `${grouped(String(logs?.tokens ?? 0n))} of ${grouped(String(exported?.tokens ?? 0n))}`;

const moneyText = ({ logs, export: exported }: CoveredRow): string =>
  `list cost ${amountText(logs?.cost ?? (0n as Money))} of ${amountText(exported?.cost ?? (0n as Money))}`;

function missingCalls({ logs, export: exported }: CoveredRow): string {
  const there = exported?.requests;
  if (there === undefined) return '';
  const missing = there - (logs?.requests ?? 0);
  if (missing === 0) return `, and all of its ${many(there, 'request')}`;
  return missing > 0
    ? `; ${grouped(missing)} of its ${many(there, 'request')} are missing`
    : `; they have ${many(-missing, 'call')} more than its ${many(there, 'request')}`;
}
