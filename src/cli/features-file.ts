import { readFile } from 'node:fs/promises';
import { refusalOf } from '../domain/files.ts';
import { RecostError } from '../domain/problem.ts';

/** Where features stand if nobody says otherwise. */
export const USUAL_FEATURES = 'recost.yaml';

/** The list of features; `-` is standard input. @throws RecostError `features-missing`, with what to do */
export async function openFeatures(
  path: string | undefined,
  stdin: () => NodeJS.ReadStream,
): Promise<{ readonly name: string; readonly text: string }> {
  const name = path ?? USUAL_FEATURES;
  try {
    return { name, text: await (name === '-' ? textOf(stdin()) : readFile(name, 'utf8')) };
  } catch (error) {
    const reason = refusalOf(error);
    if (reason === undefined) throw error;
    const hint = `${reason}. Name the file with --features, or write one with: recost init LOGS`;
    throw new RecostError('features-missing', { name, hint });
  }
}

async function textOf(stream: NodeJS.ReadStream): Promise<string> {
  let text = '';
  for await (const part of stream.setEncoding('utf8')) text += part;
  return text;
}
