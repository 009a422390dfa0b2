import type { PriceRecord, RoutingRow, Timeline } from '../../domain/book.ts';
import { rateText } from '../../domain/money.ts';
import type { ModelHistory, PriceRow } from '../../domain/price-view.ts';
import { dayText, grouped, instantText } from '../numbers.ts';
import {
  BLANK,
  type Field,
  type Note,
  type Page,
  type Table,
  tableOf,
  textCell,
  textColumn,
} from '../sheet.ts';
import { cachingText } from './caching-words.ts';
import { bandText, fromField, knownField, momentText, rateFields, whenField, whenText } from './columns.ts';
import { bookLine, calendarNotes, discountText, layerNotes, periodText, UNIT_NOTE } from './words.ts';

/** Whether a price is in force on a day, and if not, why. */
export function stateOf({ status, from, to }: PriceRecord | RoutingRow, today: number): string {
  if (status === 'withdrawn') return 'withdrawn';
  if (from > today) return status === 'announced' ? 'announced' : 'to come';
  return to !== undefined && to <= today ? 'past' : 'in force';
}

export function historyTable(history: ModelHistory): Table {
  const until: Field<PriceRow> = {
    column: textColumn('to', 'until'),
    cell: ({ record: { to } }) =>
      to === undefined ? BLANK : textCell(momentText(to), new Date(to).toISOString()),
  };
  const state: Field<PriceRow> = {
    column: textColumn('state', 'state'),
    cell: ({ record }) => textCell(stateOf(record, history.today)),
  };
  return tableOf(
    undefined,
    [fromField, until, whenField, ...rateFields(history.rows), state, knownField],
    history.rows,
  );
}

/** All that is known of a model's prices, as a document or for a screen. */
export function historyPage(history: ModelHistory): Page {
  const path = `${history.host.id}/${history.name}`;
  return {
    title: `${path} (${history.host.title})`,
    tables: history.rows.length === 0 ? [] : [historyTable(history)],
    notes: [
      ...(history.rows.length === 0 ? [] : [UNIT_NOTE]),
      ...lifeNotes(history),
      ...history.routing.map((row) => ({ label: 'Routing', text: routeText(row, history.today) })),
      ...history.calendars.flatMap(calendarNotes),
      ...(history.caching === undefined ? [] : [{ label: 'Caching', text: cachingText(history.caching) }]),
      ...recordNotes(history),
      ...history.discounts.map((discount) => ({ label: 'Discount', text: discountText(discount) })),
      ...history.fees.map((fee) => ({
        label: 'Fee',
        text: `${fee.item}: ${fee.usdPerThousand} USD per 1,000, ${periodText(fee)}; not in the rates`,
      })),
      ...history.sources.map(({ key, url, read, kind }) => ({
        label: 'Source',
        text: `${key}: ${url} (${kind}, read ${read})`,
      })),
      { label: 'Book', text: bookLine(history.book) },
      ...layerNotes(history.book),
    ],
    conclusion: [nowText(history)],
  };
}

const timelineText = (timeline: Timeline): string =>
  timeline
    .map(({ from, tokens }, index) => `${grouped(tokens)}${index === 0 ? '' : ` from ${dayText(from)}`}`)
    .join(', ');

function lifeNotes(history: ModelHistory): readonly Note[] {
  const { resale, aliases, contextWindow, maxOutput, released, retired, tokenizer } = history;
  const note = (label: string, text: string | undefined): readonly Note[] =>
    text === undefined || text === '' ? [] : [{ label, text }];
  const limits = [
    ...(contextWindow.length === 0 ? [] : [`window ${timelineText(contextWindow)} tokens`]),
    ...(maxOutput.length === 0 ? [] : [`output up to ${timelineText(maxOutput)}`]),
    ...(tokenizer === undefined ? [] : [`tokenizer family ${tokenizer}`]),
  ];
  const life = [
    ...(released === undefined ? [] : [`released ${dayText(released)}`]),
    ...(retired === undefined
      ? []
      : [`${retired > history.today ? 'retires' : 'retired'} ${dayText(retired)}`]),
  ];
  return [
    ...note(
      'Resold',
      resale &&
        `at the list price of ${history.provider.title}: ${resale.basis}, ${periodText(resale)}${resale.note === undefined ? '' : `. ${resale.note}`}`,
    ),
    ...note('Names', aliases.length === 0 ? undefined : `also ${aliases.join(', ')}`),
    ...note('Limits', limits.join('; ')),
    ...note('Life', life.join(', ')),
  ];
}

function routeText(row: RoutingRow, today: number): string {
  const target = row.model === undefined ? 'bills as nobody knows what' : `bills as ${row.model}`;
  const note = row.note === undefined ? '' : `. ${row.note}`;
  return `${target}, ${periodText(row)} (${stateOf(row, today)})${note}`;
}

/** What helps to defend a record, once for records that say the same. */
function recordNotes({ rows }: ModelHistory): readonly Note[] {
  const told = new Map<string, string[]>();
  for (const record of new Set(rows.map((row) => row.record))) {
    const text = recordTexts(record).join('. ');
    if (text !== '') told.set(text, [...(told.get(text) ?? []), recordMoment(record)]);
  }
  return [...told].map(([text, moments]) => ({
    label: 'Note',
    text: `${[...new Set(moments)].join(', ')}: ${text}`,
  }));
}

const recordMoment = (record: PriceRecord): string => {
  const when = whenText({ tier: record.tier, band: record.band?.name, above: undefined });
  return `${record.precision === 'undated' ? 'undated' : instantText(record.from)}${when === '' ? '' : ` (${when})`}`;
};

const recordTexts = ({
  note,
  derived,
  guaranteedUntil,
  notSoldAbove,
  sources,
}: PriceRecord): readonly string[] => [
  ...(note === undefined ? [] : [note.replace(/\.$/, '')]),
  ...(derived === undefined ? [] : [`Worked out: ${derived}`]),
  ...(guaranteedUntil === undefined ? [] : [`Promised until ${dayText(guaranteedUntil)}`]),
  ...(notSoldAbove === undefined ? [] : [`Not sold for prompts over ${grouped(notSoldAbove)} tokens`]),
  ...(sources.length === 0 ? [] : [`Sources: ${sources.join(', ')}`]),
];

/** What it costs on the user's day. */
function nowText({ rows, routing, host, name, today, resale, provider, discounts }: ModelHistory): string {
  const path = `${host.id}/${name}`;
  const route = routing.find((row) => stateOf(row, today) === 'in force');
  if (route?.model !== undefined)
    return `${path} bills as ${route.model} since ${instantText(route.from)}: recost prices show ${provider.id}/${route.model}`;
  const now = rows.filter(
    ({ record, above }) =>
      stateOf(record, today) === 'in force' && record.tier === 'standard' && above === undefined,
  );
  if (now.length === 0) return `${path} has no standard price on ${dayText(today)}.`;
  const costs = now.map((row) => {
    const when = row.band === undefined ? '' : ` (${bandText(row.band)})`;
    const [input, output] = [row.rates.input, row.rates.output].map((rate) =>
      rate === undefined ? '?' : rateText(rate),
    );
    return `${input} in and ${output} out${when}`;
  });
  const how = resale === undefined ? '' : `, ${provider.title}’s list price`;
  return `On ${dayText(today)} ${path} costs, in USD per 1,000,000 tokens, ${[...new Set(costs)].join(', ')}${how}${discounts.length === 0 ? '' : ', before your discount'}.`;
}
