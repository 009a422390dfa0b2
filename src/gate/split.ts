import type { ModelSums, Split, SplitPart, StepSums, WorkflowSums } from '../domain/gate.ts';
import { SPLIT_PARTS } from '../domain/gate.ts';
import { divideHalfEven, type Fraction, type Money, ZERO } from '../domain/money.ts';
import { TOKEN_CLASSES, type TokenClass } from '../domain/tokens.ts';

/** A step of one side, and the runs that its figures are spread over. */
export interface SideStep {
  readonly runs: number;
  /** `undefined`: this side has no such step. */
  readonly step: StepSums | undefined;
}

/**
 * Why a step costs another amount a run than before: the figures of one side are put in place of the other's, one
 * coordinate after the other (see `SPLIT_PARTS`), each state is rounded once, and a part is the difference of two
 * states. So the parts add up to the whole exactly. What only one side has (a model, a class of tokens) takes its
 * other coordinates from that side: a model that is swapped stands under `models`, and nowhere else.
 */
export function splitStep(before: SideStep, after: SideStep): Split {
  const [a, b] = [coordinates(before), coordinates(after)];
  const states = SPLIT_PARTS.map((_, replaced) => costOf(a, b, replaced));
  const first = states[0] ?? ZERO;
  const last = costOf(a, b, SPLIT_PARTS.length);
  const parts = SPLIT_PARTS.map((part, place) => {
    const next = states[place + 1] ?? last;
    return [part, (next - (states[place] ?? ZERO)) as Money] as const;
  });
  return { before: first, after: last, parts: Object.fromEntries(parts) as Split['parts'] };
}

/** The steps' splits together. */
export const sumOfSplits = (splits: readonly Split[]): Split => splits.reduce(together, NO_CHANGE);

const NO_CHANGE: Split = {
  before: ZERO,
  after: ZERO,
  parts: Object.fromEntries(SPLIT_PARTS.map((part) => [part, ZERO])) as Split['parts'],
};

function together(a: Split, b: Split): Split {
  const parts = SPLIT_PARTS.map((part) => [part, (a.parts[part] + b.parts[part]) as Money] as const);
  return {
    before: (a.before + b.before) as Money,
    after: (a.after + b.after) as Money,
    parts: Object.fromEntries(parts) as Split['parts'],
  };
}

/** The splits of all steps that either side of a workflow has, by name. */
export function splitSteps(
  before: WorkflowSums,
  after: WorkflowSums,
): readonly { readonly step: string; readonly split: Split }[] {
  const sides = [before, after].map(({ runs, steps }) => ({
    runs,
    steps: new Map(steps.map((each) => [each.name, each])),
  }));
  const names = [...new Set([...before.steps, ...after.steps].map(({ name }) => name))].sort();
  return names.map((step) => {
    const [first, second] = sides.map(({ runs, steps }) => ({ runs, step: steps.get(step) }));
    return { step, split: splitStep(first ?? NO_SIDE, second ?? NO_SIDE) };
  });
}

const NO_SIDE: SideStep = { runs: 0, step: undefined };

/** Tokens are bought or made: each side has a size, shares of models, and classes of its own. */
const DIRECTIONS = ['input', 'output'] as const;
type Direction = (typeof DIRECTIONS)[number];
const directionOf = (name: TokenClass): Direction =>
  name === 'output' || name === 'audioOutput' ? 'output' : 'input';

/** The figures of one side; a missing one says nothing, and the other side's stands for it. */
interface Coordinates {
  readonly calls: Fraction;
  readonly coverage: Fraction | undefined;
  /** Per priced call. */
  readonly tokens: (direction: Direction) => Fraction | undefined;
  /** How much dearer large prompts make a class: it goes with the tokens. */
  readonly uplift: (model: string, name: TokenClass) => Fraction | undefined;
  readonly share: (direction: Direction, model: string) => Fraction | undefined;
  readonly part: (model: string, name: TokenClass) => Fraction | undefined;
  readonly rate: (model: string, name: TokenClass) => Fraction | undefined;
  readonly models: readonly string[];
}

