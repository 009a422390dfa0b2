import { moneyText } from '../../domain/money.ts';
import type { Report } from '../../domain/report.ts';
import type { Plan, Sweep, Viability } from '../../domain/viability.ts';
import type { Voice } from '../assumptions.ts';
import { instant, jsonAssumptions, jsonRange, jsonScenario } from '../json.ts';
import { fractionText, runsNumber } from './cells.ts';
import { viabilityConclusion } from './conclusion.ts';
import { jsonFeature, jsonJudgement } from './json-feature.ts';

/** Goes up when a member changes its meaning or goes away. */
export const VIABILITY_SCHEMA_VERSION = 1;

/** The report as JSON (`docs/viability.schema.json`): amounts are exact decimal strings in USD, fractions `a/b`. */
export function viabilityJson(viability: Viability): string {
  return `${JSON.stringify(jsonViability(viability), undefined, 2)}\n`;
}

function jsonViability(viability: Viability) {
  const { book, scenarios, features, sweep, plan } = viability;
  return {
    schemaVersion: VIABILITY_SCHEMA_VERSION,
    kind: 'viability',
    currency: 'USD',
    statistic: viability.statistic,
    priceBook: { version: book.version, isDraft: book.isDraft, sha256: book.hash },
    asOf: instant(viability.asOf),
    scenarios: scenarios.map(({ id, kind, model, asOf }) => ({
      id,
      kind,
      model: model ?? null,
      asOf: instant(asOf),
    })),
    before: viability.before,
    exchangeRates: viability.exchangeRates.map(({ currency, usd, date }) => ({
      currency,
      usd: fractionText(usd),
      date,
    })),
    features: features.map(jsonFeature),
    faultyFeatures: viability.faulty,
    unmatchedWorkflows: viability.unmatched,
    sweep: sweep === undefined ? null : jsonSweep(sweep),
    plan: plan === undefined ? null : jsonPlan(plan),
    logs: jsonEvidence(viability.logs, 'log'),
    shapes: jsonEvidence(viability.shapes, 'list of features'),
    conclusion: viabilityConclusion(viability),
  };
}

const jsonSweep = ({ factors, rows }: Sweep) => ({
  factors: factors.map(fractionText),
  rows: rows.map(({ feature, scenario, cells }) => ({
    feature,
    scenario,
    cells: cells.map((cell) => ({ ...jsonJudgement(cell), decisiveUsd: jsonRange(cell.decisive) })),
  })),
});

const jsonPlan = ({ months, growth, changes, changesLeftOut, rows, withoutRuns, compared }: Plan) => ({
  months,
  growth: fractionText(growth),
  changes: changes.map(instant),
  changesLeftOut: changesLeftOut.map(instant),
  rows: rows.map((row) => ({
    feature: row.feature,
    scenario: row.scenario,
    months: row.months.map(({ runs, cost, revenue }) => ({
      runs: runsNumber(runs),
      costUsd: cost === undefined ? null : moneyText(cost),
      revenueUsd: revenue === undefined ? null : moneyText(revenue),
    })),
  })),
  withoutRuns,
  compared,
});

/** What the figures stand on: the calls of the logs, or those that shapes stand for. */
const jsonEvidence = (report: Report | undefined, source: Voice['source']) =>
  report === undefined
    ? null
    : {
        calls: report.total.calls,
        runs: report.total.runs,
        firstCall: instant(report.firstCall),
        lastCall: instant(report.lastCall),
        tokens: report.tokens,
        scenarios: report.scenarios.map((scenario, place) => ({
          ...jsonScenario(scenario),
          callsPriced: report.total.outcomes[place]?.callsPriced ?? 0,
        })),
        losses: report.losses,
        assumptions: jsonAssumptions(report, source),
      };
