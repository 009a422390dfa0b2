import { CommanderError } from 'commander';
import { plain } from '../render/escape.ts';
import { isClosedPipe } from './closed-pipe.ts';
import type { Process } from './main.ts';

/** Tells what went wrong, and gives the exit code for it. */
export function tell(error: unknown, isDebug: boolean, { stderr }: Process): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (isClosedPipe(error)) return 0;
  if (error instanceof Error && 'exitCode' in error && typeof error.exitCode === 'number') {
    const lines = error.message.split('\n').map(plain).join('\n'); // it may quote a log or a list of features
    stderr.write(`recost: ${lines}\n${isDebug ? `${error.stack}\n` : ''}`);
    return error.exitCode;
  }
  const detail = error instanceof Error ? error.message : String(error);
  stderr.write(`recost: this is a bug in recost: ${detail}\n`);
  stderr.write(
    isDebug && error instanceof Error ? `${error.stack}\n` : 'Run again with --debug to see where.\n',
  );
  return 70;
}
