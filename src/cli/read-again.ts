import { stat } from 'node:fs/promises';
import type { InputFile } from '../domain/files.ts';
import { RecostError } from '../domain/problem.ts';

/** So much of an input that can be read only once is kept for the second time. */
const MOST_KEPT_BYTES = 256 * 1024 * 1024;

/** The same files, which can be opened twice: of standard input and pipes, the bytes are kept. */
export const readableAgain = (files: readonly InputFile[]): Promise<readonly InputFile[]> =>
  Promise.all(
    files.map(async (file) => {
      const isFile = file.name !== '-' && (await stat(file.name).catch(() => undefined))?.isFile() === true;
      return isFile ? file : kept(file, MOST_KEPT_BYTES);
    }),
  );

/**
 * A file whose bytes are kept when they are first read.
 * @throws RecostError `input-too-long-to-keep` while it is read, if it has more than `most` bytes
 */
export function kept(file: InputFile, most: number): InputFile {
  const blocks: Uint8Array[] = [];
  let bytes = 0;
  let source: AsyncIterator<Uint8Array> | undefined;

  async function* open(): AsyncGenerator<Uint8Array> {
    yield* blocks;
    source ??= file.open()[Symbol.asyncIterator]();
    for (;;) {
      const { done, value } = await source.next();
      if (done === true) return;
      bytes += value.length;
      if (bytes > most) {
        const name = file.name === '-' ? 'standard input' : file.name;
        throw new RecostError('input-too-long-to-keep', { name, megabytes: Math.floor(most / 1024 / 1024) });
      }
      blocks.push(value);
      yield value;
    }
  }

  return { ...file, open };
}
