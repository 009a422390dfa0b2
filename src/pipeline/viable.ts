import type { Feature } from '../domain/feature.ts';
import type { Fraction } from '../domain/money.ts';
import { type Problem, RecostError } from '../domain/problem.ts';
import type { FeatureView, Statistic, Viability, ViabilityScenario } from '../domain/viability.ts';
import { readFeatures } from '../plan/features/read-features.ts';
import { sweepOf } from '../plan/sweep.ts';
import { byVerdict, type Comparison, viewOf } from '../plan/view.ts';
import type { ShownScenario } from '../replay/scenario.ts';
import { DEFAULT_TARGETS, scenariosFor } from '../replay/targets.ts';
import { type Before, compare } from './before.ts';
import type { CostRequest } from './cost.ts';
import { ratesIn } from './exchange.ts';
import { laterPrices, type Projection, projected } from './later-prices.ts';
import { unknownWorkflow } from './match-workflows.ts';
import { nothingPriced } from './nothing-priced.ts';
import { type PricedFeatures, priceFeatures } from './priced-features.ts';
import { createProblemLog, type ProblemGroup } from './problem-log.ts';
import { replayOptions } from './replay-options.ts';

/** Without files, all features must be shapes. */
export interface ViableRequest extends Omit<CostRequest, 'grouping' | 'hasQuantiles'> {
  readonly featuresFile: { readonly name: string; readonly text: string };
  /** From the command line, `EUR=1.085@2026-11-20`: they win over those of the file. */
  readonly exchangeRates: readonly string[];
  readonly before: Before;
  readonly statistic: Statistic;
  /** What a sweep multiplies prices by. */
  readonly priceFactors: readonly Fraction[] | undefined;
  readonly projection: Projection | undefined;
}

/**
 * Logs and features → which features cross the line.
 * @throws RecostError if nothing can be read, nothing has a price, or no feature can be judged
 */
export async function viable(
  request: ViableRequest,
): Promise<{ readonly viability: Viability; readonly problems: readonly ProblemGroup[] }> {
  const { book, card, featuresFile, statistic } = request;
  const list = readFeatures({ ...featuresFile, exchangeRates: ratesIn(request.exchangeRates) });
  const asOf = request.asOf ?? book.date;
  const options = replayOptions(request, asOf);
  const context = { book, card, options, asOf, grouping: 'workflow', isKeepAsked: true } as const;
  const targets = scenariosFor(request.to ?? DEFAULT_TARGETS, book.sets, card, asOf);
  const compared = compare(targets, request.before, context);
  const later = request.projection && laterPrices(request.projection, { card, asOf, scenarios: targets });
  const priced = await priceFeatures(request, {
    features: list.features,
    scenarios: compared.scenarios,
    later: later?.scenarios,
    keepsRuns: statistic !== 'mean',
    context,
  });
  const faults = [...list.problems, ...faultsIn(list.features, featuresFile.name, priced)];
  const problems = priced.intake?.problems ?? createProblemLog();
  for (const each of faults) problems.add(each);

  const comparison = { ...compared, scenarios: compared.scenarios.map(titled), statistic };
  const features = byVerdict(viewsOf(list.features, priced, comparison));
  refuseNothing(features, faults, priced, featuresFile.name);
  const viability: Viability = {
    statistic,
    scenarios: comparison.scenarios,
    before: compared.before,
    book: { version: book.version, isDraft: book.isDraft, hash: book.hash, date: book.date },
    asOf,
    logs: priced.logReport,
    shapes: priced.shapeReport,
    exchangeRates: list.exchangeRates,
    features,
    faulty: list.faulty + list.features.length - features.length,
    unmatched: unmatchedIn(priced),
    sweep: request.priceFactors && sweepOf(features, request.priceFactors),
    plan: later && projected(features, later, { card, asOf, rowOf: priced.later, lots: priced.lots }),
  };
  return { viability, problems: problems.groups() };
}

const viewsOf = (
  features: readonly Feature[],
  { now, matches, shapes, logReport, roomyFor }: PricedFeatures,
  comparison: Comparison,
): readonly FeatureView[] =>
  features.flatMap((feature, place) => {
    const row = now(feature);
    const key = String(place);
    const names = logReport?.rows.map(({ name }) => name) ?? [];
    const workflows = names.filter((name) => matches.viewsOf(name).includes(key)).sort();
    const beforeModel = shapes.modelOf(key);
    const known = { feature, workflows, beforeModel };
    const roomy = (scenario: number) => roomyFor(feature, scenario);
    return row === undefined ? [] : [viewOf({ ...known, row, roomyFor: roomy }, comparison)];
  });

/** Why features that were read well have no runs. */
function faultsIn(
  features: readonly Feature[],
  file: string,
  { now, shapes, logReport }: PricedFeatures,
): readonly Problem[] {
  const workflows = logReport?.rows.map(({ name }) => name) ?? [];
  const unknown = features.filter((each) => each.subject.kind === 'workflow' && now(each) === undefined);
  return [...shapes.problems, ...unknown.map((each) => unknownWorkflow(each, file, workflows))];
}

const unmatchedIn = ({ logReport, matches }: PricedFeatures): Viability['unmatched'] =>
  (logReport?.rows ?? [])
    .filter(({ name }) => matches.viewsOf(name).length === 0)
    .map(({ name, calls }) => ({ name, calls }));

function titled(scenario: ShownScenario): ViabilityScenario {
  const { kind } = scenario;
  if (kind === 'baseline') return { id: kind, kind, model: undefined, asOf: undefined };
  const model = kind === 'target' ? `${scenario.model.provider}/${scenario.model.name}` : undefined;
  return { id: scenario.label, kind, model, asOf: scenario.asOf };
}

const MOST_FAULTS = 5;

/** No report is made of nothing: of features that cannot be judged, or of calls that nobody can price. */
function refuseNothing(
  features: readonly FeatureView[],
  faults: readonly Problem[],
  { logReport, shapeReport }: PricedFeatures,
  name: string,
): void {
  if (features.length === 0) {
    const lines = faults
      .slice(0, MOST_FAULTS)
      .map(
        ({ place, text }) =>
          `\n  ${place === undefined ? '' : `${place.file}:${place.line}: `}${onOneLine(text)}`,
      );
    const more = faults.length - lines.length;
    const rest = more > 0 ? `\n  and ${more} more` : '';
    throw new RecostError('features-unusable', { name, reasons: `${lines.join('')}${rest}` });
  }
  for (const report of [logReport, shapeReport])
    if (report?.total.outcomes.every(({ callsPriced }) => callsPriced === 0) === true)
      throw nothingPriced(report);
}

/** A name of several lines would look like more reasons. */
const onOneLine = (text: string): string => text.replace(/[\r\n]+/g, ' ');
