import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { ROOT } from '../support/recost.ts';

interface Step {
  readonly name: string;
  readonly shell: string;
  readonly run: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly 'working-directory'?: string;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string; readonly required?: boolean }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

export const ACTION_TEXT = readFileSync(`${ROOT}action.yml`, 'utf8');
export const ACTION: Action = parse(ACTION_TEXT);

export interface ActionRun {
  readonly exit: number | null;
  readonly log: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** `undefined`: it was not written. */
  readonly comment: string | undefined;
  readonly junit: string | undefined;
}

/** The files of a runner, and an `npm` that would fail if it were called. */
function newRunner() {
  const folder = mkdtempSync(join(tmpdir(), 'recost-runner-'));
  const file = (name: string, text = '', mode = 0o644): string => {
    writeFileSync(join(folder, name), text, { mode });
    return join(folder, name);
  };
  file('npm', '#!/bin/sh\necho "npm must not be called" >&2\nexit 99\n', 0o755);
  return { folder, summary: file('summary'), outputs: file('outputs') };
}

/** Runs the steps of action.yml as a runner does: each a script of bash, until one fails. Nothing uses the network. */
export function runAction(cwd: string, given: Readonly<Record<string, string>>): ActionRun {
  const runner = newRunner();
  const inputs = Object.entries(ACTION.inputs).map(([name, { default: usual = '' }]) => [
    name,
    given[name] ?? usual,
  ]);
  const filled = filler(Object.fromEntries(inputs));
  let exit: number | null = 0;
  let log = '';
  for (const [place, step] of ACTION.runs.steps.entries()) {
    if (exit !== 0) break;
    const script = join(runner.folder, `step-${place}.sh`);
    writeFileSync(script, step.run);
    const env = Object.entries(step.env ?? {}).map(([name, value]) => [name, filled(value)]);
    const done = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], {
      cwd: resolve(cwd, filled(step['working-directory'] ?? '.')),
      encoding: 'utf8',
      env: {
        PATH: `${runner.folder}:${process.env['PATH'] ?? ''}`,
        GITHUB_ACTION_PATH: ROOT.replace(/\/$/, ''),
        GITHUB_STEP_SUMMARY: runner.summary,
        GITHUB_OUTPUT: runner.outputs,
        RUNNER_TEMP: runner.folder,
        ...Object.fromEntries(env),
      },
    });
    exit = done.status;
    log += done.stdout + done.stderr;
  }
  return { exit, log, ...writtenBy(runner) };
}

/** `${{ inputs.logs }}` → what was given. @throws Error for any other expression */
const filler =
  (inputs: Readonly<Record<string, string>>) =>
  (text: string): string =>
    text.replace(/\$\{\{ (.*?) \}\}/g, (_, expression: string) => {
      const value = inputs[expression.replace(/^inputs\./, '')];
      if (value === undefined) throw new Error(`action.yml: ${expression}`);
      return value;
    });

function writtenBy(runner: ReturnType<typeof newRunner>) {
  const read = (path = ''): string | undefined => (existsSync(path) ? readFileSync(path, 'utf8') : undefined);
  const lines = (read(runner.outputs) ?? '').split('\n').filter((line) => line !== '');
  const outputs: Readonly<Record<string, string>> = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
  return {
    summary: read(runner.summary) ?? '',
    outputs,
    comment: read(outputs['comment-file']),
    junit: read(outputs['junit-file']),
  };
}
