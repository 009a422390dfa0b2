import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ROOT, recost } from '../support/recost.ts';

const inShell = (command: string) =>
  spawnSync('sh', ['-c', command.replace('recost', `'${process.execPath}' bin/recost.js`)], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', TZ: 'UTC', NO_COLOR: '1' },
  });

describe.skipIf(!existsSync('/dev/full'))('a full disk', () => {
  it.each([
    'recost samples/traces.csv -q',
    'recost samples/traces.csv -q -f json',
    'recost inspect samples/traces.csv -q',
    'recost --help',
  ])('%s says so and exits 2', (command) => {
    const { status, stderr } = inShell(`${command} > /dev/full`);
    expect(stderr).toBe('recost: cannot write standard output: the disk is full\n');
    expect(status).toBe(2);
  });
});

describe.skipIf(process.platform === 'win32')('a report that does not fit the disk', () => {
  it('is no success', () => {
    const file = `.cut-${process.pid}.tmp`;
    const { status, stderr } = inShell(
      `(ulimit -f 2; recost samples/traces.csv -q -f json > ${file}); code=$?; rm -f ${file}; exit $code`,
    );
    expect(stderr).toContain('cannot write standard output');
    expect(status).toBe(2);
  });
});

describe('a reader that has enough', () => {
  it.each(['recost samples/traces.csv -q', 'recost --help'])('is no failure of %s', (command) => {
    const { status, stderr } = inShell(`{ ${command}; echo $? >&2; } | true`);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '0\n' });
  });
});

describe('the width of a table', () => {
  const widest = (args: string, env: Readonly<Record<string, string>>): number => {
    const { stdout } = recost(['samples/traces.csv', '-q', ...args.split(' ').filter(Boolean)], { env });
    return Math.max(...stdout.split('\n').map((line) => line.length));
  };

  it.each([
    ['', {}, 80],
    ['', { COLUMNS: '120' }, 120],
    ['--width 100', { COLUMNS: '120' }, 100],
    ['', { COLUMNS: 'wide' }, 80],
    ['', { COLUMNS: '0' }, 80],
  ])('with %j and %j is at most %i', (args, env, width) => {
    expect(widest(args, env)).toBeLessThanOrEqual(width);
    expect(widest(args, env)).toBeGreaterThan(width - 10);
  });
});
