import type { Baseline } from '../domain/gate.ts';
import { RecostError } from '../domain/problem.ts';
import { type OpenedBaseline, openBaseline, usualPricedAt } from '../pipeline/baseline.ts';
import { compare } from '../pipeline/gate.ts';
import { lossesIn, type ProblemGroup } from '../pipeline/problem-log.ts';
import { setUp } from '../pipeline/setup.ts';
import { type SumRequest, sumLogs } from '../pipeline/sum-logs.ts';
import { inputFiles } from './files.ts';
import { gateForms, gateTexts } from './gate-forms.ts';
import type { Process } from './main.ts';
import type { RawOptions } from './options.ts';
import { isBaseline, openBaselineFile } from './project-files.ts';
import { resourcesWith } from './resources.ts';
import { ingestOptions, withOutput } from './run-cost.ts';

/** `recost diff A B`: what changed from one log or baseline to another, and why. The exit code. */
export async function runDiff(
  [first, second]: readonly [string, string],
  options: RawOptions,
  process: Process,
): Promise<number> {
  const forms = gateForms(options, process);
  const resources = await resourcesWith(options);
  const setup = await setUp(resources, false);
  const sides = await Promise.all([first, second].map(openSide));
  const own = { book: setup.book, card: setup.card };
  // Logs are priced as the baseline beside them is.
  const known = sides.find((side) => side.kind === 'baseline')?.opened;
  const how = {
    ...ingestOptions(options, setup),
    bandAt: 'start',
    prices: known?.prices ?? own,
    pricedAt: known?.baseline.pricedAt ?? usualPricedAt(own),
    current: undefined,
  } as const;
  const files = sides.flatMap((side) => (side.kind === 'logs' ? side.files.map(({ name }) => name) : []));
  const others = forms.also.map(({ file }) => file);
  const inputs = { logs: [], isAlone: true, kept: [first, second, ...files], others };
  return withOutput(inputs, options, process, async () => {
    const problems: ProblemGroup[] = [];
    const baselines: Baseline[] = [];
    for (const side of sides) baselines.push(await summed(side, how, problems));
    const [before, after] = baselines;
    if (before === undefined || after === undefined) throw new RecostError('no-inputs', {});
    return { ...(await gateTexts(compare(before, after, lossesIn(problems)), forms)), problems };
  });

  async function openSide(path: string): Promise<Side> {
    if (!(await isBaseline(path)))
      return { kind: 'logs', path, files: await inputFiles([path], () => process.stdin) };
    const { name, text } = await openBaselineFile(path);
    return { kind: 'baseline', opened: await openBaseline(name, text, resources) };
  }
}

type Side =
  | { readonly kind: 'baseline'; readonly opened: OpenedBaseline }
  | { readonly kind: 'logs'; readonly path: string; readonly files: SumRequest['files'] };

/** A side as sums; what was odd about its logs is added to the problems. */
async function summed(
  side: Side,
  how: Omit<SumRequest, 'files'>,
  problems: ProblemGroup[],
): Promise<Baseline> {
  if (side.kind === 'baseline') return side.opened.baseline;
  const sums = await sumLogs({ ...how, files: side.files }).catch((error: unknown) => {
    const isReport = error instanceof RecostError && error.code === 'own-report';
    throw isReport ? new RecostError('report-not-comparable', { name: side.path }) : error;
  });
  problems.push(...sums.problems);
  const { version, hash } = how.prices.book;
  return { pricedAt: how.pricedAt, book: { version, hash }, reason: undefined, workflows: sums.workflows };
}
