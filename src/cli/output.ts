import { type FileHandle, open, rename, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { RecostError } from '../domain/problem.ts';
import { isClosedPipe } from './closed-pipe.ts';

/** Where a report goes: opened before the work, filled at once when it is done. */
export interface Output {
  readonly write: (text: string) => Promise<void>;
  /** Leaves the old file as it was. */
  readonly discard: () => Promise<void>;
}

/** @throws RecostError `output-unwritable` before any work is done */
export async function openOutput(path: string | undefined, stdout: NodeJS.WriteStream): Promise<Output> {
  if (path === undefined || path === '-') return standardOutput(stdout);
  const temporary = join(dirname(path), `.recost-${process.pid}-${Date.now().toString(36)}.tmp`);
  const handle = await open(temporary, 'wx').catch((error: unknown) => {
    throw unwritable(path, error);
  });
  return replacing(path, temporary, handle);
}

function replacing(path: string, temporary: string, handle: FileHandle): Output {
  const discard = async (): Promise<void> => {
    await handle.close().catch(() => {});
    await unlink(temporary).catch(() => {});
  };
  return {
    discard,
    async write(text) {
      try {
        await handle.writeFile(text);
        await handle.sync();
        await handle.close();
        await rename(temporary, path);
      } catch (error) {
        await discard();
        throw unwritable(path, error);
      }
    },
  };
}

const unwritable = (path: string, error: unknown): RecostError =>
  new RecostError('output-unwritable', {
    path,
    reason: error instanceof Error ? error.message : String(error),
  });

function standardOutput(stdout: NodeJS.WriteStream): Output {
  return {
    discard: async () => {},
    write: (text) =>
      new Promise((resolve, reject) => {
        stdout.write(text, (error) => (error && !isClosedPipe(error) ? reject(error) : resolve()));
      }),
  };
}
