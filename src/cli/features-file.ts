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
    return { name, text: decoded(name, await (name === '-' ? bytesOf(stdin()) : readFile(name))) };
  } catch (error) {
    const reason = refusalOf(error);
    if (reason === undefined) throw error;
    const hint = `${reason}. Name the file with --features, or write one with: recost init LOGS`;
    throw new RecostError('features-missing', { name, hint });
  }
}

async function bytesOf(stream: NodeJS.ReadStream): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}

/** UTF-8, or the UTF-16 that spreadsheets call Unicode text. */
function decoded(name: string, bytes: Uint8Array): string {
  const [first, second] = bytes;
  const is16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  const encoding = is16 ? (first === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    const hint = 'it is neither UTF-8 nor UTF-16. Save it as UTF-8';
    throw new RecostError('features-missing', { name, hint });
  }
}
