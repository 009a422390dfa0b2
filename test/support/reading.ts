import type { InputFile } from '../../src/domain/files.ts';
import type { Problem } from '../../src/domain/problem.ts';
import type { RawCall } from '../../src/domain/raw-call.ts';
import type { ReadOptions } from '../../src/read/format.ts';
import { readFile } from '../../src/read/index.ts';

export interface Reading {
  readonly calls: readonly RawCall[];
  readonly problems: readonly Problem[];
  /** Formats in which calls were found. */
  readonly formats: readonly string[];
}

const OPTIONS: ReadOptions = {
  map: new Map(),
  model: undefined,
  provider: undefined,
  workflow: undefined,
  format: undefined,
  aggregates: false,
};

/** A file in memory, handed over in pieces that end at the given places. */
export function memoryFile(content: string | Uint8Array, cuts: readonly number[] = []): InputFile {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const ends = [...new Set([...cuts.map((cut) => Math.min(cut, bytes.length)), bytes.length])].sort(
    (a, b) => a - b,
  );
  return {
    name: 'log',
    open: async function* () {
      let from = 0;
      for (const end of ends) {
        yield bytes.subarray(from, end);
        from = end;
      }
    },
  };
}

export async function read(
  content: string | Uint8Array,
  options: Partial<ReadOptions> = {},
  cuts: readonly number[] = [],
): Promise<Reading> {
  const calls: RawCall[] = [];
  const problems: Problem[] = [];
  const formats = new Set<string>();
  let later: () => Iterable<RawCall> = () => [];
  for await (const batch of readFile(memoryFile(content, cuts), { ...OPTIONS, ...options })) {
    for (const call of batch.calls) calls.push(call);
    for (const each of batch.problems) problems.push(each);
    later = batch.later ?? later;
    for (const [format, records] of batch.formats) if (records > 0) formats.add(format);
  }
  calls.push(...later());
  return { calls, problems, formats: [...formats] };
}

/** What a test of reading usually looks at: line, model and the counts as they stand in the file. */
export const gist = ({ calls }: Reading) =>
  calls.map(({ line, model, usage }) => {
    const { input, output } = usage as { input: unknown; output: unknown };
    return { line, model, input, output };
  });
