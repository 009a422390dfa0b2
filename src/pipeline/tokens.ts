import type { InputFile } from '../domain/files.ts';
import { type CountedFile, MANY_TEXTS, type TokenCount, type TokenReport } from '../domain/token-count.ts';
import type { CountMethod } from '../domain/tokens.ts';
import { DEFAULT_TARGETS } from '../replay/targets.ts';
import { createProblemLog, type ProblemLog } from './problem-log.ts';
import type { Setup } from './setup.ts';
import { countText, type TextCount } from './text-count.ts';
import { logHint, textOf } from './texts.ts';
import { tokenModels } from './token-models.ts';

export interface TokenRequest {
  readonly files: readonly InputFile[];
  /** As the user wrote them; `undefined`: the usual targets. */
  readonly models: readonly string[] | undefined;
  readonly setup: Setup;
}

/** Texts → what they come to for models. @throws RecostError for what is no text, and for unknown models */
export async function countTokens({ files, models: names = DEFAULT_TARGETS, setup }: TokenRequest): Promise<{
  readonly report: TokenReport;
  readonly problems: ProblemLog;
}> {
  const models = tokenModels(names, setup);
  const problems = createProblemLog();
  const counted: CountedFile[] = [];
  const counts: (readonly TextCount[])[] = [];
  for (const file of files) {
    const opened = await textOf(file);
    const name = file.name === '-' ? 'stdin' : file.name;
    const hint = await logHint(name, opened);
    if (hint !== undefined) problems.add(hint);
    const row = await countText(opened.text, models, setup);
    counts.push(row);
    counted.push({
      name,
      characters: opened.characters,
      bytes: opened.bytes,
      counts: row.map(({ pooledBar: _, ...count }) => count),
    });
  }
  const sum = (key: 'characters' | 'bytes'): number => counted.reduce((total, file) => total + file[key], 0);
  const report: TokenReport = {
    models: models.map(({ name, family }) => ({ name, family })),
    files: counted,
    total: {
      characters: sum('characters'),
      bytes: sum('bytes'),
      counts: models.map((_, at) => totalOf(counts.flatMap((row) => row[at] ?? []))),
    },
  };
  return { report, problems };
}

/** The sum, every text at the end of its bar: errors of many texts do not all lie on one side, so theirs are pooled. */
function totalOf(counts: readonly TextCount[]): TokenCount {
  const sum = (of: (count: TextCount) => number): number =>
    counts.reduce((total, each) => total + of(each), 0);
  const tokens = sum((each) => each.tokens);
  const isMany = counts.length >= MANY_TEXTS;
  const off = sum((each) => each.tokens * (isMany ? each.pooledBar : each.bar));
  return { tokens, bar: tokens === 0 ? 0 : off / tokens, known: knownOf(counts) };
}

function knownOf(counts: readonly TextCount[]): CountMethod {
  const methods = counts.map(({ known }) => (known.kind === 'estimated' ? known.method : ''));
  const [first] = counts;
  if (first === undefined || first.known.kind !== 'estimated') return first?.known ?? { kind: 'reported' };
  return { kind: 'estimated', method: [...new Set(methods)].sort().join(', ') };
}
