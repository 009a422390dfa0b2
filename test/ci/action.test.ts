import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ACTION, ACTION_TEXT, runAction } from './action-steps.ts';
import { BASELINE, exampleFolder, textIn } from './example.ts';

describe('action.yml', () => {
  const { steps, using } = ACTION.runs;
  const scripts = steps.map(({ run }) => run).join('\n');

  it('is a composite action whose steps are all scripts of bash', () => {
    expect(using).toBe('composite');
    expect(steps.map(({ shell }) => shell)).toEqual(['bash', 'bash']);
  });

  it('puts no value into a script, and swallows no failure', () => {
    expect(scripts).not.toContain('${{');
    expect(ACTION_TEXT).not.toMatch(/\|\| true|continue-on-error|set \+e/);
  });

  it('needs no token, and no program but bash, node, npm and the small ones of every system', () => {
    expect(ACTION_TEXT).not.toMatch(/token: |GITHUB_TOKEN|github\.token|permissions:|\bgh\b|\bcurl\b|\bjq\b/);
    expect(steps.map(({ name }) => name)).toEqual(['Build recost', 'Check costs']);
  });

  it('fails on a missing baseline unless told otherwise', () => {
    expect(ACTION.inputs['allow-missing-baseline']?.default).toBe('false');
  });
});

describe('the steps of the action', () => {
  const folder = exampleFolder();

  it('pass where nothing changed: one line in the summary, a notice, reports, no failure', () => {
    const run = runAction(folder, { logs: 'before.csv' });
    expect(run).toMatchObject({
      exit: 0,
      outputs: { 'exit-code': '0' },
      summary:
        '<!-- recost -->\n**recost check: passed.** Over all 2 workflows a run costs the same as before: 2.22 c.\n',
    });
    expect(run.comment).toBe(run.summary);
    expect(run.log).toContain('::notice title=recost check::passed\n');
    expect(run.log).not.toMatch(/::(error|warning) /);
    expect(run.junit).toContain('failures="0"');
  });

  it('fail where a prompt grew, with everything written before', () => {
    const run = runAction(folder, { logs: 'after.csv' });
    expect(run).toMatchObject({ exit: 1, outputs: { 'exit-code': '1' } });
    expect(run.summary).toMatch(
      /^<!-- recost -->\n### recost check: failed: 1 workflow costs more than it may/,
    );
    expect(run.comment).toBe(run.summary);
    expect(run.log).toContain(
      '::error title=triage%3A cost a run::triage: cost a run 64 %25 more, from 1.89 c to 3.10 c (limit 8 %25)\n',
    );
    expect(run.log).toContain('::warning title=triage%3A cached share of input tokens::');
    expect(run.junit).toMatch(/<testsuites name="recost" tests="\d+" failures="1" errors="0" skipped="0">/);
  });

  it('take several logs, more arguments, and other places for what they write', () => {
    renameSync(join(folder, 'after.csv'), join(folder, 'after, with blanks.csv'));
    writeFileSync(
      join(folder, 'lenient.yaml'),
      'gate:\n  - match: "*"\n    cost: { warn: 100%, fail: 200% }\n',
    );
    const run = runAction(join(folder, '..'), {
      'working-directory': folder,
      logs: 'after, with blanks.csv\n',
      config: 'lenient.yaml',
      args: '--tz=Europe/Berlin\n--quiet\n',
      'comment-file': 'comment.md',
      'junit-file': 'junit.xml',
    });
    expect(run).toMatchObject({ exit: 0, outputs: { 'comment-file': join(folder, 'comment.md') } });
    expect(textIn(folder, 'junit.xml')).toBe(run.junit);
    renameSync(join(folder, 'after, with blanks.csv'), join(folder, 'after.csv'));
  });

  it.each([
    ['a missing baseline', { baseline: 'not-there.json' }, '2', /cannot read the baseline not-there\.json/],
    ['a log that is not there', { logs: 'not-there.csv' }, '3', /not-there\.csv/],
    ['a log that is an option', { logs: '--help' }, '3', /--help/],
    ['an unknown option', { args: '--bogus' }, '2', /unknown option '--bogus'/],
    ['a folder without a way in', { 'comment-file': 'nowhere/comment.md' }, '2', /nowhere\/comment\.md/],
    ['a word that is neither', { 'allow-missing-baseline': 'yes' }, '2', /neither true nor false/],
  ])('fail on %s, and say so', (_, inputs, exit, message) => {
    const run = runAction(folder, { logs: 'before.csv', ...inputs });
    expect(`${run.exit}`).toBe(exit);
    expect(run.outputs['exit-code']).toBe(exit);
    expect(run.log).toMatch(message);
    expect(run.log).toMatch(/^::error title=recost/m);
    expect([run.comment, run.junit]).toEqual([undefined, undefined]);
  });

  it('fail on a corrupt baseline, without the reports of the run before', () => {
    const written = { 'comment-file': 'comment.md', 'junit-file': 'junit.xml' };
    expect(runAction(folder, { logs: 'before.csv', ...written }).exit).toBe(0);
    writeFileSync(join(folder, 'cut.json'), BASELINE.slice(0, 1000));
    const run = runAction(folder, { logs: 'before.csv', baseline: 'cut.json', ...written });
    expect(run).toMatchObject({ exit: 2, comment: undefined, junit: undefined });
    expect(run.summary).toBe(
      '**recost check:** nothing was checked (exit code 2). The log of the step says why.\n',
    );
    expect(run.log).toContain('the baseline cut.json cannot be used: it is no JSON, or cut short');
  });

  it.each([
    ['is killed', "process.kill(process.pid, 'SIGKILL')", 137],
    ['has a bug', 'process.exitCode = 70', 70],
    ['ends well without a word', '', 70],
  ])('fail if the program %s', (_, script, exit) => {
    writeFileSync(join(folder, 'broken.js'), script);
    const run = runAction(folder, { logs: 'before.csv', cli: join(folder, 'broken.js') });
    expect(run.exit).toBe(exit);
    expect(run.summary).toContain('nothing was checked');
  });

  it('pass without a baseline only if they are told to, and only if there is none', () => {
    const allowed = { logs: 'before.csv', 'allow-missing-baseline': 'true' };
    const run = runAction(folder, { ...allowed, baseline: 'not-there.json' });
    expect(run).toMatchObject({ exit: 0, comment: undefined });
    expect(run.summary).toContain('there is no baseline yet, so nothing was checked');
    expect(runAction(folder, { ...allowed, baseline: 'cut.json' }).exit).toBe(2);
    expect(runAction(folder, { logs: 'after.csv', 'allow-missing-baseline': 'true' }).exit).toBe(1);
  });

  it('let no name of a log speak to the runner', () => {
    const name = 'x\n::add-mask::y';
    writeFileSync(join(folder, 'odd.csv'), `${textIn(folder, 'before.csv')}"${name}",digest,,,,,many,,,\n`);
    const run = runAction(folder, { logs: 'odd.csv' });
    const [, token = ''] = /^::stop-commands::(recost-[0-9a-f]{32})$/m.exec(run.log) ?? [];
    const told = run.log.slice(run.log.indexOf(token), run.log.indexOf(`::${token}::`));
    expect(told).toContain('odd.csv');
    expect(run.log.replace(told, '')).not.toContain('add-mask');
    rmSync(join(folder, 'odd.csv'));
  });
});
