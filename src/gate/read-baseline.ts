import {
  type Baseline,
  type ClassSums,
  MOST_COSTS,
  type ModelSums,
  type StepSums,
  type WorkflowSums,
} from '../domain/gate.ts';
import { type Money, parseMoney } from '../domain/money.ts';
import { RecostError } from '../domain/problem.ts';
import { TOKEN_CLASSES } from '../domain/tokens.ts';
import { BASELINE_VERSION } from './baseline-file.ts';

/**
 * Reads the file of a baseline. Nothing of it is guessed: what is missing or does not add up makes it unusable.
 * @throws RecostError `baseline-unreadable`
 */
export function readBaseline(name: string, text: string): Baseline {
  const fail = (reason: string): never => {
    throw new RecostError('baseline-unreadable', { name, reason });
  };
  const file = reader(json(text, fail), 'the file', fail);
  if (file.value['kind'] !== 'baseline') fail('it is no baseline of recost');
  const version = file.value['schemaVersion'];
  if (version !== BASELINE_VERSION)
    fail(
      `it is of version ${String(version)}, and this recost reads version ${BASELINE_VERSION}: make it again`,
    );
  const [book, pricedAt] = [file.object('priceBook'), file.object('pricedAt')];
  const at = Date.parse(pricedAt.text('date'));
  const band = pricedAt.text('band');
  if (Number.isNaN(at) || new Date(at).toISOString() !== pricedAt.text('date'))
    fail('pricedAt.date is no instant such as 2026-11-23T00:00:00.000Z');
  if (band !== 'off-peak' && band !== 'peak') return fail('pricedAt.band is neither off-peak nor peak');
  const reason = file.value['reason'];
  const workflows = file.list('workflows').map((each) => workflowIn(each, fail));
  if (workflows.length === 0) fail('it has no workflows');
  if (!areUnique(workflows)) fail('it has a workflow twice');
  return {
    pricedAt: { at, band },
    book: { version: book.text('version'), hash: book.text('sha256') },
    reason: typeof reason === 'string' ? reason : undefined,
    workflows,
  };
}

type Fail = (reason: string) => never;

function json(text: string, fail: Fail): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return fail(
      /^<{7}|^>{7}/m.test(text)
        ? 'it has the marks of an unfinished merge (<<<<<<<): make it again'
        : 'it is no JSON, or cut short: make it again with recost baseline',
    );
  }
}

/** Looks into an object of the file: each look names its place if it fails. */
interface Reader {
  readonly value: Readonly<Record<string, unknown>>;
  readonly place: string;
  readonly object: (key: string) => Reader;
  readonly list: (key: string) => readonly Reader[];
  readonly text: (key: string) => string;
  readonly count: (key: string) => number;
  /** Whole, and perhaps beyond what a double holds exactly. */
  readonly large: (key: string) => number;
  readonly money: (key: string) => Money;
}

function reader(value: unknown, place: string, fail: Fail): Reader {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return fail(`${place} is no object`);
  const own = value as Readonly<Record<string, unknown>>;
  const at = (key: string): string => `${place === 'the file' ? '' : `${place}.`}${key}`;
  const listAt = (key: string): readonly unknown[] => {
    const list = own[key];
    return Array.isArray(list) ? list : fail(`${at(key)} is no list`);
  };
  return {
    value: own,
    place,
    object: (key) => reader(own[key], at(key), fail),
    list: (key) => listAt(key).map((each, index) => reader(each, `${at(key)}[${index}]`, fail)),
    text(key) {
      const text = own[key];
      return typeof text === 'string' ? text : fail(`${at(key)} is no text`);
    },
    count(key) {
      const count = own[key];
      return Number.isSafeInteger(count) && Number(count) >= 0
        ? Number(count)
        : fail(`${at(key)} is no whole number`);
    },
    large(key) {
      const count = own[key];
      return Number.isInteger(count) && Number(count) >= 0
        ? Number(count)
        : fail(`${at(key)} is no whole number`);
    },
    money: (key) => moneyIn(own[key], at(key), fail),
  };
}

function moneyIn(value: unknown, place: string, fail: Fail): Money {
  const money = typeof value === 'string' && /^\d+(\.\d{1,15})?$/.test(value) ? parseMoney(value) : undefined;
  return money ?? fail(`${place} is no amount such as "0.0123"`);
}

