import { baseName } from './session-text.ts';

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
  for (let path = cwd; path !== ''; path = path.replace(/[/\\]*[^/\\]*$/, ''))
    if (folderNameOf(path) === folder) return baseName(path);
  return baseName(cwd.replace(WORKTREE, ''));
}
