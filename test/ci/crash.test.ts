import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT, recost } from '../support/recost.ts';
import { endedHalfWay, temporaryFiles } from './ending.ts';
import { BASELINE, EXAMPLE_FILES, exampleFolder, textIn } from './example.ts';

const BEFORE = textIn(`${ROOT}samples/ci`, 'before.csv');
const OLD = 'what was here before\n';

/** Each command with a file that it replaces. */
const COMMANDS = [
  ['baseline', ['baseline', '-', '-o', 'old']],
  ['check', ['check', '-', '-o', 'old', '--also', 'junit=junit.xml']],
  ['diff', ['diff', 'before.csv', '-', '-o', 'old']],
] as const;

function folderWithOld(): string {
  const folder = exampleFolder();
  writeFileSync(join(folder, 'old'), OLD);
  return folder;
}

describe.each(COMMANDS)('recost %s that is ended half-way', (_, args) => {
  const half = BEFORE.slice(0, BEFORE.length / 2);

  it.each([
    ['SIGINT', { exit: 130, signal: undefined }],
    ['SIGTERM', { exit: 143, signal: undefined }],
  ] as const)('by %s leaves the old file, and no other', async (signal, ended) => {
    const folder = folderWithOld();
    expect(await endedHalfWay(folder, args, { stdin: half, signal })).toEqual({ ...ended, stdout: '' });
    expect(textIn(folder, 'old')).toBe(OLD);
    expect(readdirSync(folder).sort()).toEqual(['old', ...EXAMPLE_FILES].sort());
  });

  it('by SIGKILL leaves the old file, and nothing that is in the way', async () => {
    const folder = folderWithOld();
    const ended = await endedHalfWay(folder, args, { stdin: half, signal: 'SIGKILL' });
    expect(ended).toEqual({ exit: undefined, signal: 'SIGKILL', stdout: '' });
    expect(textIn(folder, 'old')).toBe(OLD);
    const left = temporaryFiles(folder);
    expect(recost(args, { cwd: folder, stdin: BEFORE }).status).toBe(0);
    expect(textIn(folder, 'old')).not.toBe(OLD);
    expect(temporaryFiles(folder)).toEqual(left);
  });
});

/** With a shell, for what only it can set up; the exit code is that of recost. */
const inShell = (folder: string, script: string): number | null =>
  spawnSync(
    'bash',
    ['-c', `set -o pipefail; recost() { "${process.execPath}" "${ROOT}bin/recost.js" "$@"; }; ${script}`],
    {
      cwd: folder,
      encoding: 'utf8',
    },
  ).status;

describe('a full disk', () => {
  it.each([
    'recost baseline before.csv -o /dev/full',
    'recost baseline before.csv -o - > /dev/full',
    'recost check before.csv -o /dev/full',
    'recost check before.csv --also markdown=/dev/full',
    'recost check before.csv -f github > /dev/full',
    'recost diff before.csv after.csv -o /dev/full',
    'recost diff before.csv after.csv > /dev/full',
    'recost baseline show > /dev/full',
  ])('fails %s', (script) => {
    const folder = exampleFolder();
    expect(inShell(folder, script)).toBe(2);
    expect(readdirSync(folder).sort()).toEqual(EXAMPLE_FILES);
  });
});

describe('a closed pipe', () => {
  it('makes no pass of what fails, and other files are whole', () => {
    const folder = exampleFolder();
    expect(inShell(folder, 'recost check after.csv --also junit=junit.xml | true')).toBe(1);
    expect(textIn(folder, 'junit.xml')).toMatch(/<\/testsuites>\n$/);
  });

  it('fails where a file that was asked for is such a pipe', () => {
    const script = 'mkfifo pipe; (exec 3< pipe) & recost check before.csv --also json=pipe';
    expect(inShell(exampleFolder(), script)).toBe(2);
  });
});

describe('a folder that takes no files', () => {
  it.each([
    [['baseline', 'before.csv', '-o', '/proc/recost.json']],
    [['check', 'before.csv', '--also', 'markdown=/proc/comment.md']],
    [['diff', 'before.csv', 'after.csv', '-o', '/proc/diff.md']],
  ])('fails %s', (args) => {
    const { status, stdout, stderr } = recost(args, { cwd: exampleFolder() });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/cannot write \/proc\//);
  });

  it.skipIf(process.getuid?.() === 0)('fails a baseline, and leaves the old one', () => {
    const folder = exampleFolder();
    chmodSync(folder, 0o555);
    const { status, stderr } = recost(['baseline', 'after.csv'], { cwd: folder });
    chmodSync(folder, 0o755);
    expect(status).toBe(2);
    expect(stderr).toContain('permission denied');
    expect(textIn(folder, 'recost.baseline.json')).toBe(BASELINE);
  });
});

const SHA = /"sha256": "([0-9a-f]{64})"/.exec(BASELINE)?.[1] ?? '';

/** A change of the baseline's text, and what is said of it. */
const BROKEN: readonly (readonly [string, (text: string) => string, RegExp])[] = [
  ['cut short', (text) => text.slice(0, 2000), /no JSON, or cut short/],
  ['in the middle of a merge', (text) => `<<<<<<< HEAD\n${text}`, /unfinished merge/],
  ['of another version', (text) => text.replace('"schemaVersion": 1', '"schemaVersion": 2'), /version 2/],
  ['of another book', (text) => text.replaceAll('2026-11-23', '2025-01-01'), /price book 2025-01-01/],
  ['of a book that was changed', (text) => text.replace(SHA, SHA.replace(/./g, '0')), /sha256 000000000000/],
  ['changed by hand', (text) => text.replace('"calls": 180', '"calls": 181'), /do not add up to its calls/],
  ['a report', () => '{ "schemaVersion": 1, "kind": "check" }', /no baseline of recost/],
];

describe.each(BROKEN)('a baseline that is %s', (_, change, message) => {
  it('fails a check, and leaves its reports as they were', () => {
    const folder = folderWithOld();
    writeFileSync(join(folder, 'recost.baseline.json'), change(BASELINE));
    const args = ['check', 'before.csv', '-f', 'github', '--also', 'markdown=old'];
    const { status, stdout, stderr } = recost(args, { cwd: folder });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(textIn(folder, 'old')).toBe(OLD);
  });
});

describe('a policy', () => {
  it.each([
    ['that is a folder', ['--config', 'folder'], 'it is a folder'],
    ['that was named and is not there', ['--config', 'nowhere.yaml'], 'there is no such file or folder'],
    ['that is no YAML', ['--config', 'no.yaml'], 'cannot read the project’s file no.yaml'],
    ['with a key that nobody knows', ['--config', 'typo.yaml'], 'there is no key "costs"'],
    ['with a limit that is none', ['--config', 'limit.yaml'], 'cost fail "8"'],
  ])('%s fails the check', (_, args, message) => {
    const folder = exampleFolder();
    mkdirSync(join(folder, 'folder'));
    writeFileSync(join(folder, 'no.yaml'), 'gate: [');
    writeFileSync(join(folder, 'typo.yaml'), 'gate:\n  - match: "*"\n    costs: { fail: 8% }\n');
    writeFileSync(join(folder, 'limit.yaml'), 'gate:\n  - match: "*"\n    cost: { fail: 8 }\n');
    const { status, stdout, stderr } = recost(['check', 'before.csv', ...args], { cwd: folder });
    expect(status).toBeGreaterThanOrEqual(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
  });
});
