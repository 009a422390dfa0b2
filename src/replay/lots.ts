import type { Entry, Source } from '../domain/entry.ts';
import { quantitiesOf } from '../domain/list-cost.ts';
import { ONE } from '../domain/money.ts';
import type { BookModel, ModelLimits, RateCard } from '../domain/pricing.ts';
import { TOKEN_CLASSES } from '../domain/tokens.ts';
import { destinationOf, type Representative } from './destination.ts';
import { isStretched, passedLimit, type Reach, reachOf, sizeThere } from './limits.ts';
import { type LotPrice, priceLot } from './lot-price.ts';
import { movesKey } from './moves.ts';
import type { ReplayOptions, Scenario } from './scenario.ts';
import type { ServedBy, ServedKind } from './served.ts';
import { firstReaching, WORLDS } from './transfer.ts';

/** Calls of one kind that every scenario prices by the same rates, so that their tokens can be summed first. */
export interface Lot {
  readonly source: Source;
  readonly group: string;
  /** One for each scenario, in order. */
  readonly prices: readonly LotPrice[];
  /** Equal for prices that are equal in everything. */
  readonly keys: readonly string[];
  /** Its calls begin and end in times that are priced differently. */
  readonly isStraddling: boolean;
  readonly hasRecordedCost: boolean;
}

export interface Lots {
  /**
   * The number of an entry's lot.
   * @param served by scenario, where its prompt was compared with others
   */
  readonly of: (entry: Entry, group: string, served?: ServedBy) => number;
  readonly lot: (number: number) => Lot;
  readonly all: () => readonly Lot[];
}

export function createLots(card: RateCard, scenarios: readonly Scenario[], options: ReplayOptions): Lots {
  const lots: Lot[] = [];
  const alike = new Map<string, number>();
  /** By the number of the source, then by group. */
  const kinds: Map<string, Kind>[] = [];

  function kindOf(entry: Entry, group: string): Kind {
    const groups = kinds[entry.source.number] ?? new Map<string, Kind>();
    kinds[entry.source.number] = groups;
    const kind = groups.get(group) ?? createKind(card, scenarios, options, entry);
    groups.set(group, kind);
    return kind;
  }

  /** Most changes of the book touch other models: lots that are priced alike are one. */
  function numberOf(lot: Lot): number {
    const key = keyOf(lot);
    const number = alike.get(key) ?? lots.length;
    alike.set(key, number);
    if (number === lots.length) lots.push(lot);
    return number;
  }

  return {
    of(entry, group, served) {
      const kind = kindOf(entry, group);
      const { timeCell, numbers } = kind;
      const { counts, startedAt, endedAt } = entry;
      const start = startedAt === undefined ? 0 : timeCell(startedAt) + 1;
      const end = endedAt === undefined ? start : timeCell(endedAt) + 1;
      const size = sizeNumber(kind, entry);
      const traits = 2 * classBits(counts) + Number(entry.recordedCost !== undefined);
      const time = start * MOST_CELLS + end;
      const ofTime = numbers.get(time) ?? new Map<number | string, number>();
      if (ofTime.size === 0) numbers.set(time, ofTime);
      const plain = size * TRAITS + traits;
      const own = served === undefined ? '' : servedKey(kind, served);
      const key = own === '' && !kind.isStretched ? plain : `${plain} ${own} ${fitKey(kind, entry, served)}`;
      let number = ofTime.get(key);
      if (number === undefined) {
        number = numberOf(createLot(card, scenarios, options, entry, group, served));
        ofTime.set(key, number);
      }
      return number;
    },
    lot(number) {
      const lot = lots[number];
      if (lot === undefined) throw new RangeError(`no lot ${number}`);
      return lot;
    },
    all: () => lots,
  };
}

/** More than a book has time cells: two of them make one exact number. */
const MOST_CELLS = 2 ** 26;

/** More than the numbers that traits of a call make. */
const TRAITS = 2 ** 9;

