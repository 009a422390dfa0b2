import { whole } from '../../domain/exact.ts';
import {
  type Caching,
  type CostItem,
  type Explanation,
  type RateRow,
  sumOfLines,
} from '../../domain/explanation.ts';
import { type Fraction, multiply, type Rate, rateText } from '../../domain/money.ts';
import type { DiscountStep, PriceStep, RegionStep, SizeStep } from '../../domain/price-steps.ts';
import type { Range } from '../../domain/report.ts';
import { TOKEN_CLASSES, type TokenClass } from '../../domain/tokens.ts';
import { instantText, many } from '../numbers.ts';
import { placeNode } from './band.ts';
import { CLASS_NAMES, factorText, rateOf, sumText, usd } from './figures.ts';
import { linesWithSum } from './lines.ts';
import { stepNode, stepNodes } from './steps.ts';
import { tokensNode } from './tokens.ts';
import { transferNodes } from './transfer.ts';
import { type Node, node } from './tree.ts';
import { bare, named, placeText, type Voice } from './words.ts';

/** A rate row as it is shown: why it holds and its rates, then what its calls come to. */
interface ShownRow {
  readonly title: string;
  readonly reasons: readonly Node[];
  readonly products: readonly Node[];
}

function shownRow(place: number, explanation: Explanation, voice: Voice): ShownRow | undefined {
  const row = explanation.rows[place];
  if (row === undefined) return undefined;
  const calls = row.items.reduce((sum, item) => sum + item.calls, 0);
  const isQuestion = explanation.subject.kind === 'question';
  const isOneCall = isQuestion || (row.items.length === 1 && calls === 1);
  const amounts = row.items.map(({ lines }) => sumOfLines(lines));
  const counted = isQuestion ? '' : `: ${many(calls, 'call')}`;
  return {
    title: `row ${place + 1}: ${bare(row.record.id, voice)}${counted}`,
    reasons: [
      ...instantNodes(row, explanation),
      ...stepNodes(row.steps, voice, { isOneCall }),
      ...ratesNodes(row, voice),
      ...othersNodes(row, explanation, voice),
      ...transferNodes(row, explanation, voice),
    ],
    products: [
      ...row.items.map((item) => itemNode(item, row, voice)),
      ...(row.items.length < 2 ? [] : [node(`row ${place + 1}: ${sumText(amounts, row.sum, voice.glyphs)}`)]),
    ],
  };
}

/** Reasons that all rows have are told once, before them. */
export function rowNodes(explanation: Explanation, voice: Voice): readonly Node[] {
  const rows = explanation.rows
    .map((_, place) => shownRow(place, explanation, voice))
    .filter((row) => row !== undefined);
  const [first, ...others] = rows.map(({ reasons }) => reasons.map((each) => JSON.stringify(each)));
  const shared = new Set(
    others.length === 0 ? [] : first?.filter((each) => others.every((reasons) => reasons.includes(each))),
  );
  const isShared = (reason: Node): boolean => shared.has(JSON.stringify(reason));
  const common = rows[0]?.reasons.filter(isShared) ?? [];
  return [
    ...(common.length === 0 ? [] : [node('for all rows', common)]),
    ...rows.map(({ title, reasons, products }) =>
      node(title, [...reasons.filter((reason) => !isShared(reason)), ...products]),
    ),
  ];
}

function instantNodes(
  { at, isInstantAssumed }: RateRow,
  { scenario, subject }: Explanation,
): readonly Node[] {
  const assumed = isInstantAssumed ? '; the log has no instant: assumed' : '';
  if (at === undefined) return isInstantAssumed ? [node('the log has no instants: assumed')] : [];
  if (subject.kind === 'question' || (scenario.kind !== 'baseline' && !isInstantAssumed)) return [];
  return [node(`prices in force at ${instantText(at)}${assumed}`)];
}

