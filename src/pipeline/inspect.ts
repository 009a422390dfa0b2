import type { Instant } from '../domain/book.ts';
import type { Entry } from '../domain/entry.ts';
import type { InputFile } from '../domain/files.ts';
import type { InspectedFile, InspectedModel, Inspection } from '../domain/inspection.ts';
import type { RateCard } from '../domain/pricing.ts';
import { unpricedText } from '../domain/unpriced.ts';
import type { JsonFormat } from '../read/format.ts';
import { JSON_FORMATS } from '../read/formats.ts';
import { type FileIntake, type IngestOptions, type Intake, ingest } from './ingest.ts';

export interface InspectRequest extends IngestOptions {
  readonly files: readonly InputFile[];
  readonly card: RateCard;
  /** Stands in for instants that a log lacks. */
  readonly at: Instant | undefined;
}

/** Logs → what was understood of them. @throws RecostError if nothing can be read */
export async function inspect(
  request: InspectRequest,
): Promise<{ readonly inspection: Inspection; readonly intake: Intake }> {
  const models = new Map<string, { entry: Entry; calls: number }>();
  const workflows = new Map<string, { calls: number; isFileName: boolean }>();
  const runs = new Set<Entry['home']>();
  const counts = { calls: 0, callsWithoutRun: 0 };
  const note = (entry: Entry): void => {
    const { source, home } = entry;
    const key = `${source.provider}\0${source.model}`;
    const model = models.get(key) ?? { entry, calls: 0 };
    models.set(key, model);
    model.calls++;
    const workflow = workflows.get(home.workflow) ?? { calls: 0, isFileName: home.isFileName };
    workflows.set(home.workflow, workflow);
    workflow.calls++;
    counts.calls++;
    if (home.run === undefined) counts.callsWithoutRun++;
    else runs.add(home);
  };
  const intake = await ingest(request.files, request, { call: note, refusal: () => {} });
  const inspection = {
    ...counts,
    files: intake.files.map(inspectedFile),
    runs: runs.size + counts.callsWithoutRun,
    workflows: [...workflows].map(([name, rest]) => ({ name, ...rest })).sort(mostCalls),
    models: [...models.values()]
      .map(({ entry, calls }) => inspectedModel(entry, calls, request))
      .sort(mostCalls),
  };
  return { inspection, intake };
}

function mostCalls(
  a: { readonly calls: number; readonly name: string | undefined },
  b: { readonly calls: number; readonly name: string | undefined },
): number {
  return b.calls - a.calls || ((a.name ?? '') < (b.name ?? '') ? -1 : 1);
}

function inspectedFile(file: FileIntake): InspectedFile {
  const { name, refused, calls, merged, spans, rolledUp, unclaimed, callsWithText, contradictions } = file;
  return {
    name,
    refused,
    calls,
    merged,
    spans,
    rolledUp,
    unclaimed,
    callsWithText,
    contradictions,
    formats: [...file.formats]
      .filter(([, count]) => count > 0)
      .map(([format, records]) => ({ format, ...descriptionOf(format), records })),
    rules: counted(file.rules).map(([rule, count]) => ({ rule, calls: count })),
    recordedCosts: counted(file.costs).map(([kind, count]) => ({ kind, calls: count })),
    problems: file.problems.groups().map(({ code, count, isLoss, examples }) => ({
      code,
      count,
      isLoss,
      example:
        examples.map(({ place, text }) => `${place?.line ? `line ${place.line}: ` : ''}${text}`)[0] ?? '',
    })),
  };
}

const counted = <K extends string>(counts: Readonly<Record<K, number>>): readonly (readonly [K, number])[] =>
  (Object.entries(counts) as [K, number][]).filter(([, count]) => count > 0);

const TABLE = { title: 'Table with a header row', sign: 'columns whose names mean fields of a call' };

function descriptionOf(format: string): { readonly title: string; readonly sign: string } {
  const formats: Readonly<Record<string, JsonFormat>> = JSON_FORMATS;
  const { title, sign } = formats[format] ?? TABLE;
  return { title, sign };
}

/** The name as it bills at the time of the first call seen with it. */
function inspectedModel(
  entry: Entry,
  calls: number,
  { card, at }: Pick<InspectRequest, 'card' | 'at'>,
): InspectedModel {
  const { source, startedAt = at } = entry;
  const found = card.resolve(source.provider, source.model, startedAt);
  const common = { name: source.model, provider: source.provider, calls };
  if ('kind' in found)
    return { ...common, billedAs: undefined, basis: undefined, unpriced: unpricedText(found) };
  const path =
    startedAt === undefined ? `${found.provider}/${found.name}` : card.billedAs(found, startedAt).path;
  return { ...common, billedAs: path, basis: found.basis, unpriced: undefined };
}
