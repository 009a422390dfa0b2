import type { Baseline, ClassSums, ModelSums, StepSums, WorkflowSums } from '../domain/gate.ts';
import { type Money, moneyText } from '../domain/money.ts';
import { TOKEN_CLASSES } from '../domain/tokens.ts';

/** Goes up when a field changes its meaning or goes away. */
export const BASELINE_VERSION = 1;

/**
 * A baseline as the text of its file: the same bytes for the same sums, one fact a line, so that a change of it can
 * be reviewed. Amounts are exact decimals in USD, costs of single runs to the billionth.
 */
export function baselineText(baseline: Baseline): string {
  const { pricedAt, book, reason, workflows } = baseline;
  const file = {
    schemaVersion: BASELINE_VERSION,
    kind: 'baseline',
    reason: reason ?? null,
    currency: 'USD',
    priceBook: { version: book.version, sha256: book.hash },
    pricedAt: { date: new Date(pricedAt.at).toISOString(), band: pricedAt.band },
    workflows: workflows.map(workflowOf),
  };
  const text = JSON.stringify(file, undefined, 2)
    .replace(LIST_OF_COSTS, (_, start: string, body: string, end: string) => start + packed(body) + end)
    .replace(CLASS, (all: string) => all.replaceAll(/\n */g, ' '));
  return `${text}\n`;
}

/** One line for each class of tokens. No text of JSON holds a line's end. */
const CLASS = /\{\n *"tokens": \d+,\n *"usd": "[\d.]+"(,\n *"usdIfSmall": "[\d.]+")?\n *\}/g;
const LIST_OF_COSTS = /("costsUsd": \[\n)([^\]]*?)(\n *\])/g;
const COSTS_A_LINE = 8;

/** Many costs on a line: each for itself tells nobody anything. */
function packed(body: string): string {
  const indent = /^ */.exec(body)?.[0] ?? '';
  const costs = body.split(',').map((each) => each.trim());
  const lines = Array.from({ length: Math.ceil(costs.length / COSTS_A_LINE) }, (_, line) =>
    costs.slice(line * COSTS_A_LINE, (line + 1) * COSTS_A_LINE).join(', '),
  );
  return lines.map((line) => indent + line).join(',\n');
}

const workflowOf = (sums: WorkflowSums) => ({
  name: sums.name,
  runs: sums.runs,
  runsOk: sums.runsOk ?? null,
  calls: sums.calls,
  callsPriced: sums.callsPriced,
  callsSquared: sums.callsSquared,
  usd: moneyText(sums.cost),
  p90Usd: sums.p90 === undefined ? null : moneyText(sums.p90),
  dearestUsd: sums.dearest === undefined ? null : moneyText(sums.dearest),
  costsUsd: sums.costs.map(billionths),
  steps: sums.steps.map(stepOf),
});

const stepOf = ({ name, models }: StepSums) => ({ name, models: models.map(modelOf) });

const modelOf = ({ model, calls, callsPriced, classes }: ModelSums) => ({
  model,
  calls,
  callsPriced,
  classes: Object.fromEntries(
    TOKEN_CLASSES.flatMap((name) => {
      const sums = classes[name];
      return sums === undefined ? [] : [[name, classOf(sums)] as const];
    }),
  ),
});

/** What large prompts cost more is said only where they do. */
const classOf = ({ tokens, cost, plainCost }: ClassSums) => ({
  tokens,
  usd: moneyText(cost),
  ...(plainCost === cost ? {} : { usdIfSmall: moneyText(plainCost) }),
});

const BILLIONTH = 1_000_000n;

/** Cut to 10⁻⁹ USD: these stand for others, and are not added up. */
const billionths = (cost: Money): string => moneyText(((cost / BILLIONTH) * BILLIONTH) as Money);