/** The rates that hold; with each factor on them, where there are any. */
function ratesNodes(row: RateRow, voice: Voice): readonly Node[] {
  const { glyphs } = voice;
  const used = new Set(row.items.flatMap(({ lines }) => lines.map(({ what }) => what)));
  const shown = TOKEN_CLASSES.filter((each) => row.record.stated.includes(each) || used.has(each));
  const factors = factorsOf(row);
  const list = listRates(row);
  const parts = shown.flatMap((each) => {
    const [rate, before] = [row.rates[each], list[each]];
    if (rate === undefined) return [];
    const own = row.record.stated.includes(each) ? '' : ' (no rate of its own)';
    const isProduct = before !== undefined && factors.length > 0 && isTimes(before, factors, rate);
    const product = isProduct
      ? `${[rateOf(before), ...factors.map(factorText)].join(` ${glyphs.times} `)} = ${rateOf(rate)}`
      : `$${rateText(rate)}`;
    return [{ isProduct, text: `${CLASS_NAMES[each]} ${product}${own}` }];
  });
  if (parts.some(({ isProduct }) => isProduct))
    return [
      node(
        'rates',
        parts.map(({ text }) => node(text.replace(/ (?=\$)/, ': '))),
      ),
    ];
  return [node(`rates for a million tokens: ${parts.map(({ text }) => text).join(', ')}`)];
}

const stepIn = <T extends { readonly rule: string }>(row: RateRow, rule: T['rule']): T | undefined =>
  row.steps.find((step) => step.rule === rule) as T | undefined;

const factorsOf = (row: RateRow): readonly Fraction[] =>
  [
    stepIn<RegionStep>(row, 'region')?.modifier?.entry.multiplier,
    stepIn<DiscountStep>(row, 'discount')?.discount?.multiplier,
  ].filter((factor) => factor !== undefined);

/** What the book has before any factor. */
const listRates = (row: RateRow): Readonly<Record<TokenClass, Rate | undefined>> =>
  stepIn<SizeStep>(row, 'size')?.reached?.rates ?? row.record.rates;

function isTimes(before: Rate, factors: readonly Fraction[], after: Rate): boolean {
  const { num, den } = factors.reduce(multiply, whole(before));
  return num === after * den;
}

/** Where hour or size are not known, the world takes the lowest or highest of each class. */
function othersNodes({ others }: RateRow, { world }: Explanation, voice: Voice): readonly Node[] {
  if (others.length === 0) return [];
  const taken = { low: 'the lowest', base: 'the first', high: 'the highest' }[world];
  return [
    node(`the hour or the size is not known; of each class ${taken} rate is taken. Also possible:`, [
      ...others.map(({ record, rates }) =>
        node(
          `${bare(record.id, voice)}: ${record.stated.map((each) => `${CLASS_NAMES[each]} $${rateText(rates[each] ?? (0n as Rate))}`).join(', ')}`,
        ),
      ),
    ]),
  ];
}

const CACHES: Readonly<Record<Caching, string>> = {
  recorded: '',
  base: '',
  cold: ', cold cache',
  warm: ', warm cache',
  simulated: '',
};

/** A call, or calls that are calculated together. */
function itemNode(item: CostItem, row: RateRow, voice: Voice): Node {
  const { call, calls, caching } = item;
  const own = row.items.length === 1 ? [] : (call?.steps ?? []).map((step) => ownNode(step, voice));
  const together = row.known.input === undefined ? 'cost' : `${many(calls, 'call')}${CACHES[caching]}`;
  const what = call === undefined ? together : callText(call, voice);
  return node(what, [
    tokensNode(item, row.known, voice),
    ...own,
    ...linesWithSum(item.lines, voice),
    rangeNode(call?.range),
  ]);
}

/** What the call may cost, where that hangs on assumptions. */
export const rangeNode = (range: Range | undefined): Node | undefined =>
  range === undefined || range.low === range.high
    ? undefined
    : node(`range: ${usd(range.low)} to ${usd(range.high)}`);

/** What sets a call apart from others of its row: its place in the week, and a large prompt. */
function ownNode(step: PriceStep, voice: Voice): Node | undefined {
  if (step.rule === 'band') return placeNode(step);
  return step.rule === 'size' && step.reached !== undefined
    ? stepNode(step, voice, { isOneCall: true })
    : undefined;
}

function callText(
  { origin, step, startedAt, instantKnown }: NonNullable<CostItem['call']>,
  voice: Voice,
): string {
  const place = origin === undefined ? 'tokens' : `call ${placeText(origin, voice)}`;
  const zone = instantKnown === 'zone assumed' ? ' (without a zone: taken as UTC)' : '';
  return [
    place,
    ...(step === undefined ? [] : [`step ${named(step, voice)}`]),
    ...(startedAt === undefined ? [] : [`${instantText(startedAt)}${zone}`]),
  ].join(', ');
}
