import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { MESSAGES } from '../src/domain/messages.ts';
import { recost } from './support/recost.ts';

/**
 * Each message has a folder with the smallest input that brings it up, the command, and all that is printed.
 * `UPDATE_GOLDEN=1` writes what is printed now: read it before you commit it.
 */
const FOLDER = fileURLToPath(new URL('golden/problems/', import.meta.url));
const CODES = readdirSync(FOLDER).sort();

/** What no small file brings up, and where it is tested. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'book-invalid': 'the shipped book has no faults: test/price/load.test.ts',
  'text-too-long': 'takes 64 MB: test/tokens/tokens.test.ts',
  'format-ambiguous': 'no two formats are certain of one value: test/read/contract.test.ts',
  'header-too-long': 'takes 200 kB: test/refusals.test.ts',
  'input-too-long-to-keep': 'takes 256 MB: test/cli/read-again.test.ts',
};

const isUpdate = process.env['UPDATE_GOLDEN'] === '1';

function golden(path: string, printed: string): string {
  if (isUpdate) writeFileSync(path, printed);
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

const argsOf = (command: string): readonly string[] =>
  [...command.trim().matchAll(/"([^"]*)"|(\S+)/g)].slice(1).map(([, quoted, word]) => quoted ?? word ?? '');

describe('every message', () => {
  it('has a folder here', () => {
    expect([...CODES, ...Object.keys(ELSEWHERE)].sort()).toEqual(Object.keys(MESSAGES).sort());
  });

  it.each(CODES)('%s is printed as its folder says', (code) => {
    const folder = `${FOLDER}${code}`;
    const args = argsOf(readFileSync(`${folder}/command`, 'utf8'));
    const { status, stdout, stderr } = recost(args, { cwd: folder });
    expect(stdout).toBe(golden(`${folder}/stdout`, stdout));
    expect(stderr).toBe(golden(`${folder}/stderr`, stderr));
    expect(`${status}\n`).toBe(golden(`${folder}/exit`, `${status}\n`));
    expect(stderr).not.toBe('');
  });
});
