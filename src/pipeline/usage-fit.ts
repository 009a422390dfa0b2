/** By how much the prompt of a call is longer than that of an earlier one which it goes on from. */
export interface Growth {
  /** Tokens that the log reports more. */
  readonly reported: number;
  /** Tokens that the texts which were added are estimated at. */
  readonly estimated: number;
  /** Texts that were added. */
  readonly texts: number;
  /** How far the estimate of one text may be off: 0.1 is ±10 %. */
  readonly bar: number;
}

export interface Fit {
  /** How many tokens the vendor counts for each that is estimated. */
  readonly scale: number;
  /** How far that may be off, as ± so many percent. */
  readonly barPercent: number;
}

/** By how many calls speak for a fit: how far nine of ten fits on so many calls of a recorded session lie at most. */
const BARS = [
  { calls: 100, barPercent: 5 },
  { calls: 30, barPercent: 8 },
] as const;

/** So much of what was added must have grown plausibly: else the texts do not say what the prompts were. */
const MOSTLY = 0.8;
/** An estimate is at most so many bars of one text off. What is further off is not its error, but hidden text. */
const MOST_BARS = 2;

/**
 * Fits an estimate to the usage that the log reports; `undefined`: it does not say how far the estimate is off.
 *
 * A prompt has more than its texts: a system prompt and tools that the log need not have, and frames around messages.
 * They would pass for tokens of the texts, and go away when calls move. So only growth is looked at, in which what stands
 * in front of all prompts of a run cancels out; and of growth, what comes with every text, however long, is told apart:
 * reported = scale × estimated + frame × texts, by least squares, each growth weighed by 1 ÷ estimated, as its error grows
 * with it. Answers say nothing here, since reasoning and tool calls have tokens that no text shows.
 *
 * It is not fitted from fewer than 30 calls; if over a fifth of what was added grew by less than half or more than
 * twice the estimate; or if the scale is further from 1 than twice the bar of one text: all that is hidden text, or text that
 * was not sent. The order of growths changes nothing, since they are sorted first.
 */
export function fitUsage(all: readonly Growth[]): Fit | undefined {
  const sorted = all
    .filter(({ estimated }) => estimated > 0)
    .toSorted(
      (a, b) => a.estimated - b.estimated || a.reported - b.reported || a.texts - b.texts || a.bar - b.bar,
    );
  const growths = sorted.filter(isPlausible);
  const estimatedIn = (some: readonly Growth[]): number =>
    some.reduce((total, { estimated }) => total + estimated, 0);
  const barPercent = BARS.find(({ calls }) => growths.length >= calls)?.barPercent;
  if (barPercent === undefined || estimatedIn(growths) < estimatedIn(sorted) * MOSTLY) return undefined;
  const sum = (of: (growth: Growth) => number): number =>
    growths.reduce((total, each) => total + of(each), 0);
  const scale = scaleOf(sum);
  const bar = sum(({ estimated, bar: own }) => estimated * own) / sum(({ estimated }) => estimated);
  return Math.abs(scale - 1) <= MOST_BARS * bar ? { scale, barPercent } : undefined;
}

/** What lies further off had something else added or taken away, which no text shows. */
const isPlausible = ({ reported, estimated, texts }: Growth): boolean =>
  reported >= estimated / 2 && reported <= estimated * 2 + texts * MOST_FRAME;

/** Tokens around a message, or a tool call in it. */
const MOST_FRAME = 50;

/** Frames are never negative. Where all texts are equally long, nobody can tell them apart from tokens of the texts. */
function scaleOf(sum: (of: (growth: Growth) => number) => number): number {
  const estimated = sum((each) => each.estimated);
  const texts = sum((each) => each.texts);
  const squares = sum((each) => each.texts ** 2 / each.estimated);
  const reported = sum((each) => each.reported);
  const framed = sum((each) => (each.reported * each.texts) / each.estimated);
  const determinant = estimated * squares - texts ** 2;
  const frame = (estimated * framed - texts * reported) / determinant;
  const isTold = determinant > LEAST_SPREAD * texts ** 2 && frame > 0;
  return isTold ? (reported - frame * texts) / estimated : reported / estimated;
}

/** Of texts' lengths, as the square of their spread: below it, a frame is a guess. */
const LEAST_SPREAD = 0.05;
