import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { recost } from '../support/recost.ts';

const request = (key: string, metadata: object = {}) => ({
  custom_id: key,
  method: 'POST',
  url: '/v1/chat/completions',
  body: { model: 'gpt-5.5', messages: [{ role: 'user', content: 'Hi' }], metadata },
});
const result = (key: string, id: string, input: number) => ({
  id: `batch_req_${id}`,
  custom_id: key,
  response: {
    status_code: 200,
    body: {
      id: `chatcmpl-${id}`,
      object: 'chat.completion',
      created: 1_790_000_000,
      model: 'gpt-5.5',
      choices: [],
      usage: { prompt_tokens: input, completion_tokens: 10, total_tokens: input + 10 },
    },
  },
  error: null,
});

describe('a batch', () => {
  const folder = mkdtempSync(join(tmpdir(), 'recost-batch-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const file = (name: string, lines: readonly object[]): string => {
    writeFileSync(join(folder, name), lines.map((line) => JSON.stringify(line)).join('\n'));
    return name;
  };
  const report = (...files: readonly string[]) =>
    JSON.parse(recost(['-q', ...files, '-f', 'json', '--to', 'keep'], { cwd: folder }).stdout);

  const asked = file('requests.jsonl', [
    request('a', { workflow: 'tickets', run_id: 'night-1' }),
    request('b', { workflow: 'tickets', run_id: 'night-1' }),
  ]);
  const [first, second] = [
    file('results-1.jsonl', [result('b', 'b', 2000)]),
    file('results-2.jsonl', [result('a', 'a', 1000)]),
  ];

  it('is joined across files, in any order', () => {
    const whole = report(asked, first, second);
    expect(whole.rows).toMatchObject([{ name: 'tickets', runs: 1, calls: 2, inputTokens: 3000 }]);
    expect(report(second, asked, first).total).toEqual(whole.total);
    expect(report(first, second, asked).total).toEqual(whole.total);
  });

  it('costs half as much as one by one', () => {
    const plain = file('plain.jsonl', [result('a', 'a', 1000).response.body]);
    const usd = (each: string) => Number(report(each).total.scenarios.baseline.totalUsd.base);
    expect(usd(second)).toBeCloseTo(usd(plain) / 2, 12);
  });

  it('needs only its results, and has no runs of its own', () => {
    const { total, callsWithoutRun } = report(first, second);
    expect({ calls: total.calls, callsWithoutRun }).toEqual({ calls: 2, callsWithoutRun: 2 });
  });

  it('joins nothing where the next batch uses a custom_id again for something else', () => {
    const next = file('next.jsonl', [request('a', { workflow: 'letters' })]);
    const more = file('results-3.jsonl', [result('a', 'a2', 500)]);
    const names = report(asked, next, first, second, more).rows.map(
      ({ name, calls }: { name: string; calls: number }) => `${name} ${calls}`,
    );
    expect(names.sort()).toEqual(['results-2 1', 'results-3 1', 'tickets 1']);
  });

  it('says which requests have no result, and counts none of them', () => {
    const { stdout, stderr } = recost([asked, second, '-f', 'json', '--to', 'keep'], { cwd: folder });
    expect(JSON.parse(stdout).total.calls).toBe(1);
    expect(stderr).toContain('requests.jsonl:2: a request of a batch, whose result is in none of the files');
    expect(recost([asked], { cwd: folder }).stderr).toContain('requests of a batch, without results');
    expect(recost([asked], { cwd: folder })).toMatchObject({ status: 3, stdout: '' });
  });

  it('may be told twice', () => {
    const again = file('again.jsonl', [result('a', 'a', 1000)]);
    expect(report(second, again).total.calls).toBe(1);
  });
});
