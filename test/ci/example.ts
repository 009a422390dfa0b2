import { cpSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../support/recost.ts';

/** A clean copy of the worked example, as a checkout has it. */
export function exampleFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'recost-ci-'));
  cpSync(`${ROOT}samples/ci`, folder, { recursive: true });
  return folder;
}

export const EXAMPLE_FILES: readonly string[] = readdirSync(`${ROOT}samples/ci`).sort();

export const textIn = (folder: string, name: string): string => readFileSync(join(folder, name), 'utf8');

export const BASELINE = textIn(`${ROOT}samples/ci`, 'recost.baseline.json');
