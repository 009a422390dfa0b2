import { open, readFile } from 'node:fs/promises';
import { refusalOf } from '../domain/files.ts';
import { RecostError } from '../domain/problem.ts';
import { USUAL_FEATURES } from './features-file.ts';

export interface NamedText {
  readonly name: string;
  readonly text: string;
}

/** The text of a baseline. @throws RecostError `baseline-missing`, with what to do: how to name another, or make one */
export async function openBaselineFile(name: string, naming = 'Name it with --baseline'): Promise<NamedText> {
  try {
    return { name, text: await readFile(name, 'utf8') };
  } catch (error) {
    const reason = refusalOf(error);
    if (reason === undefined) throw error;
    const hint = `${reason}. ${naming}, or make one with: recost baseline LOGS`;
    throw new RecostError('baseline-missing', { name, hint });
  }
}

/** The project's file: the one that was named, else `recost.yaml` if there is one. */
export async function openProject(name: string | undefined): Promise<NamedText | undefined> {
  const path = name ?? USUAL_FEATURES;
  try {
    return { name: path, text: await readFile(path, 'utf8') };
  } catch (error) {
    const reason = refusalOf(error);
    if (reason === undefined) throw error;
    const isNone = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (name === undefined && isNone) return undefined;
    throw new RecostError('file-unreadable', { name: path, reason });
  }
}

const FIRST_BYTES = 4096;

/** Whether a file is a baseline, by how it begins. */
export async function isBaseline(path: string): Promise<boolean> {
  const file = await open(path, 'r').catch(() => undefined);
  if (file === undefined) return false;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(FIRST_BYTES), 0, FIRST_BYTES, 0);
    return /^\s*\{\s*"schemaVersion"\s*:\s*\d+\s*,\s*"kind"\s*:\s*"baseline"/.test(
      buffer.toString('utf8', 0, bytesRead),
    );
  } catch {
    return false; // a folder of logs
  } finally {
    await file.close();
  }
}
