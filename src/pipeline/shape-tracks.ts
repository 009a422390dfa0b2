import type { Feature } from '../domain/feature.ts';
import { type Problem, problem } from '../domain/problem.ts';
import { createShapeCalls } from '../plan/shapes.ts';
import type { Scenario } from '../replay/scenario.ts';
import { cheapestThen, launchOf, namedModel, type Pricing, type ShapeModel } from './shape-models.ts';
import { createTracks, type Tracks } from './tracks.ts';

/** The calls of all shapes under the scenarios, each shape as a workflow that is called by its place in the list. */
export interface ShapeTracks extends Tracks {
  /** `provider/model` of the calls before, by the feature's place as text. */
  readonly modelOf: (key: string) => string | undefined;
  readonly problems: readonly Problem[];
  readonly isEmpty: boolean;
}

export function shapeTracks(
  features: readonly Feature[],
  file: string,
  lists: readonly (readonly Scenario[])[],
  setting: Omit<Pricing, 'launch'>,
): ShapeTracks {
  const tracks = createTracks(setting.card, lists, setting.options);
  const launch = launchOf(setting.book);
  const callsOf = createShapeCalls();
  const models = new Map<string, string>();
  const problems: Problem[] = [];
  for (const [place, feature] of features.entries()) {
    const { subject } = feature;
    if (subject.kind !== 'shape') continue;
    const { shape } = subject;
    const key = String(place);
    const model = modelFor(feature, { ...setting, launch: launch ?? setting.book.date });
    if ('suggestions' in model) {
      problems.push(unknownModel(feature, file, model.suggestions));
      continue;
    }
    models.set(key, model.path);
    const { provider, name } = model;
    const at = launch ?? setting.book.date;
    for (const { entry, times } of callsOf({ name: key, shape, provider, model: name, at }))
      tracks.add(entry, times);
  }
  return { ...tracks, modelOf: (key) => models.get(key), problems, isEmpty: models.size === 0 };
}

type Found = ShapeModel | { readonly suggestions: readonly string[] };

function modelFor({ subject }: Feature, pricing: Pricing): Found {
  const shape = subject.kind === 'shape' ? subject.shape : undefined;
  if (shape?.beforeModel !== undefined) return namedModel(shape.beforeModel.name, pricing);
  return (shape && cheapestThen(shape, pricing)) ?? { suggestions: [] };
}

function unknownModel({ name, subject }: Feature, file: string, suggestions: readonly string[]): Problem {
  const model = subject.kind === 'shape' ? subject.shape.beforeModel : undefined;
  const place = { file, line: model?.line ?? subject.line };
  const hint = suggestions.length > 0 ? `did you mean ${suggestions.join(' or ')}?` : 'name one that it has';
  return problem('feature-model-unknown', place, { name, model: model?.name ?? '', hint });
}