function workflowIn(from: Reader, fail: Fail): WorkflowSums {
  const isNull = (key: string): boolean => from.value[key] === null;
  const costs = from.value['costsUsd'];
  if (!Array.isArray(costs)) return fail(`${from.place}.costsUsd is no list`);
  const sums: WorkflowSums = {
    name: from.text('name'),
    runs: from.count('runs'),
    runsOk: isNull('runsOk') ? undefined : from.count('runsOk'),
    calls: from.count('calls'),
    callsPriced: from.count('callsPriced'),
    callsSquared: from.large('callsSquared'),
    cost: from.money('usd'),
    p90: isNull('p90Usd') ? undefined : from.money('p90Usd'),
    dearest: isNull('dearestUsd') ? undefined : from.money('dearestUsd'),
    costs: costs.map((each, index) => moneyIn(each, `${from.place}.costsUsd[${index}]`, fail)),
    steps: from.list('steps').map((each) => stepIn(each, fail)),
  };
  const fault = faultOf(sums);
  return fault === undefined ? sums : fail(`${from.place}: ${fault}`);
}

const stepIn = (from: Reader, fail: Fail): StepSums => ({
  name: from.text('name'),
  models: from.list('models').map((each) => modelIn(each, fail)),
});

function modelIn(from: Reader, fail: Fail): ModelSums {
  const classes = from.object('classes');
  const unknown = Object.keys(classes.value).find((key) => !TOKEN_CLASSES.some((name) => name === key));
  if (unknown !== undefined) fail(`${classes.place} has an unknown class of tokens, "${unknown}"`);
  const known = TOKEN_CLASSES.filter((name) => classes.value[name] !== undefined);
  return {
    model: from.text('model'),
    calls: from.count('calls'),
    callsPriced: from.count('callsPriced'),
    classes: Object.fromEntries(known.map((name) => [name, classIn(classes.object(name))])),
  };
}

const classIn = (from: Reader): ClassSums => ({
  tokens: from.count('tokens'),
  cost: from.money('usd'),
  plainCost: from.value['usdIfSmall'] === undefined ? from.money('usd') : from.money('usdIfSmall'),
});

const areUnique = (named: readonly { readonly name: string }[]): boolean =>
  new Set(named.map(({ name }) => name)).size === named.length;

/** Sums that contradict each other: the file was changed by hand, or merged. */
function faultOf(sums: WorkflowSums): string | undefined {
  const { runs, runsOk, calls, callsPriced, cost, costs, p90, dearest, steps } = sums;
  const models = steps.flatMap((step) => step.models);
  const classes = models.flatMap((model) => Object.values(model.classes));
  const sum = (of: (model: ModelSums) => number): number => models.reduce((all, each) => all + of(each), 0);
  const hasCosts = costs.length === Math.min(runs, MOST_COSTS) && runs > 0;
  const faults: readonly (readonly [boolean, string])[] = [
    [classes.reduce((all, each) => all + each.cost, 0n) !== cost, 'its tokens do not add up to its cost'],
    [sum((each) => each.calls) !== calls, 'its models do not add up to its calls'],
    [sum((each) => each.callsPriced) !== callsPriced, 'its models do not add up to its priced calls'],
    [runs > calls || (runsOk ?? 0) > runs, 'its runs do not fit its calls'],
    [models.some((each) => each.callsPriced > each.calls), 'a model has more priced calls than calls'],
    [!hasCosts || p90 === undefined || dearest === undefined, 'its costs of runs do not fit its runs'],
    [costs.some((each, at) => each < (costs[at - 1] ?? 0n)), 'its costs of runs are in no order'],
    [classes.some((each) => each.tokens === 0 && each.cost > 0n), 'tokens that are none have a cost'],
    [classes.some((each) => each.plainCost === 0n && each.cost > 0n), 'a cost is none if prompts are small'],
    [!areUnique(steps), 'it has a step twice'],
    [steps.some((step) => !areUnique(step.models.map(named))), 'it has a model of a step twice'],
  ];
  return faults.find(([isWrong]) => isWrong)?.[1];
}

const named = ({ model }: ModelSums): { readonly name: string } => ({ name: model });
