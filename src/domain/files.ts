/** A file that the user named, or one found in a folder that the user named; opened only when it is read. */
export interface InputFile {
  /** As the user wrote it, or relative to the folder that the user named; `-` for standard input. */
  readonly name: string;
  /** The user named its folder, not the file: it may be something else than a log. */
  readonly isFound?: boolean;
  readonly open: () => AsyncIterable<Uint8Array>;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a part of its path is no folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EISDIR: 'it is a folder',
  EMFILE: 'too many files are open',
};

/** Why the file system refused something, in words; `undefined` for an error that is not its. */
export function refusalOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^E[A-Z]+$/.test(code) ? (REASONS[code] ?? code) : undefined;
}
