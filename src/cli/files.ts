import { closeSync, openSync, readSync } from 'node:fs';
import { access, constants, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type InputFile, refusalOf } from '../domain/files.ts';
import { nearest } from '../domain/nearest.ts';
import { RecostError } from '../domain/problem.ts';

const LOG_FILE = /\.(csv|tsv|json|jsonl|ndjson|traj|log|sse)(\.(gz|zst))?$/i;
/** What a word that is no file may have been meant for. */
const COMMANDS = [
  'inspect',
  'viable',
  'init',
  'baseline',
  'check',
  'diff',
  'reconcile',
  'explain',
  'prices',
  'tokens',
];
const BLOCK_BYTES = 96 * 1024;

/**
 * The files that arguments stand for: files, folders (their log files, at any depth), globs that the shell left
 * alone, and `-`. Each file once, in the order of arguments and names.
 */
export async function inputFiles(
  args: readonly string[],
  stdin: () => NodeJS.ReadStream,
  hasFolders = true,
): Promise<readonly InputFile[]> {
  const files = new Map<string, InputFile>();
  for (const arg of args) for (const file of await expand(arg, stdin, hasFolders)) add(files, file);
  return [...files.values()];
}

/** A file that is named as well as found is wanted. */
function add(files: Map<string, InputFile>, file: InputFile): void {
  if (file.isFound !== true || !files.has(file.name)) files.set(file.name, file);
}

async function expand(
  arg: string,
  stdin: () => NodeJS.ReadStream,
  hasFolders: boolean,
): Promise<readonly InputFile[]> {
  if (arg === '-') return [{ name: '-', open: stdin }];
  const found = await stat(arg).catch(() => undefined);
  if (found === undefined && /[*?[\]{}]/.test(arg)) return glob(arg);
  if (found?.isDirectory()) return hasFolders ? folder(arg) : refuseFolder(arg);
  // Who names a file wants it in the report: nothing is worked out without it.
  await access(arg, constants.R_OK).catch((error: unknown) => {
    const [command] = found === undefined && !/[./\\]/.test(arg) ? nearest(arg, COMMANDS) : [];
    const hint = command === undefined ? '' : `. Did you mean the command ${command}?`;
    throw new RecostError('file-unreadable', { name: arg, reason: `${refusalOf(error) ?? ''}${hint}` });
  });
  return [fileAt(arg, false)];
}

/** Opened only when it is read: errors are told then, with the file's name. */
const fileAt = (path: string, isFound: boolean): InputFile => ({
  name: path,
  isFound,
  open: () => blocksOf(path),
});

/** Block by block, each read when it is asked for: on a local disk that takes less time than waiting for it. */
async function* blocksOf(path: string): AsyncGenerator<Uint8Array> {
  const file = openSync(path, 'r');
  try {
    for (;;) {
      const block = Buffer.allocUnsafeSlow(BLOCK_BYTES);
      const length = readSync(file, block, 0, BLOCK_BYTES, null);
      if (length === 0) return;
      yield block.subarray(0, length);
    }
  } finally {
    closeSync(file);
  }
}

async function folder(path: string): Promise<readonly InputFile[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && LOG_FILE.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  if (paths.length === 0) throw new RecostError('folder-empty', { name: path });
  return paths.map((each) => fileAt(each, true));
}

/** Which of its files are texts is not for recost to guess. */
function refuseFolder(name: string): never {
  const reason = `it is a folder; name its files, or a pattern such as "${name.replace(/\/+$/, '')}/**/*.md"`;
  throw new RecostError('file-unreadable', { name, reason });
}

async function glob(pattern: string): Promise<readonly InputFile[]> {
  const { glob: find } = await import('tinyglobby');
  const paths = (await find([pattern], { onlyFiles: true, dot: true, expandDirectories: false })).sort();
  if (paths.length === 0) throw new RecostError('glob-empty', { name: pattern });
  return paths.map((each) => fileAt(each, false));
}
