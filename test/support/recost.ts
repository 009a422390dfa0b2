import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

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

/** Runs the built program in a bare environment, as a script would. */
export function recost(
  args: readonly string[],
  { cwd = ROOT, stdin = '', env = {} }: RunOptions = {},
): Finished {
  const { status, stdout, stderr } = spawnSync(process.execPath, [`${ROOT}bin/recost.js`, ...args], {
    cwd,
    input: stdin,
    env: { PATH: process.env['PATH'] ?? '', TZ: 'UTC', NO_COLOR: '1', ...env },
    maxBuffer: 256 * 1024 * 1024,
    timeout: 120_000,
  });
  return { status, stdout: stdout.toString(), stderr: stderr.toString() };
}

/** The same of a run that must succeed. */
export function recostOk(args: readonly string[], options?: RunOptions): Finished {
  const finished = recost(args, options);
  if (finished.status !== 0) throw new Error(`exit ${finished.status}: ${finished.stderr}`);
  return finished;
}
