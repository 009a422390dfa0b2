import type { PriceList } from '../../domain/price-view.ts';
import { instantText, many } from '../numbers.ts';
import { type Page, type Table, tableOf, textCell, textColumn } from '../sheet.ts';
import { fromField, knownField, rateFields, whenField } from './columns.ts';
import { bookLine, discountText, layerNotes, UNIT_NOTE } from './words.ts';

export function listTable({ rows }: PriceList): Table {
  const model = {
    column: textColumn('model', 'model'),
    cell: (row: PriceList['rows'][number]) => textCell(`${row.provider}/${row.model}`),
  };
  return tableOf(undefined, [model, whenField, ...rateFields(rows), fromField, knownField], rows);
}

/** What the book has for a choice of models, as a document or for a screen. */
export function listPage(list: PriceList): Page {
  const models = new Set(list.rows.map(({ provider, model }) => `${provider}/${model}`)).size;
  const providers = new Set(list.rows.map(({ provider }) => provider)).size;
  const without =
    list.without === 0
      ? ''
      : `; ${list.without} more ${list.without === 1 ? 'has' : 'have'} no price then (recost prices show MODEL says why)`;
  return {
    title: `Prices on ${instantText(list.at)}`,
    tables: [listTable(list)],
    notes: [
      UNIT_NOTE,
      ...list.discounts.map(({ provider, discount }) => ({
        label: 'Discount',
        text: `${provider}, ${discountText(discount)}`,
      })),
      { label: 'Book', text: bookLine(list.book) },
      ...layerNotes(list.book),
    ],
    conclusion: [`${many(models, 'model')} of ${many(providers, 'provider')}${without}.`],
  };
}
