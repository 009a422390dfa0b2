import { createReadStream } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { type Assumptions, NOTHING_GIVEN } from '../domain/assumptions.ts';
import { refusalOf } from '../domain/files.ts';
import { RecostError } from '../domain/problem.ts';
import { readAssumptions } from '../pipeline/assumptions.ts';
import { USUAL_FEATURES } from './features-file.ts';

export interface NamedText {
  readonly name: string;
  readonly text: string;
}

/** The text of a baseline. @throws RecostError `baseline-missing`, with what to do: how to name another, or make one */
export async function openBaselineFile(name: string, naming = 'Name it with --baseline'): Promise<NamedText> {
  try {
    return { name, text: (await readFile(name, 'utf8')).replace(/^\ufeff/, '') };
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
    return { name: path, text: await beginningOf(path) };
  } catch (error) {
    const reason = refusalOf(error);
    if (reason === undefined) throw error;
    const isNone = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (name === undefined && isNone) return undefined;
    throw new RecostError('policy-unreadable', { name: path, line: 0, reason });
  }
}

/**
 * What the project's file says of what does not carry over to other models; nothing, if there is no such file.
 * @throws RecostError `assumptions-unusable`
 */
export async function openAssumptions(name: string | undefined): Promise<Assumptions> {
  const project = await openProject(name);
  return project === undefined ? NOTHING_GIVEN : readAssumptions(project, { isNamed: name !== undefined });
}

/** The file that says it: it is no log. */
export const fileOf = ({ file }: Assumptions): readonly string[] => (file === undefined ? [] : [file]);

/** Enough to see that a file is larger than any of a project. */
const MOST_BYTES = 4_000_000;

async function beginningOf(path: string): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of createReadStream(path, { end: MOST_BYTES })) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

const FIRST_BYTES = 4096;

/** Whether a file is a baseline, by how it begins. */
export async function isBaseline(path: string): Promise<boolean> {
  const isPlain = await stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
  const file = isPlain ? await open(path, 'r').catch(() => undefined) : undefined;
  if (file === undefined) return false; // a folder of logs, or a pipe, which is read only once
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(FIRST_BYTES), 0, FIRST_BYTES, 0);
    const text = buffer.toString('utf8', 0, bytesRead);
    return /^\ufeff?\s*\{/.test(text) && /"kind"\s*:\s*"baseline"/.test(text);
  } catch {
    return false;
  } finally {
    await file.close();
  }
}