/** Not in lowest terms: finding these takes longer than all that is done with them. */
const ratio = (num: number | bigint, den: number | bigint): Fraction | undefined =>
  BigInt(den) === 0n ? undefined : { num: BigInt(num), den: BigInt(den) };

const times = (a: Fraction, b: Fraction): Fraction => ({ num: a.num * b.num, den: a.den * b.den });

const plus = (a: Fraction, b: Fraction): Fraction =>
  a.den === b.den
    ? { num: a.num + b.num, den: a.den }
    : { num: a.num * b.den + b.num * a.den, den: a.den * b.den };

const NOTHING: Fraction = { num: 0n, den: 1n };

function coordinates({ runs, step }: SideStep): Coordinates {
  const models = new Map((step?.models ?? []).map((each) => [each.model, each]));
  const total = (of: (each: ModelSums) => number): number =>
    [...models.values()].reduce((sum, each) => sum + of(each), 0);
  const calls = total((each) => each.calls);
  const priced = total((each) => each.callsPriced);
  const tokensIn = (direction: Direction, of: ModelSums): number =>
    TOKEN_CLASSES.filter((name) => directionOf(name) === direction).reduce(
      (sum, name) => sum + (of.classes[name]?.tokens ?? 0),
      0,
    );
  const sums = new Map(
    DIRECTIONS.map((direction) => [direction, total((each) => tokensIn(direction, each))]),
  );
  const allTokens = (direction: Direction): number => sums.get(direction) ?? 0;
  const classOf = (model: string, name: TokenClass) => models.get(model)?.classes[name];
  return {
    calls: ratio(calls, runs) ?? NOTHING,
    coverage: ratio(priced, calls),
    tokens: (direction) => ratio(allTokens(direction), priced),
    uplift(model, name) {
      const sums = classOf(model, name);
      return sums && ratio(sums.cost, sums.plainCost);
    },
    share(direction, model) {
      const own = models.get(model);
      return ratio(own === undefined ? 0 : tokensIn(direction, own), allTokens(direction));
    },
    part(model, name) {
      const own = models.get(model);
      return own && ratio(own.classes[name]?.tokens ?? 0, tokensIn(directionOf(name), own));
    },
    rate(model, name) {
      const sums = classOf(model, name);
      return sums && ratio(sums.plainCost, sums.tokens);
    },
    models: [...models.keys()],
  };
}

/** The cost per run where the first so many coordinates are those of `b`, the others those of `a`; rounded once. */
function costOf(a: Coordinates, b: Coordinates, replaced: number): Money {
  const isAfter = (part: SplitPart): boolean => SPLIT_PARTS.indexOf(part) < replaced;
  const pick = (part: SplitPart, of: (side: Coordinates) => Fraction | undefined): Fraction => {
    const [first, second] = isAfter(part) ? [b, a] : [a, b];
    return of(first) ?? of(second) ?? NOTHING;
  };
  const models = [...new Set([...a.models, ...b.models])];
  const terms = models.flatMap((model) =>
    classesOf(model, a, b).map((name) => {
      const direction = directionOf(name);
      return [
        pick('tokens', (side) => side.tokens(direction)),
        pick('tokens', (side) => side.uplift(model, name)),
        pick('models', (side) => side.share(direction, model)),
        pick('cache', (side) => side.part(model, name)),
        pick('rates', (side) => side.rate(model, name)),
      ].reduce(times);
    }),
  );
  const { num, den } = [
    terms.filter((term) => term.num !== 0n).reduce(plus, NOTHING),
    pick('coverage', (side) => side.coverage),
    pick('calls', (side) => side.calls),
  ].reduce(times);
  return divideHalfEven(num, den) as Money;
}

/** The classes that either side has tokens of. */
const classesOf = (model: string, a: Coordinates, b: Coordinates): readonly TokenClass[] =>
  TOKEN_CLASSES.filter((name) => [a, b].some((side) => side.rate(model, name) !== undefined));
