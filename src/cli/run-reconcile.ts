import type { Fraction } from '../domain/money.ts';
import { ACCEPTED_CAUSES, type AcceptedCause, RECONCILE_GROUPINGS } from '../domain/reconciliation.ts';
import { reconcile } from '../pipeline/reconcile.ts';
import { setUp } from '../pipeline/setup.ts';
import { shareIn } from '../pipeline/share.ts';
import { checkLine, RECONCILE_RENDERERS } from '../render/reconcile/index.ts';
import { inputFiles } from './files.ts';
import type { Process } from './main.ts';
import { invalid, list, type RawOptions, readInstant, readOneOf } from './options.ts';
import { resourcesWith } from './resources.ts';
import { ingestOptions, withOutput } from './run-cost.ts';
import { outputFormat, renderOptions } from './settings.ts';

/** `recost reconcile LOGS…`: the exit code, 1 if costs differ by more than `--check` allows. */
export async function runReconcile(
  logs: readonly string[],
  options: RawOptions,
  process: Process,
): Promise<number> {
  const format = outputFormat(options);
  const rendering = renderOptions(options, process);
  const { share, accepted } = readCheck(options);
  const setup = await setUp(await resourcesWith(options), options.includeAnnounced === true);
  const request = {
    ...setup,
    ...ingestOptions(options, setup),
    at: readInstant('--at', options.at),
    bandAt: readOneOf('--band-at', options.bandAt ?? 'start', ['start', 'end']),
    grouping: readOneOf('--by', options.by ?? 'model', RECONCILE_GROUPINGS),
    share,
    accepted,
  };
  const exports = await inputFiles(options.against ?? [], () => process.stdin);
  const kept = exports.map(({ name }) => name);
  return withOutput({ logs, kept }, options, process, async (files) => {
    const { reconciliation, problems } = await reconcile({ ...request, files, exports });
    const text = await RECONCILE_RENDERERS[format](reconciliation, rendering);
    const isFailed = (reconciliation.check?.failures.length ?? 0) > 0;
    const line = checkLine(reconciliation);
    // Where no one reads the report's last line, it is said beside.
    const isUnread = format === 'csv' || format === 'tsv' || (options.output ?? '-') !== '-';
    if (isFailed && isUnread && line !== undefined) process.stderr.write(`recost: ${line}\n`);
    return { text, problems, isFailed };
  });
}

function readCheck({ check, accept }: RawOptions): {
  readonly share: Fraction | undefined;
  readonly accepted: readonly AcceptedCause[];
} {
  const accepted = list(accept ?? '').map((word) => readOneOf('--accept', word, ACCEPTED_CAUSES));
  if (accept !== undefined && check === undefined)
    throw invalid('--accept', accept, 'to stand beside --check');
  if (accept !== undefined && accepted.length === 0)
    throw invalid('--accept', `"${accept}"`, ACCEPTED_CAUSES.join(', '));
  return { share: check === undefined ? undefined : shareIn('--check', check), accepted };
}
