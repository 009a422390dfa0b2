import type { Call } from '../domain/call.ts';
import type { Entry } from '../domain/entry.ts';
import type { InputFile } from '../domain/files.ts';
import type { Money } from '../domain/money.ts';
import type { RateCard } from '../domain/pricing.ts';
import type { MessageCode } from '../domain/problem.ts';
import type { Coverage } from '../domain/reconciliation.ts';
import { createCoverage } from '../reconcile/coverage.ts';
import type { ReplayOptions } from '../replay/scenario.ts';
import { type IngestOptions, ingest } from './ingest.ts';
import type { ProblemGroup } from './problem-log.ts';

/** Holds logs against a provider's exports. */
export interface Cover {
  /** @param list its list cost, if it has one */
  readonly addCall: (entry: Entry, list: Money | undefined) => void;
  /** @throws RecostError if no export can be read */
  readonly read: (
    files: readonly InputFile[],
    options: IngestOptions,
  ) => Promise<{ readonly coverage: Coverage; readonly problems: readonly ProblemGroup[] }>;
}

/** What an export lacks is no fault of it: amounts without tokens, days without models. */
const EXPECTED: ReadonlySet<MessageCode> = new Set([
  'no-counts',
  'no-model',
  'tools-unpriced',
  'failed-unbilled',
]);

/** Exports say who they are: what the user says of the logs is not true of them. */
const AS_EXPORT = {
  aggregates: true,
  map: new Map(),
  model: undefined,
  provider: undefined,
  workflow: undefined,
  format: undefined,
} as const;

export function createCover(card: RateCard, { at }: ReplayOptions): Cover {
  const sums = createCoverage();
  const names = createNames(card, at);
  return {
    addCall({ source, startedAt, counts }, cost) {
      const tokens = counts.input + counts.output;
      sums.addLogged({
        model: names(source.provider, source.model, startedAt),
        day: dayOf(startedAt),
        tokens,
        cost,
      });
    },
    async read(files, options) {
      const intake = await ingest(
        files,
        { ...options, ...AS_EXPORT },
        {
          call(entry) {
            if (!entry.source.isTotal) sums.addExported(exportedCall(entry, names));
          },
          total: (call) => sums.addExported(exportedSum(call, names)),
          refusal: () => {},
        },
      );
      const read = intake.files.filter(({ refused }) => refused === undefined).map(({ name }) => name);
      const problems = intake.problems.groups().filter(({ code }) => !EXPECTED.has(code));
      return { coverage: sums.finish(read), problems };
    },
  };
}

type NameModel = (
  provider: string | undefined,
  model: string | undefined,
  at: number | undefined,
) => string | undefined;

/** A model as both sides may be matched by: what it bills as, behind its host where that is another than its maker. */
function createNames(card: RateCard, usual: number): NameModel {
  const known = new Map<string, string>();
  return (provider, model, at = usual) => {
    if (model === undefined) return undefined;
    const day = Math.floor(at / DAY);
    const key = `${provider}\0${model}\0${day}`;
    const name = known.get(key) ?? nameOf(card, provider, model, at);
    known.set(key, name);
    return name;
  };
}

const DAY = 86_400_000;

function nameOf(card: RateCard, provider: string | undefined, model: string, at: number): string {
  const found = card.resolve(provider, model, at);
  if ('kind' in found) return provider === undefined ? model : `${provider}: ${model}`;
  const { path } = card.billedAs(found, at);
  return found.host === found.provider ? path : `${found.host}: ${path}`;
}

const dayOf = (at: number | undefined): string | undefined =>
  at === undefined ? undefined : new Date(at).toISOString().slice(0, 10);

const exportedCall = ({ source, startedAt, counts, recordedCost }: Entry, names: NameModel) => ({
  model: names(source.provider, source.model, startedAt),
  day: dayOf(startedAt),
  side: {
    requests: 1,
    tokens: source.inputKnown === undefined ? undefined : BigInt(counts.input + counts.output),
    cost: recordedCost,
  },
});

function exportedSum({ provider, model, startedAt, usage, requests, recordedCost }: Call, names: NameModel) {
  const { input, output } = usage;
  const isCounted = input !== undefined || output !== undefined;
  return {
    model: names(provider, model, startedAt),
    day: dayOf(startedAt),
    side: {
      requests,
      tokens: isCounted ? BigInt((input ?? 0) + (output ?? 0)) : undefined,
      cost: recordedCost,
    },
  };
}
