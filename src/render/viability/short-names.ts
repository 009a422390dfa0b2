import type { FeatureView, Viability } from '../../domain/viability.ts';
import { shortName, withShortNames } from '../names.ts';

/** The report with every text of the user's, or of a log, at a length that a reader, a screen and a cell can hold. */
export function withShortTexts(viability: Viability, isAscii = false): Viability {
  const short = (name: string): string => shortName(name, isAscii);
  const feature = (view: FeatureView): FeatureView => ({
    ...view,
    feature: {
      ...view.feature,
      name: short(view.feature.name),
      subject:
        view.feature.subject.kind === 'shape'
          ? view.feature.subject
          : { ...view.feature.subject, pattern: short(view.feature.subject.pattern) },
      quality: new Map([...view.feature.quality].map(([name, score]) => [short(name), score])),
    },
    workflows: view.workflows.map(short),
    beforeModel: view.beforeModel && short(view.beforeModel),
  });
  return {
    ...viability,
    scenarios: viability.scenarios.map((each) => ({ ...each, id: short(each.id) })),
    features: viability.features.map(feature),
    unmatched: viability.unmatched.map((each) => ({ ...each, name: short(each.name) })),
    exchangeRates: viability.exchangeRates.map((each) => ({ ...each, currency: short(each.currency) })),
    logs: viability.logs && withShortNames(viability.logs, isAscii),
    shapes: viability.shapes && withShortNames(viability.shapes, isAscii),
  };
}
