import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getEncoding } from 'js-tiktoken';
import { afterAll, describe, expect, it } from 'vitest';
import { recost } from './support/recost.ts';
import { inputOf, TURNS, textLoop } from './support/text-loop.ts';

// The loop of loop.test.ts, with its prompts: warm $0.107404, cold $0.81048, see there.
const [WARM, COLD] = [0.107404, 0.81048];

// What V4-Pro finds: the prompt of the turn before, in whole units of 128 tokens. Rates in nano-USD a token.
const units = (tokens: number): number => Math.floor(tokens / 128) * 128;
const turns = Array.from({ length: TURNS }, (_, turn) => turn);
const SENT = turns.reduce((sum, turn) => sum + inputOf(turn), 0); // 1,180,000
const FOUND = turns.slice(1).reduce((sum, turn) => sum + units(inputOf(turn - 1)), 0);
const costOf = (found: number): number => ((SENT - found) * 660 + found * 22 + 16_000 * 1980) / 1e9;

const ARGS = ['-f', 'json', '--as-of', '2026-11-22'];
const json = (lines: readonly string[], to: string) =>
  JSON.parse(recost(['-', ...ARGS, '--to', to], { stdin: lines.join('\n') }).stdout);
const rangeOn = (report: ReturnType<typeof json>, scenario: string) => {
  const { low, base, high } = report.rows[0].scenarios[scenario].totalUsd;
  return [low, base, high].map(Number);
};

const V4_PRO = { model: 'deepseek-v4-pro', provider: 'deepseek' } as const;
const FLASH = { model: 'deepseek-flash', provider: 'deepseek' } as const;

describe('a loop whose log has the prompts', () => {
  const report = json(textLoop(FLASH), 'keep,deepseek-v4-pro');

  it('costs what the rule of the target finds, which is nearly a warm cache', () => {
    expect(rangeOn(report, 'deepseek-v4-pro')).toEqual([costOf(FOUND), costOf(FOUND), costOf(FOUND)]);
    expect(costOf(FOUND) / WARM).toBeGreaterThan(1);
    expect(costOf(FOUND) / WARM).toBeLessThan(1.01);
  });

  it('says by which rule, for how many calls, and what was found', () => {
    const own = report.scenarios.find(({ id }: { readonly id: string }) => id === 'deepseek-v4-pro');
    expect(own.simulatedCache).toEqual([
      { confidence: 'medium', calls: TURNS, promptTokens: SENT, readTokens: FOUND, writtenTokens: 0 },
    ]);
    expect(own.assumedForCalls).toMatchObject({ cache: 0, 'cache transfer': 0, 'cache simulated': TURNS });
    const { stdout } = recost(['-', '--as-of', '2026-11-22', '--to', 'deepseek-v4-pro'], {
      stdin: textLoop(FLASH).join('\n'),
    });
    const text = stdout.replace(/\s+/g, ' ');
    expect(text).toContain(
      'Documented cache hits simulated from the prompts by a rule that is published in part',
    );
    expect(text).toContain(
      `found of their tokens: deepseek-v4-pro ${((100 * FOUND) / SENT).toFixed(1)} % (20 calls)`,
    );
  });

  it('says what the change would be if the baseline, whose hits nobody counted, had a warm cache too', () => {
    const [warm = 0] = rangeOn(report, 'baseline');
    const less = Math.round(100 * (1 - costOf(FOUND) / warm));
    const more = Math.round(100 * (costOf(FOUND) / warm - 1));
    const { stdout } = recost(['-', '--as-of', '2026-11-22', '--to', 'deepseek-v4-pro'], {
      stdin: textLoop(FLASH).join('\n'),
    });
    const change = costOf(FOUND) > warm ? `but ${more} % more` : `and ${less} % less`;
    const text = stdout.replace(/\s+/g, ' ');
    expect(text).toContain(`${change} against a warm cache where it ran`);
    expect(text).toContain('Caching the log counts no cache hits, so the baseline has none');
  });

  it('on the model that it was recorded with costs what its counts say: from a warm cache to none', () => {
    const own = json(textLoop(V4_PRO), 'keep,deepseek-v4-pro');
    // See test/loop.test.ts for both figures.
    for (const scenario of ['baseline', 'keep', 'deepseek-v4-pro'])
      expect(rangeOn(own, scenario)).toEqual([0.107404, 0.81048, 0.81048]);
  });

  it('is the same in any order, and in any files', () => {
    const folder = mkdtempSync(join(tmpdir(), 'recost-simulated-'));
    afterAll(() => rmSync(folder, { recursive: true }));
    const lines = textLoop(FLASH);
    const write = (name: string, own: readonly string[]): string => {
      writeFileSync(join(folder, name), own.join('\n'));
      return join(folder, name);
    };
    const run = (...files: readonly string[]): string =>
      recost([...files, ...ARGS, '--to', 'keep,deepseek-v4-pro,gpt-5.5,claude-opus-4-7']).stdout;
    const whole = run(write('whole.jsonl', lines));
    const [odd, even] = [1, 0].map((rest) => lines.filter((_, turn) => turn % 2 === rest));
    const twice = [...lines].reverse();
    expect(run(write('reversed.jsonl', twice))).toBe(whole);
    expect(run(write('odd.jsonl', odd ?? []), write('even.jsonl', even ?? []))).toBe(whole);
    expect(run(join(folder, 'whole.jsonl'), join(folder, 'odd.jsonl'))).toBe(whole);
  });
});

