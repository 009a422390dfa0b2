import { baseName } from './session-text.ts';

/** Claude Code names the folder of a project after its path, with a dash for all that is no letter or digit. */
const folderNameOf = (path: string): string => path.replace(/[^A-Za-z0-9]/g, '-');

const PROJECT_FOLDER = /(?:^|[/\\])projects[/\\]([^/\\]+)[/\\]/;
/** Where sub-agents work on a copy of their own. */
const WORKTREE = /[/\\]\.claude[/\\]worktrees[/\\].*$/;

/**
 * The project that a session of Claude Code worked on. The session may move to a folder inside it, and its
 * sub-agents to copies; what the session's file lies in stays.
 */
export function projectOf(file: string, cwd: string | undefined): string | undefined {
  const folder = PROJECT_FOLDER.exec(file)?.[1];
  if (cwd === undefined) return folder;
  for (let path = cwd; path !== ''; path = path.replace(/[/\\]*[^/\\]*$/, ''))
    if (folderNameOf(path) === folder) return baseName(path);
  return baseName(cwd.replace(WORKTREE, ''));
}
