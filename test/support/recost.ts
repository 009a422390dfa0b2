import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { runWarm } from './warm.ts';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface Finished {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly stdin?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
}

/** A bare environment, as a script would have it. */
const bare = (env: RunOptions['env'] = {}) => ({
  PATH: process.env['PATH'] ?? '',
  TZ: 'UTC',
  NO_COLOR: '1',
  ...env,
});

/** Runs the built program in a process of its own. */
export function recostAlone(
  args: readonly string[],
  { cwd = ROOT, stdin = '', env }: RunOptions = {},
): Finished {
  const { status, stdout, stderr } = spawnSync(process.execPath, [`${ROOT}bin/recost.js`, ...args], {
    cwd,
    input: stdin,
    env: bare(env),
    maxBuffer: 256 * 1024 * 1024,
    timeout: 120_000,
  });
  return { status, stdout: stdout.toString(), stderr: stderr.toString() };
}

/** What the built program prints; in a process that runs it more than once, where that can make no difference. */
export function recost(args: readonly string[], options: RunOptions = {}): Finished {
  if (options.env !== undefined || process.platform === 'win32') return recostAlone(args, options);
  return runWarm({ args, cwd: options.cwd ?? ROOT, stdin: options.stdin ?? '', env: bare() });
}

/** The same of a run that must succeed. */
export function recostOk(args: readonly string[], options?: RunOptions): Finished {
  const finished = recost(args, options);
  if (finished.status !== 0) throw new Error(`exit ${finished.status}: ${finished.stderr}`);
  return finished;
}