describe('a loop whose prompts change early', () => {
  it('costs all of it in each turn, and the report says that nothing is found', () => {
    const report = json(textLoop({ ...FLASH, mark: (turn) => `turn ${turn}: ` }), 'deepseek-v4-pro');
    expect(rangeOn(report, 'deepseek-v4-pro')).toEqual([COLD, COLD, COLD]);
    const own = report.scenarios.find(({ id }: { readonly id: string }) => id === 'deepseek-v4-pro');
    expect(own.simulatedCache[0].readTokens).toBe(0);
    const { stdout } = recost(['-', '--as-of', '2026-11-22', '--to', 'deepseek-v4-pro'], {
      stdin: textLoop({ ...FLASH, mark: (turn) => `turn ${turn}: ` }).join('\n'),
    });
    const text = stdout.replace(/\s+/g, ' ');
    expect(text).toContain('deepseek-v4-pro 0.0 %');
    expect(text).toContain('nothing after the first change being shared');
  });
});

describe('a loop whose log has prompts and cached counts', () => {
  const loop = { ...V4_PRO, cached: (turn: number) => (turn === 0 ? 0 : 1000 * turn) };
  // Σ cached 1,000 × (1 + … + 19) = 190,000
  const report = json(textLoop(loop), 'keep,deepseek-v4-pro');

  it('stays as recorded on its own model, to the last digit', () => {
    for (const scenario of ['baseline', 'deepseek-v4-pro'])
      expect(rangeOn(report, scenario)).toEqual([costOf(190_000), costOf(190_000), costOf(190_000)]);
    expect(report.rows[0].scenarios['deepseek-v4-pro'].compared.deltaUsd).toBe('0');
    expect(JSON.stringify(report)).not.toContain('simulatedCache');
  });

  it('is simulated where it moves, whatever was recorded', () => {
    const moved = json(textLoop({ ...loop, ...FLASH }), 'deepseek-v4-pro');
    expect(rangeOn(moved, 'deepseek-v4-pro')[1]).toBe(costOf(FOUND));
  });
});

describe('a prompt on a model with another public vocabulary', () => {
  const words =
    'Die Kasse zählt Prüfsummen; 価格とキャッシュ, {"tool":"read_file","path":"src/price/card.ts"} ';
  const loop = { model: 'gpt-4-turbo', provider: 'openai' } as const;
  const textOf = (_: number, bytes: number): string => words.repeat(bytes / 100);
  const lines = textLoop({ ...loop, textOf }).slice(0, 1);
  const [here, there] = (['cl100k_base', 'o200k_base'] as const).map(
    (name) => getEncoding(name).encode(`system\n${words.repeat(1599)}`).length,
  ) as [number, number];

  it('has the recorded tokens, times what the text makes there for each token here', () => {
    const report = json(lines, 'gpt-5.5');
    const own = report.scenarios.find(({ id }: { readonly id: string }) => id === 'gpt-5.5');
    expect(own.tokenFactors.map(({ calls }: { readonly calls: number }) => calls)).toEqual([]);
    expect(own.assumedForCalls['tokens counted']).toBe(1);
    expect(own.simulatedCache[0].promptTokens).toBe(Math.round((40_000 * there) / here));
  });
});

describe('an explanation of a simulated call', () => {
  const stdin = textLoop(FLASH).join('\n');

  it('adds up to what the report says', () => {
    const { stdout } = recost(['explain', '-', ...ARGS, '--run', 'run-1', '--to', 'deepseek-v4-pro'], {
      stdin,
    });
    const { total, rows } = JSON.parse(stdout);
    expect(Number(total.usd)).toBe(costOf(FOUND));
    const items = rows.flatMap(({ items: own }: { readonly items: readonly unknown[] }) => own);
    expect(items[0].simulated).toMatchObject({ input: SENT, read: FOUND, plain: SENT - FOUND, written: 0 });
  });

  it('shows what its cache finds', () => {
    const { stdout } = recost(
      ['explain', '-', '--as-of', '2026-11-22', '--call', 'chatcmpl-1', '--to', 'deepseek-v4-pro'],
      { stdin },
    );
    // The turn before sent 40,000 tokens: 312 units of 128.
    expect(stdout).toContain('39,936 found, 2,064');
  });
});

describe('load traces in many files, whose hashes are of one file each', () => {
  const FILES = 30;
  const folder = mkdtempSync(join(tmpdir(), 'recost-traces-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  // The second call finds the prompt of the first of its file, two blocks of 512 tokens: 8 units of 128.
  const rows = [
    { timestamp: 0, input_length: 1_024, output_length: 10, hash_ids: [1, 2] },
    { timestamp: 9_000, input_length: 1_324, output_length: 10, hash_ids: [1, 2, 3] },
  ];
  const text = rows.map((row) => JSON.stringify(row)).join('\n');
  const files = Array.from({ length: FILES }, (_, place) => join(folder, `${place}.jsonl`));
  for (const file of files) writeFileSync(file, text);

  it('are simulated each for itself', () => {
    const args = [...ARGS, '--model', 'deepseek-flash', '--to', 'deepseek-v4-pro'];
    const report = JSON.parse(recost([...files, ...args]).stdout);
    const own = report.scenarios.find(({ id }: { readonly id: string }) => id === 'deepseek-v4-pro');
    expect(own.simulatedCache).toMatchObject([{ calls: 2 * FILES, readTokens: 1_024 * FILES }]);
  });
});
