import type { InputFile } from '../domain/files.ts';
import { type Problem, problem, RecostError } from '../domain/problem.ts';
import { readFile } from '../read/index.ts';
import { openText } from '../read/text/bytes.ts';

/** A text to count. */
export interface OpenedText {
  readonly text: string;
  readonly characters: number;
  readonly bytes: number;
}

/** The strings that Node can hold are longer, but not what is made of them. */
const MOST_BYTES = 64 * 1024 * 1024;

/** A file's text, unpacked and decoded. @throws RecostError `text-too-long`, and as `openText` does */
export async function textOf(file: InputFile): Promise<OpenedText> {
  const { blocks } = await openText(file.name, file.open());
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const block of blocks) {
    parts.push(block);
    bytes += block.length;
    if (bytes > MOST_BYTES) throw new RecostError('text-too-long', { name: file.name });
  }
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(Buffer.concat(parts));
  return { text, bytes, characters: charactersIn(text) };
}

function charactersIn(text: string): number {
  let characters = 0;
  for (const _ of text) characters += 1;
  return characters;
}

/** What the user says about a log, of which nothing is said here. */
const NOTHING_SAID = {
  map: new Map(),
  model: undefined,
  provider: undefined,
  workflow: undefined,
  format: undefined,
  aggregates: false,
} as const;

/** A log is known by how it begins. */
const HINT_CHARACTERS = 1_000_000;

/** A hint if the text is a log of calls: who counts all of it may have wanted something else. */
export async function logHint(name: string, { text }: OpenedText): Promise<Problem | undefined> {
  const start = new TextEncoder().encode(text.slice(0, HINT_CHARACTERS));
  const file: InputFile = { name, open: () => oneBlock(start) };
  try {
    for await (const { calls } of readFile(file, NOTHING_SAID))
      for (const _ of calls) return problem('tokens-of-log', { file: name, line: 0 }, {});
  } catch (error) {
    if (!(error instanceof RecostError)) throw error; // it is no log
  }
  return undefined;
}

async function* oneBlock(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