/** A bit for each class of tokens that may lack a price where others have one. */
const classBits = (counts: Entry['counts']): number =>
  Number(counts.cacheRead > counts.audioCacheRead) +
  2 * Number(counts.cacheWrite > 0) +
  4 * Number(counts.cacheWrite5m > 0) +
  8 * Number(counts.cacheWrite1h > 0) +
  16 * Number(counts.cacheWrite12h > 0) +
  32 * Number(counts.audioInput > counts.audioCacheRead) +
  64 * Number(counts.audioCacheRead > 0) +
  128 * Number(counts.audioOutput > 0);

/** What the entries of one source and group have in common: where sizes and times matter, and their lots. */
interface Kind {
  readonly timeCell: (at: number) => number;
  readonly steps: readonly number[];
  readonly windows: readonly number[];
  readonly answers: readonly number[];
  /** On some target answers have another length: then what fits there hangs on prompt and answer apart. */
  readonly isStretched: boolean;
  readonly targets: readonly Target[];
  /** By time, then by size and traits. */
  readonly numbers: Map<number, Map<number | string, number>>;
}

/** Equal for sizes between which no price and no limit lies. */
const sizeNumber = ({ steps, windows, answers }: Kind, entry: Entry): number =>
  (countUpTo(steps, promptTokens(entry)) * (windows.length + 1) + countUpTo(windows, windowTokens(entry))) *
    (answers.length + 1) +
  countUpTo(answers, answerTokens(entry));

/** A scenario's target, and what makes tokens of a log into its own. */
interface Target {
  readonly scenario: number;
  readonly limits: ModelLimits | undefined;
  readonly reach: Reach;
}

/** Which limits a call passes, target by target. */
function fitKey({ isStretched, targets }: Kind, entry: Entry, served: ServedBy | undefined): string {
  if (!isStretched) return '';
  const call = representative(entry);
  return targets
    .map(({ scenario, limits, reach }) => {
      return passedLimit(limits, sizeThere({ ...call, served: served?.[scenario] }, reach))?.limit ?? '';
    })
    .join();
}

/** What served calls must have in common to be priced alike. */
const servedKey = ({ steps, windows, answers }: Kind, served: ServedBy): string =>
  served
    .map((each) => {
      if (each === undefined) return '';
      const { promptTokens, windowTokens, kind } = each;
      const sizes = WORLDS.map((world) => countUpTo(steps, promptTokens[world]));
      const answer = countUpTo(answers, windowTokens - promptTokens.base);
      return [...sizes, countUpTo(windows, windowTokens), answer, kindKey(kind)].join();
    })
    .join(' ');

const kindKey = ({ counting, barPercent, own, factor, writes, confidence }: ServedKind): string =>
  `${counting} ${barPercent} ${WORLDS.map((world) => `${factor[world].num}/${factor[world].den}`).join()} ${writes} ${confidence} ${own.join('\n')}`;

function createKind(
  card: RateCard,
  scenarios: readonly Scenario[],
  options: ReplayOptions,
  entry: Entry,
): Kind {
  const steps = new Set<number>();
  const windows = new Set<number>();
  const answers = new Set<number>();
  const models: BookModel[] = [];
  const targets: Target[] = [];
  const recorded = card.resolve(entry.source.provider, entry.source.model, undefined);
  if (!('kind' in recorded)) models.push(recorded);
  for (const [place, scenario] of scenarios.entries()) {
    const to = destinationOf(card, scenario, options, representative(entry));
    if ('kind' in to) continue;
    models.push(to.model);
    const factors = [ONE, to.factor.low, to.factor.base, to.factor.high];
    for (const step of card.sizeSteps(to.model)) for (const by of factors) steps.add(firstReaching(step, by));
    const known = card.limitsOf(to.model, to.at);
    if (!to.isSameModel) targets.push({ scenario: place, limits: known, reach: reachOf(to) });
    const { contextWindow, maxInput, maxOutput } = known ?? {};
    const limits = [
      [contextWindow, windows],
      [maxInput, steps],
      [maxOutput, answers],
    ] as const;
    for (const [limit, values] of limits)
      if (limit !== undefined) for (const by of factors) values.add(firstReaching(limit + 1, by));
  }
  const ascending = (values: ReadonlySet<number>): readonly number[] => [...values].sort((a, b) => a - b);
  return {
    timeCell: card.timeCells(models),
    steps: ascending(steps),
    windows: ascending(windows),
    answers: ascending(answers),
    isStretched: targets.some(({ reach }) => isStretched(reach)),
    targets,
    numbers: new Map(),
  };
}

