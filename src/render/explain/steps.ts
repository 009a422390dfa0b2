import type { PriceRecord } from '../../domain/book.ts';
import type {
  HostKnownBy,
  NameStep,
  PriceRule,
  PriceStep,
  RecordStep,
  RoutingStep,
} from '../../domain/price-steps.ts';
import { instantText } from '../numbers.ts';
import { bandNode } from './band.ts';
import { noteNode, sourcesLine } from './sources.ts';
import { discountNode, feesNode, regionNode, sizeNode, tierNode } from './step-factors.ts';
import { type Node, node } from './tree.ts';
import { bare, named, noted, periodText, type Voice } from './words.ts';

/** How the rules that had nothing to choose are named. */
export const RULE_NAMES: Readonly<Record<PriceRule, string>> = {
  name: 'name',
  routing: 'names that move',
  record: 'price',
  band: 'hours',
  size: 'size of the prompt',
  tier: 'service tier',
  region: 'region',
  discount: 'discount',
  fees: 'fees',
};

/** What the steps are those of. */
export interface StepContext {
  /** One call: its own place in the week and size are told. */
  readonly isOneCall: boolean;
  /** No title names the entry of the book: the step does. */
  readonly namesRecord?: boolean;
}

/** The chain of rules; those that had nothing to choose share a line. */
export function stepNodes(steps: readonly PriceStep[], voice: Voice, of: StepContext): readonly Node[] {
  const told = steps.map((step) => ({ step, shown: stepNode(step, voice, of) }));
  const idle = told.filter(({ shown }) => shown === undefined).map(({ step }) => RULE_NAMES[step.rule]);
  return [
    ...told.flatMap(({ shown }) => (shown === undefined ? [] : [shown])),
    ...(idle.length === 0 ? [] : [node(`nothing to choose by: ${idle.join(', ')}`)]),
  ];
}

/** What a rule chose; `undefined`: it had nothing to choose. */
export function stepNode(step: PriceStep, voice: Voice, of: StepContext): Node | undefined {
  switch (step.rule) {
    case 'name':
      return nameNode(step, voice);
    case 'routing':
      return routingNode(step, voice);
    case 'record':
      return recordNode(step, voice, of);
    case 'band':
      return bandNode(step, of.isOneCall);
    case 'size':
      return sizeNode(step, of.isOneCall);
    case 'tier':
      return tierNode(step, voice);
    case 'region':
      return regionNode(step, voice);
    case 'discount':
      return discountNode(step, voice);
    case 'fees':
      return feesNode(step, voice);
    default:
      return step satisfies never;
  }
}

function hostText(by: HostKnownBy, host: string, voice: Voice): string {
  switch (by.kind) {
    case 'provider':
      return `by ${named(by.word, voice)}`;
    case 'prefix':
      return `whose beginning ${named(by.text, voice)} says that ${host} bills`;
    case 'maker':
      return 'sold by its maker';
    case 'only host':
      return `sold by ${host} alone`;
    default:
      return by satisfies never;
  }
}

function nameNode({ name, model, knownBy, cut, found, resale }: NameStep, voice: Voice): Node {
  const [provider, host] = [model.provider, model.host].map((each) => bare(each, voice));
  const path = bare(`${model.provider}/${model.name}`, voice);
  const biller = host === provider ? '' : `, billed by ${host}`;
  const isAlias = found !== model.name.toLowerCase();
  return node(
    `name: ${named(name, voice)}, ${hostText(knownBy, bare(model.host, voice), voice)}, is ${path}${biller}`,
    [
      cut.length === 0
        ? undefined
        : node(`left aside: ${cut.map((each) => named(each, voice)).join(', ')}${regionOf(model.region)}`),
      isAlias ? node(`${named(found, voice)} is another name of ${bare(model.name, voice)}`) : undefined,
      resale &&
        node(
          `${host} bills the list price of ${provider}: ${resale.entry.basis}, ${periodText(resale.entry)}`,
          [sourcesLine(resale.sources, voice), noteNode(resale.entry.note, voice)],
        ),
    ],
  );
}

const regionOf = (region: string | undefined): string => (region === undefined ? '' : ` (region ${region})`);

function routingNode({ rows, unused }: RoutingStep, voice: Voice): Node | undefined {
  if (rows.length === 0 && unused.length === 0) return undefined;
  const told = (text: string, { entry, sources }: RoutingStep['rows'][number]): Node =>
    node(text, [sourcesLine(sources, voice), noteNode(entry.note, voice)]);
  return node(rows.length === 0 ? 'names that move: not this one' : 'names that move', [
    ...rows.map((row) => {
      const { name, model } = row.entry;
      const target = bare(model ?? 'a model that nobody knows', voice);
      return told(`${bare(name, voice)} bills as ${target} ${periodText(row.entry)}`, row);
    }),
    ...unused.map((row) => {
      const { name, model, status } = row.entry;
      return told(
        `${status}, not used: ${bare(name, voice)} as ${bare(model ?? 'another', voice)} ${periodText(row.entry)}`,
        row,
      );
    }),
  ]);
}

const PRECISIONS: Readonly<Record<NonNullable<PriceRecord['precision']>, string>> = {
  day: 'the day is known, not the hour',
  bracket: 'it began between two readings; the earlier one is used',
  no_later_than: 'it began at that time or before',
  approximate: 'the day is approximate',
  observed_on: 'the day on which it was seen',
  undated: 'a list without dates',
};

function recordNode(
  { entry, sources, unused, layer, below }: RecordStep,
  voice: Voice,
  { namesRecord = false }: StepContext,
): Node {
  const period = entry.precision === 'undated' ? 'at all times' : `in force ${periodText(entry)}`;
  const status = entry.status === 'published' ? '' : `${entry.status}, `;
  const precision = entry.precision === undefined ? '' : ` (${PRECISIONS[entry.precision]})`;
  return node(
    `price: ${namesRecord ? `${bare(entry.id, voice)}, ` : ''}${status}${period}${precision}; confidence ${entry.confidence}`,
    [
      layer &&
        node(
          `of your price book ${bare(layer.name, voice)} (${bare(layer.file, voice)}, sha256 ${layer.hash})`,
          [
            below && node(`instead of ${bare(below.id, voice)}`),
            layer.origin === undefined ? undefined : node(`origin: ${noted(layer.origin, voice)}`),
          ],
        ),
      sourcesLine(sources, voice),
      entry.derived === undefined ? undefined : node(`worked out: ${noted(entry.derived, voice)}`),
      entry.guaranteedUntil === undefined
        ? undefined
        : node(`the vendor promised it until ${instantText(entry.guaranteedUntil)}`),
      noteNode(entry.note, voice),
      ...unused.map((each) => node(`${each.entry.status}, not used: ${bare(each.entry.id, voice)}`)),
    ],
  );
}
