import { closeSync, fstatSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { type FileHandle, open, realpath, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { refusalOf } from '../domain/files.ts';
import { RecostError } from '../domain/problem.ts';
import { isClosedPipe } from './closed-pipe.ts';

/** Where a report goes: opened before the work, filled at once when it is done. */
export interface Output {
  readonly write: (text: string) => Promise<void>;
  /** Leaves the old file as it was. */
  readonly discard: () => Promise<void>;
}

/** @throws RecostError `output-unwritable` before any work is done */
export async function openOutput(path: string | undefined, stdout: Stdout): Promise<Output> {
  if (path === undefined || path === '-') return standardOutput(stdout);
  try {
    const target = await realpath(path).catch(() => path); // what a link points to is replaced, not the link
    const old = await stat(target).catch(() => undefined);
    if (old?.isDirectory()) throw Object.assign(new Error('a folder'), { code: 'EISDIR' });
    if (old !== undefined && !old.isFile()) return straight(path, await open(target, 'w')); // a pipe, /dev/null
    const temporary = join(dirname(target), `.recost-${crypto.randomUUID()}.tmp`);
    return replacing({ path, target, temporary, file: openSync(temporary, 'wx', old?.mode) });
  } catch (error) {
    throw unwritable(path, error);
  }
}

interface Replacement {
  /** As the user wrote it. */
  readonly path: string;
  readonly target: string;
  readonly temporary: string;
  /** Its descriptor. */
  readonly file: number;
}

/** Nothing here waits: no signal comes between a file's opening and whoever can take it away again. */
function replacing({ path, target, temporary, file }: Replacement): Output {
  let isOpen = true;
  const close = (): void => {
    if (!isOpen) return;
    isOpen = false;
    closeSync(file);
  };
  const discard = async (): Promise<void> => {
    try {
      close();
    } finally {
      rmSync(temporary, { force: true });
    }
  };
  return {
    discard,
    async write(text) {
      try {
        writeFileSync(file, text);
        fsyncSync(file);
        close();
        renameSync(temporary, target);
      } catch (error) {
        await discard().catch(() => {}); // what failed first is told
        throw unwritable(path, error);
      }
    },
  };
}

const straight = (path: string, handle: FileHandle): Output => ({
  discard: () => handle.close(),
  async write(text) {
    try {
      await handle.writeFile(text);
    } catch (error) {
      throw unwritable(path, error);
    } finally {
      await handle.close();
    }
  },
});

function unwritable(path: string, error: unknown): unknown {
  const reason = refusalOf(error);
  return reason === undefined ? error : new RecostError('output-unwritable', { path, reason });
}

/** @throws RecostError `output-unwritable` when writing; a reader that has enough is no failure */
function standardOutput(stdout: Stdout): Output {
  return {
    discard: async () => {},
    write: (text) =>
      new Promise((resolve, reject) => {
        if (isRegularFile(stdout)) resolve(writeAll(stdout.fd, text));
        else
          stdout.write(text, (error) =>
            error && !isClosedPipe(error) ? reject(stdoutFault(error)) : resolve(),
          );
      }),
  };
}

type Stdout = NodeJS.WriteStream & { readonly fd: number };

const isRegularFile = ({ fd }: Stdout): boolean => fstatSync(fd).isFile();

/** Node's own stream takes a write that a full disk cut short for a whole one. */
function writeAll(fd: number, text: string): void {
  try {
    writeFileSync(fd, text);
  } catch (error) {
    throw stdoutFault(error);
  }
}

/** What to say of an error of standard output. */
export const stdoutFault = (error: unknown): unknown =>
  isClosedPipe(error) ? error : unwritable('standard output', error);
