import { existsSync, readFileSync } from 'node:fs';
import { ROOT } from './recost.ts';

/** Real exports by others. They are not part of the project: `test/fixtures.lock` says where each comes from. */
export const FIXTURES = process.env['RECOST_FIXTURES'] ?? `${ROOT}../shared/fixtures`;
export const hasFixtures = existsSync(FIXTURES);

export interface LockedFixture {
  readonly file: string;
  readonly origin: string;
  readonly commit: string;
  readonly path: string;
  readonly licence: string;
  readonly derivation: string;
  readonly bytes: number;
  readonly sha256: string;
}

export const LOCK: readonly LockedFixture[] = JSON.parse(readFileSync(`${ROOT}test/fixtures.lock`, 'utf8'));
const locked = new Set(LOCK.map(({ file }) => file));

/** The path of a fixture. Throws for one that is not in the lock, so that none is used unnamed. */
export function fixture(file: string): string {
  return locked.has(file) ? `${FIXTURES}/${file}` : missing(file);
}

function missing(file: string): never {
  throw new Error(`${file} is not in test/fixtures.lock`);
}
