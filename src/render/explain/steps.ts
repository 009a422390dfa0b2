import type { PriceRecord } from '../../domain/book.ts';
import type {
  DiscountStep,
  FeesStep,
  HostKnownBy,
  NameStep,
  PriceRule,
  PriceStep,
  RecordStep,
  RegionStep,
  RoutingStep,
  SizeStep,
  TierStep,
} from '../../domain/price-steps.ts';
import { instantText } from '../numbers.ts';
import { bandNode } from './band.ts';
import { factorText, tokensText } from './figures.ts';
import { sourcesLine } from './sources.ts';
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

const noteNode = (note: string | undefined, voice: Voice): Node | undefined =>
  note === undefined ? undefined : node(`note: ${noted(note, voice)}`);

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

function nameNode({ provider: _, name, model, knownBy, cut, found, resale }: NameStep, voice: Voice): Node {
  const path = `${model.provider}/${model.name}`;
  const host = model.host === model.provider ? '' : `, billed by ${model.host}`;
  const isAlias = found !== model.name.toLowerCase();
  return node(`name: ${named(name, voice)}, ${hostText(knownBy, model.host, voice)}, is ${path}${host}`, [
    cut.length === 0
      ? undefined
      : node(`left aside: ${cut.map((each) => named(each, voice)).join(', ')}${regionOf(model.region)}`),
    isAlias ? node(`${named(found, voice)} is another name of ${model.name}`) : undefined,
    resale &&
      node(
        `${model.host} bills the list price of ${model.provider}: ${resale.entry.basis}, ${periodText(resale.entry)}`,
        [sourcesLine(resale.sources, voice), noteNode(resale.entry.note, voice)],
      ),
  ]);
}

const regionOf = (region: string | undefined): string => (region === undefined ? '' : ` (region ${region})`);

function routingNode({ rows, unused }: RoutingStep, voice: Voice): Node | undefined {
  if (rows.length === 0 && unused.length === 0) return undefined;
  const told = (text: string, { entry, sources }: RoutingStep['rows'][number]): Node =>
    node(text, [sourcesLine(sources, voice), noteNode(entry.note, voice)]);
  return node(rows.length === 0 ? 'names that move: not this one' : 'names that move', [
    ...rows.map((row) => {
      const { name, model } = row.entry;
      const target = model ?? 'a model that nobody knows';
      return told(`${name} bills as ${target} ${periodText(row.entry)}`, row);
    }),
    ...unused.map((row) => {
      const { name, model, status } = row.entry;
      return told(`${status}, not used: ${name} as ${model ?? 'another'} ${periodText(row.entry)}`, row);
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
  const status = entry.status === 'published' ? '' : `, ${entry.status}`;
  const precision = entry.precision === undefined ? '' : ` (${PRECISIONS[entry.precision]})`;
  return node(
    `price: ${namesRecord ? `${bare(entry.id, voice)}, ` : ''}${period}${precision}; confidence ${entry.confidence}${status}`,
    [
      layer &&
        node(
          `of your price book ${bare(layer.name, voice)} (${bare(layer.file, voice)}, sha256 ${layer.hash})`,
          [
            below && node(`instead of ${below.id}`),
            layer.origin === undefined ? undefined : node(`origin: ${noted(layer.origin, voice)}`),
          ],
        ),
      sourcesLine(sources, voice),
      entry.derived === undefined ? undefined : node(`worked out: ${noted(entry.derived, voice)}`),
      entry.guaranteedUntil === undefined
        ? undefined
        : node(`the vendor promised it until ${instantText(entry.guaranteedUntil)}`),
      noteNode(entry.note, voice),
      ...unused.map((each) => node(`${each.entry.status}, not used: ${each.entry.id}`)),
    ],
  );
}

const limitText = ({ promptTokens, isInclusive }: SizeStep['tiers'][number]): string =>
  isInclusive ? `${tokensText(promptTokens)} tokens or more` : `more than ${tokensText(promptTokens)} tokens`;

/** Of many calls only the side of the limits is the same. */
function sizeNode(
  { promptTokens, tiers, reached, notSoldAbove }: SizeStep,
  isOneCall: boolean,
): Node | undefined {
  if (tiers.length === 0 && notSoldAbove === undefined) return undefined;
  const own = isOneCall && promptTokens > 0 ? `a prompt of ${tokensText(promptTokens)} tokens` : 'prompts';
  const limits = tiers.map(limitText).join(', ');
  const sold = notSoldAbove === undefined ? '' : `; not sold above ${tokensText(notSoldAbove)} tokens`;
  if (reached !== undefined)
    return node(`size: ${own} of ${limitText(reached)}: other rates for the whole request${sold}`);
  const below = tiers.length === 0 ? own : `${own} below the limit for other rates (${limits})`;
  return node(`size: ${below}${sold}`);
}

const SAME: Readonly<Record<NonNullable<TierStep['knownBy']>, string>> = {
  standard: 'means standard',
  provider: 'in the words of who bills',
  word: '',
};

function tierNode({ word, knownBy, asked, used }: TierStep, voice: Voice): Node | undefined {
  if (word === undefined && asked === 'standard' && used === 'standard') return undefined;
  const how = knownBy === undefined ? 'as the replay chose' : SAME[knownBy];
  const logged = word === undefined ? '' : `${named(word, voice)}${how === '' ? '' : `, ${how}`}: `;
  return node(`service tier: ${logged}${asked}${used === asked ? '' : `, sold as ${used}`}`);
}

function regionNode({ region, knownBy, modifier }: RegionStep, voice: Voice): Node | undefined {
  if (region === undefined) return undefined;
  const from = knownBy === 'name' ? 'from the name' : 'from the log';
  const own = `region: ${bare(region, voice)}, ${from}`;
  if (modifier === undefined) return node(`${own}: no factor`);
  return node(`${own}: all rates ${voice.glyphs.times} ${factorText(modifier.entry.multiplier)}`, [
    sourcesLine(modifier.sources, voice),
    noteNode(modifier.entry.note, voice),
  ]);
}

function discountNode({ discount, layer }: DiscountStep, voice: Voice): Node | undefined {
  if (discount === undefined) return undefined;
  const whose = `your price book ${bare(discount.layer, voice)}`;
  return node(
    `discount: ${bare(discount.off, voice)} by ${whose}: all rates ${voice.glyphs.times} ${factorText(discount.multiplier)}`,
    [layer && node(`${bare(layer.file, voice)}, sha256 ${layer.hash}`), noteNode(discount.note, voice)],
  );
}

function feesNode({ fees }: FeesStep, voice: Voice): Node | undefined {
  if (fees.length === 0) return undefined;
  const items = fees.map(({ entry }) => `${entry.item} $${entry.usdPerThousand} for 1,000`);
  const sources = new Map(fees.flatMap((fee) => fee.sources.map((each) => [each.key, each])));
  return node(`beside tokens, in no figure: ${items.join('; ')}`, [
    sourcesLine([...sources.values()], voice),
  ]);
}
