import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { recost } from '../support/recost.ts';

const WORKFLOWS = 300;
const FOLDER = mkdtempSync(join(tmpdir(), 'recost-comment-'));

/** The last of them became dearest, the first cheapest; each has a name that takes much room. */
const nameOf = (place: number): string => `${'department-of-customer-relations/'.repeat(2)}workflow-${place}`;

function logOf(name: string, tokensOf: (place: number) => number): string {
  const rows = Array.from({ length: WORKFLOWS * 25 }, (_, row) => {
    const place = row % WORKFLOWS;
    return `run-${row},${nameOf(place)},step-${place},gpt-5.5,openai,${tokensOf(place)},100`;
  });
  const path = join(FOLDER, name);
  writeFileSync(
    path,
    `${['run_id,workflow,step,model,provider,input_tokens,output_tokens', ...rows].join('\n')}\n`,
  );
  return path;
}

describe('a comment on 300 workflows that all moved', () => {
  const baseline = join(FOLDER, 'recost.baseline.json');
  const comment = join(FOLDER, 'comment.md');
  recost(['baseline', logOf('before.csv', () => 10_000), '-q', '-o', baseline]);
  const after = logOf('after.csv', (place) => 8_000 + 40 * place);
  const run = recost(['check', after, '--baseline', baseline, '-q', '--also', `markdown=${comment}`]);
  const text = readFileSync(comment, 'utf8');
  const rows = text.split('\n').filter((line) => line.startsWith('| `department'));

  it('fails', () => {
    expect(run.status).toBe(1);
  });

  it('is under 60,000 bytes', () => {
    expect(Buffer.byteLength(text)).toBeLessThan(60_000);
    expect(Buffer.byteLength(text)).toBeGreaterThan(40_000);
  });

  it('has the worst first', () => {
    const first = rows.slice(0, 100).map((row) => Number(/workflow-(\d+)/.exec(row)?.[1]));
    expect(first.slice(0, 3)).toEqual([299, 298, 297]);
    expect(first).toEqual([...first].sort((a, b) => b - a));
  });

  it('says how many it leaves out, and how many of these failed', () => {
    const main = text.slice(0, text.indexOf('<details>'));
    const [, left, failed] = /… and (\d+) more workflows, of which (\d+) failed/.exec(main) ?? [];
    const shown = main.match(/\*\*fails:\*\*/g)?.length ?? 0;
    expect(text).toContain('failed: 228 workflows cost more than they may');
    expect(shown + Number(failed)).toBe(228);
    const [, others] = /^(\d+) other workflows: no finding/m.exec(text) ?? [];
    const inMain = rows.filter((row) => main.includes(row)).length;
    expect(inMain + Number(left) + Number(others)).toBe(WORKFLOWS);
  });

  it('is found again by its mark, and whole to its end', () => {
    expect(text).toMatch(/^<!-- recost -->\n/);
    expect(text.trimEnd().endsWith('</details>')).toBe(true);
  });
});