function createLot(
  card: RateCard,
  scenarios: readonly Scenario[],
  options: ReplayOptions,
  entry: Entry,
  group: string,
  served: ServedBy | undefined,
): Lot {
  const call = representative(entry);
  const baseline = (bandAt: ReplayOptions['bandAt']) =>
    priceLot(card, { kind: 'baseline' }, { ...options, bandAt }, call);
  const [atStart, atEnd] = [baseline('start'), baseline('end')];
  const prices = scenarios.map((scenario, index) =>
    priceLot(card, scenario, options, { ...call, served: served?.[index] }),
  );
  return {
    source: entry.source,
    group,
    prices,
    keys: prices.map(priceKey),
    isStraddling: atStart.kind === 'priced' && atEnd.kind === 'priced' && atStart.record !== atEnd.record,
    hasRecordedCost: entry.recordedCost !== undefined,
  };
}

const keyOf = ({ source, group, keys, isStraddling, hasRecordedCost }: Lot): string =>
  `${source.number} ${isStraddling} ${hasRecordedCost} ${keys.join(' ')} ${group}`;

const bigintsAsText = (_: string, value: unknown): unknown =>
  typeof value === 'bigint' ? String(value) : value;

/** Served tokens are those of one scenario: none is priced as another. */
function priceKey(price: LotPrice, scenario: number): string {
  if (price.kind !== 'priced') return JSON.stringify(price, bigintsAsText);
  const {
    record,
    billedAs,
    rates,
    factor,
    moves,
    isSameModel,
    isInstantAssumed,
    isTierReplaced,
    isHolidayUnknown,
  } = price;
  const flags = [isSameModel, isInstantAssumed, isTierReplaced, isHolidayUnknown].map(Number).join('');
  const numbers = WORLDS.map((world) =>
    [factor[world].num, factor[world].den, ...Object.values(rates[world])].join(),
  );
  const served = price.served === undefined ? '' : ` ${scenario} ${kindKey(price.served)}`;
  return `${record.id} ${billedAs} ${flags} ${numbers.join(';')} ${movesKey(moves)}${served}`;
}

/** An entry as one that stands for all of its lot. */
export function representative(entry: Entry): Representative {
  const quantities = quantitiesOf(entry);
  return {
    source: entry.source,
    startedAt: entry.startedAt,
    endedAt: entry.endedAt,
    promptTokens: promptTokens(entry),
    answerTokens: answerTokens(entry),
    windowTokens: windowTokens(entry),
    classes: TOKEN_CLASSES.filter((each) => quantities[each] > 0),
  };
}

/** What decides a price by size. Of a sum over many requests nobody knows: then nothing speaks for more than the least. */
const promptTokens = ({ counts, largestPrompt, source }: Entry): number =>
  largestPrompt ?? (source.isTotal ? 0 : counts.input);

/** Of several requests nobody knows how long each answer is. */
const answerTokens = ({ counts, largestPrompt, source }: Entry): number =>
  largestPrompt === undefined && !source.isTotal ? counts.output : 0;

/** What a window must hold: of several requests, the largest prompt at least. */
const windowTokens = ({ counts, largestPrompt, source }: Entry): number =>
  largestPrompt ?? (source.isTotal ? 0 : counts.input + counts.output);

/** How many of the ascending `steps` are at most `value`. */
function countUpTo(steps: readonly number[], value: number): number {
  let count = 0;
  while (count < steps.length && (steps[count] ?? 0) <= value) count++;
  return count;
}
