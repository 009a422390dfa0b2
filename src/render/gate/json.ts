import {
  type Bound,
  type Finding,
  type GateReport,
  METRIC_UNITS,
  type MetricChange,
  SPLIT_PARTS,
  type Split,
  type WorkflowCheck,
  type WorkflowSums,
} from '../../domain/gate.ts';
import { type Fraction, type Money, moneyText, reduce } from '../../domain/money.ts';
import { jsonWithoutCommands } from '../commands.ts';
import { instant } from '../json.ts';
import { conclusionOf, headlineOf } from './conclusion.ts';
import { sameMix } from './mix.ts';
import { renamed, SHORT } from './short-names.ts';

/** Goes up when a field changes its meaning or goes away. */
export const CHECK_SCHEMA_VERSION = 1;

/** The report as JSON (`docs/check.schema.json`): amounts are exact decimal strings in USD, other values `a/b`. */
export function gateJson(report: GateReport): string {
  return jsonWithoutCommands(`${JSON.stringify(jsonGate(renamed(report, SHORT)), undefined, 2)}\n`);
}

function jsonGate(report: GateReport) {
  const { total } = report;
  const mix = sameMix(report);
  return {
    schemaVersion: CHECK_SCHEMA_VERSION,
    kind: report.kind,
    outcome: report.outcome,
    currency: 'USD',
    ...jsonPrices(report),
    pricesBefore: report.pricesBefore === undefined ? null : jsonPrices(report.pricesBefore),
    reason: report.reason ?? null,
    workflows: report.workflows.map(jsonWorkflow),
    total: { beforeUsd: moneyText(total.before), afterUsd: moneyText(total.after) },
    sameMix: mix === undefined ? null : jsonSplit(mix),
    otherPrices: report.otherPrices.map(({ label, cost, compared }) => ({
      label,
      meanUsd: moneyText(cost),
      comparedUsd: moneyText(compared),
    })),
    losses: report.losses,
    unusedRules: report.unusedRules.map(({ pattern, line }) => ({ pattern, line })),
    conclusion: [headlineOf(report), ...conclusionOf(report)],
  };
}

const jsonWorkflow = (workflow: WorkflowCheck) => ({
  name: workflow.name,
  before: jsonSums(workflow.before),
  after: jsonSums(workflow.after),
  metrics: workflow.changes.map(jsonChange),
  split: jsonSplit(workflow.split),
  steps: workflow.steps.map(({ step, split }) => ({ name: step, split: jsonSplit(split) })),
  smallestRise: workflow.smallestRise ?? null,
  findings: workflow.findings.map(jsonFinding),
});

const jsonSums = (sums: WorkflowSums | undefined) =>
  sums === undefined
    ? null
    : {
        runs: sums.runs,
        runsOk: sums.runsOk ?? null,
        calls: sums.calls,
        callsPriced: sums.callsPriced,
        totalUsd: moneyText(sums.cost),
        p90Usd: sums.p90 === undefined ? null : moneyText(sums.p90),
      };

const jsonChange = ({ metric, before, after }: MetricChange) => ({
  metric,
  unit: METRIC_UNITS[metric],
  before: exact(before),
  after: exact(after),
});

const exact = (value: Fraction | undefined): string | null => {
  if (value === undefined) return null;
  const { num, den } = reduce(value.num, value.den);
  return `${num}/${den}`;
};

const jsonPrices = ({ pricedAt, book }: Pick<GateReport, 'pricedAt' | 'book'>) => ({
  pricedAt: { at: instant(pricedAt.at), band: pricedAt.band },
  priceBook: { version: book.version, sha256: book.hash },
});

const amount = (money: Money | undefined): string | null => (money === undefined ? null : moneyText(money));

const jsonSplit = ({ before, after, parts }: Split) => ({
  beforeUsd: moneyText(before),
  afterUsd: moneyText(after),
  changeUsd: moneyText((after - before) as Money),
  partsUsd: Object.fromEntries(SPLIT_PARTS.map((part) => [part, moneyText(parts[part])])),
});

const jsonBound = ({ relative, absolute }: Bound) => ({
  relative: exact(relative),
  absolute: exact(absolute),
});

function jsonFinding(finding: Finding) {
  const { kind, severity } = finding;
  switch (kind) {
    case 'limit':
    case 'noise':
      return { kind, severity, metric: jsonChange(finding.change), bound: jsonBound(finding.bound) };
    case 'few-runs':
      return {
        kind,
        severity,
        metric: jsonChange(finding.change),
        runs: finding.runs,
        leastRuns: finding.least,
      };
    case 'mean-budget':
      return { kind, severity, costUsd: amount(finding.cost), mostUsd: moneyText(finding.most) };
    case 'run-budget':
      return { kind, severity, dearestUsd: amount(finding.dearest), mostUsd: moneyText(finding.most) };
    case 'no-longer-viable':
      return {
        kind,
        severity,
        feature: finding.feature,
        costUsd: moneyText(finding.cost),
        affordableUsd: moneyText(finding.affordable),
      };
    case 'new':
      return { kind, severity, costUsd: amount(finding.cost) };
    case 'unpriced':
    case 'removed':
      return { kind, severity };
    case 'renamed':
      return { kind, severity, to: finding.to };
    default:
      return finding satisfies never;
  }
}
