import { scalarText } from '../members.ts';

/** The last part of a folder's path, whichever way its slashes lean. */
export const baseName = (path: string | undefined): string | undefined =>
  path?.split(/[/\\]/).findLast((part) => part !== '');

/** What names a session whose file is called the same in each: its folder. Other files name themselves. */
export function folderName(file: string, usual: RegExp): string {
  const parts = file.split(/[/\\]/);
  const name = parts.at(-1) ?? file;
  return (usual.test(name) ? parts.at(-2) : undefined) ?? name;
}

/** The id of an entry that only its session knows apart from others; nothing for an entry without one. */
export const idWithin = (session: unknown, id: unknown): string | undefined =>
  id === undefined ? undefined : `${scalarText(session)} ${scalarText(id)}`;

/** Claude Code names the folder of a project after its path, with a dash for all that is no letter or digit. */
const folderNameOf = (path: string): string => path.replace(/[^A-Za-z0-9]/g, '-');

const PROJECT_FOLDER = /(?:^|[/\\])projects[/\\]([^/\\]+)[/\\]/;
/** Where sub-agents work on a copy of their own. */
const WORKTREE = /[/\\]\.claude[/\\]worktrees[/\\].*$/;

/** The folder of its project that a file lies in, whose name tells where words end no longer. */
export const folderOf = (file: string): string | undefined => PROJECT_FOLDER.exec(file)?.[1];

/**
 * The project that a session of Claude Code worked on. The session may move to a folder inside it, and its
 * sub-agents to copies; what the session's file lies in stays.
 */
export function projectOf(file: string, cwd: string): string | undefined {
  const folder = folderOf(file);
  const parts = cwd.split(/(?=[/\\])/);
  for (let count = parts.length; count > 0; count--) {
    const path = parts.slice(0, count).join('');
    if (folderNameOf(path) === folder) return baseName(path);
  }
  return baseName(cwd.replace(WORKTREE, ''));
}
