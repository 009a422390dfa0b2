import type { CameOrWent, DiffSide, PriceChange, PriceDiff } from '../../domain/price-view.ts';
import { unpricedText } from '../../domain/unpriced.ts';
import { grouped, instantText, many } from '../numbers.ts';
import {
  type Cell,
  type Field,
  NONE,
  numberColumn,
  type Page,
  percentCell,
  rateCell,
  type Table,
  tableOf,
  textCell,
  textColumn,
} from '../sheet.ts';
import { bandText, CLASS_TITLES } from './columns.ts';

/** By how much a price changed; `undefined` where one side has none, or had none to pay. */
export function changeOfRate({ before, after }: PriceChange): number | undefined {
  if (before === undefined || after === undefined || before === 0n) return undefined;
  return Number(after - before) / Number(before);
}

export type ChangeKind = 'rose' | 'fell' | 'came' | 'went';

export function kindOfChange({ before, after }: PriceChange): ChangeKind {
  if (before === undefined) return 'came';
  if (after === undefined) return 'went';
  return after > before ? 'rose' : 'fell';
}

const KINDS: readonly (readonly [ChangeKind, string])[] = [
  ['rose', 'Rose'],
  ['fell', 'Fell'],
  ['came', 'New tiers, hours and classes'],
  ['went', 'No longer priced apart'],
];

function appliesTo({ tier, bands: [old, now], above }: PriceChange): string {
  const band = (name: string | undefined): string => (name === undefined ? 'all hours' : bandText(name));
  return [
    ...(tier === 'standard' ? [] : [tier]),
    ...(old === now ? (now === undefined ? [] : [band(now)]) : [`${band(old)} to ${band(now)}`]),
    ...(above === undefined ? [] : [`${above.isInclusive ? 'from' : 'over'} ${grouped(above.tokens)}`]),
  ].join(', ');
}

const nameCell = ({ provider, model }: { readonly provider: string; readonly model: string }): Cell =>
  textCell(`${provider}/${model}`);

const CHANGE_FIELDS: readonly Field<PriceChange>[] = [
  { column: textColumn('model', 'model'), cell: nameCell },
  { column: textColumn('applies_to', 'for'), cell: (change) => textCell(appliesTo(change)) },
  {
    column: textColumn('token_class', 'tokens'),
    cell: ({ tokenClass }) => textCell(CLASS_TITLES[tokenClass], tokenClass),
  },
  { column: numberColumn('before_usd_per_mtok', 'before'), cell: ({ before }) => rateCell(before) },
  { column: numberColumn('after_usd_per_mtok', 'after'), cell: ({ after }) => rateCell(after) },
  {
    column: numberColumn('change', 'change'),
    cell: (change) => (changeOfRate(change) === undefined ? NONE : percentCell(changeOfRate(change))),
  },
];

/** The largest changes first. */
const bySize = (changes: readonly PriceChange[]): readonly PriceChange[] =>
  changes.toSorted((a, b) => Math.abs(changeOfRate(b) ?? 0) - Math.abs(changeOfRate(a) ?? 0));

const nameTable = (title: string, names: readonly CameOrWent[], why: string): readonly Table[] =>
  names.length === 0
    ? []
    : [
        tableOf<CameOrWent>(
          `${title}: ${many(names.length, 'name')}`,
          [
            { column: textColumn('model', 'model'), cell: nameCell },
            {
              column: textColumn('reason', why),
              cell: ({ reason }) =>
                textCell(reason === undefined ? 'not in that book' : unpricedText(reason)),
            },
          ],
          names,
        ),
      ];

const sideText = ({ version, hash, at }: DiffSide): string =>
  `book ${version}, sha256 ${hash.slice(0, 12)}, on ${instantText(at)}`;

/** One table of all changes, for programs. */
export const diffTable = ({ changes }: PriceDiff): Table => tableOf(undefined, CHANGE_FIELDS, changes);

/** What differs between two sides, as a document or for a screen. */
export function diffPage(diff: PriceDiff): Page {
  const [before, after] = diff.sides;
  const groups = KINDS.map(([kind, title]) => ({
    kind,
    title,
    changes: diff.changes.filter((change) => kindOfChange(change) === kind),
  }));
  const rerouted = diff.rerouted.map((row) => ({ ...row, text: `${row.before} before, ${row.after} now` }));
  return {
    title: `Prices on ${instantText(before.at)} and on ${instantText(after.at)}`,
    tables: [
      ...groups
        .filter(({ changes }) => changes.length > 0)
        .map(({ title, changes }) =>
          tableOf(`${title}: ${many(changes.length, 'price')}`, CHANGE_FIELDS, bySize(changes)),
        ),
      ...nameTable('New', diff.came, 'before'),
      ...nameTable('Gone', diff.went, 'now'),
      ...(rerouted.length === 0
        ? []
        : [
            tableOf<(typeof rerouted)[number]>(
              `Bill as another model: ${many(rerouted.length, 'name')}`,
              [
                { column: textColumn('model', 'model'), cell: nameCell },
                { column: textColumn('bills_as', 'bills as'), cell: ({ text }) => textCell(text) },
              ],
              rerouted,
            ),
          ]),
    ],
    notes: [
      { label: 'Unit', text: 'USD per 1,000,000 tokens' },
      { label: 'Before', text: sideText(before) },
      { label: 'After', text: sideText(after) },
    ],
    conclusion: [conclusionOf(diff, groups)],
  };
}

function conclusionOf(
  { compared, came, went, changes }: PriceDiff,
  groups: readonly { readonly kind: ChangeKind; readonly changes: readonly PriceChange[] }[],
): string {
  const models = (among: readonly PriceChange[]): number =>
    new Set(among.map(({ provider, model }) => `${provider}/${model}`)).size;
  const count = (kind: ChangeKind): number =>
    models(groups.find((each) => each.kind === kind)?.changes ?? []);
  const ends = `${came.length} are new, ${went.length} are gone`;
  return `Of ${many(compared, 'name')} with a price on both sides, ${models(changes)} changed: a price rose for ${count('rose')} and fell for ${count('fell')}; ${ends}.`;
}
