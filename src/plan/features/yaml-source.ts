import { currencyOf } from '../../config/amounts.ts';
import { FILE_KEYS, type FileKey } from '../../config/keys.ts';
import { kindOf, type Node, type Pair, short } from '../../config/node.ts';
import { isFault, type Parsed } from '../../config/parsed.ts';
import { yamlNodes } from '../../config/yaml-nodes.ts';
import type { Refusal } from '../../config/yaml-tree.ts';
import type { ExchangeRate } from '../../domain/feature.ts';
import { RecostError } from '../../domain/problem.ts';
import { dayOf, usdOf } from './exchange.ts';
import { RATE_KEYS, type RateKey } from './keys.ts';
import {
  byKey,
  checkCount,
  complain,
  type Desk,
  type Draft,
  draftOf,
  type Fields,
  fieldsOf,
  type Source,
} from './source.ts';

type FilePairs = ReadonlyMap<FileKey, Pair>;

const HOW = 'Write "features:", and below it a list of them, "- name: …" each';

/**
 * A features file in YAML or JSON.
 * @throws RecostError if it is neither, or has no list of features
 */
export function yamlSource(name: string, text: string): Source {
  const root = yamlNodes(text, refusal(name));
  if (root === undefined || root.kind === 'absent')
    throw new RecostError('features-empty', { name, hint: HOW });
  if (root.kind !== 'map')
    throw new RecostError('features-empty', { name, hint: `${HOW} (it is ${kindOf(root)})` });
  const desk: Desk = { file: name, problems: [] };
  // Editors find the schema of a JSON file by this key.
  const pairs = root.pairs.filter(({ key }) => key !== '$schema');
  const keys = byKey(pairs, FILE_KEYS, { desk, where: 'at the top of the file' });
  return {
    file: name,
    currency: currency(keys, desk),
    exchangeRates: exchangeRates(keys, desk),
    defaults: defaults(keys, desk),
    drafts: drafts(keys, name),
    problems: desk.problems,
    hasDecimalComma: false,
  };
}

const refusal = (name: string): Refusal => ({
  refuse(line, reason) {
    throw new RecostError('features-unreadable', { name, line, reason });
  },
  form: 'features are a plain list',
});

function currency(keys: FilePairs, desk: Desk): string {
  const node = keys.get('currency')?.node;
  if (node === undefined || node.kind === 'absent') return 'USD';
  const code = text(node, currencyOf, { desk, where: 'at the top of the file', key: 'currency' });
  return code ?? (node.kind === 'text' ? short(node.text) : '?');
}

function text<T>(
  node: Node,
  parse: (text: string) => Parsed<T>,
  place: { readonly desk: Desk; readonly where: string; readonly key: string },
): T | undefined {
  const { desk, where, key } = place;
  if (node.kind !== 'text')
    return complain(desk, 'feature-field-invalid', node.line, {
      where,
      what: key,
      fault: `is ${kindOf(node)}`,
    });
  const parsed = parse(node.text.trim());
  if (!isFault(parsed)) return parsed.value;
  const what = `${key} "${short(node.text)}"`;
  return complain(desk, 'feature-field-invalid', node.line, { where, what, fault: parsed.fault });
}

function exchangeRates(keys: FilePairs, desk: Desk): readonly ExchangeRate[] {
  const node = keys.get('exchange_rates')?.node;
  if (node === undefined || node.kind === 'absent') return [];
  const where = 'exchange_rates';
  const fault = 'is no list: write - { currency: EUR, usd: 1.085, date: 2026-11-20 }';
  if (node.kind !== 'list')
    return complain(desk, 'feature-field-invalid', node.line, { where, what: 'it', fault }) ?? [];
  const known = new Map<string, ExchangeRate | undefined>();
  for (const item of node.items) {
    const rate = exchangeRate(item, desk);
    if (rate === undefined) continue;
    const { currency } = rate;
    const isKnown = known.has(currency);
    const isSame = isKnown && isSameRate(known.get(currency), rate);
    known.set(currency, isKnown && !isSame ? undefined : rate);
    const clash = { where, what: `${currency} has two different rates`, hint: 'neither is used; keep one' };
    if (isKnown && !isSame) complain(desk, 'feature-fields-clash', item.line, clash);
  }
  return [...known.values()].filter((rate) => rate !== undefined);
}

const isSameRate = (a: ExchangeRate | undefined, b: ExchangeRate): boolean =>
  a !== undefined && a.date === b.date && a.usd.num === b.usd.num && a.usd.den === b.usd.den;

function exchangeRate(node: Node, desk: Desk): ExchangeRate | undefined {
  const where = 'exchange_rates';
  const fault = `is ${kindOf(node)}: write { currency: EUR, usd: 1.085, date: 2026-11-20 }`;
  if (node.kind !== 'map')
    return complain(desk, 'feature-field-invalid', node.line, { where, what: 'an entry', fault });
  const pairs = byKey(node.pairs, RATE_KEYS, { desk, where });
  const read = <T>(key: RateKey, parse: (text: string) => Parsed<T>): T | undefined => {
    const value = pairs.get(key)?.node;
    const isThere = value !== undefined && value.kind !== 'absent';
    if (isThere) return text(value, parse, { desk, where, key });
    return complain(desk, 'feature-field-missing', node.line, { where, need: `an entry has no ${key}` });
  };
  const code = read('currency', foreign);
  const usd = read('usd', usdOf);
  const date = read('date', dayOf);
  if (code === undefined || usd === undefined || date === undefined) return undefined;
  return { currency: code, usd, date };
}

function foreign(text: string): Parsed<string> {
  const code = currencyOf(text);
  const isOwn = !isFault(code) && code.value === 'USD';
  return isOwn ? { fault: 'needs no rate: all is in USD in the end' } : code;
}

function defaults(keys: FilePairs, desk: Desk): Fields {
  const node = keys.get('defaults')?.node;
  if (node === undefined || node.kind === 'absent') return new Map();
  const where = 'defaults';
  const fault = `is ${kindOf(node)}: write keys and values below it`;
  if (node.kind !== 'map') complain(desk, 'feature-field-invalid', node.line, { where, what: 'it', fault });
  const fields = new Map(fieldsOf(node.kind === 'map' ? node.pairs : [], desk, where));
  const name = fields.get('name');
  const what = { where, what: 'name', fault: 'is each feature’s own: give it there' };
  if (name !== undefined) complain(desk, 'feature-field-invalid', name.line, what);
  fields.delete('name');
  return fields;
}

function drafts(keys: FilePairs, name: string): readonly Draft[] {
  const node = keys.get('features')?.node;
  const isEmpty = node?.kind !== 'list' || node.items.length === 0;
  if (isEmpty) throw new RecostError('features-empty', { name, hint: HOW });
  checkCount(name, node.items.length);
  return node.items.map((item, index) => draft(item, { file: name, position: index + 1 }));
}

function draft(node: Node, place: { readonly file: string; readonly position: number }): Draft {
  const { file, position } = place;
  const { line } = node;
  if (node.kind === 'map') return draftOf(node.pairs, { file, line, position });
  const desk: Desk = { file, problems: [] };
  const facts = {
    where: `feature ${position}`,
    what: 'it',
    fault: `is ${kindOf(node)}: write keys and values`,
  };
  complain(desk, 'feature-field-invalid', line, facts);
  return { label: facts.where, line, fields: new Map(), problems: desk.problems };
}
