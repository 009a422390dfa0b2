import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { ROOT } from '../support/recost.ts';

const isTemporary = (name: string): boolean => /^\.recost-.*\.tmp$/.test(name);

export interface Ended {
  /** `undefined`: a signal ended it. */
  readonly exit: number | undefined;
  readonly signal: NodeJS.Signals | undefined;
  readonly stdout: string;
}

/** Waits until the program has opened its files. */
async function untilOpen(folder: string): Promise<void> {
  while (!readdirSync(folder).some(isTemporary)) await new Promise((resolve) => setTimeout(resolve, 20));
}

/**
 * Runs the program in a folder, gives it so much on a pipe that stays open, as from a slow sender, and ends it by a
 * signal once it works.
 */
export async function endedHalfWay(
  folder: string,
  args: readonly string[],
  { stdin, signal }: { readonly stdin: string; readonly signal: NodeJS.Signals },
): Promise<Ended> {
  const child = spawn(process.execPath, [`${ROOT}bin/recost.js`, ...args], { cwd: folder });
  const ended = new Promise<Ended>((resolve) => {
    let stdout = '';
    child.stdout.on('data', (part: Buffer) => {
      stdout += part.toString();
    });
    child.on('close', (code, by) => resolve({ exit: code ?? undefined, signal: by ?? undefined, stdout }));
  });
  child.stdin.on('error', () => {});
  child.stdin.write(stdin);
  await untilOpen(folder);
  child.kill(signal);
  return ended;
}

export const temporaryFiles = (folder: string): readonly string[] => readdirSync(folder).filter(isTemporary);
