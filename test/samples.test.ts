import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { recost } from './support/recost.ts';

const folder = new URL('../samples/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8');
const generator: { readonly sampleFiles: () => Record<string, string> } = await import(
  new URL('generate.js', folder).href
);

type Row = Readonly<Record<string, string>>;
type Counts = Readonly<Record<string, number>>;

/** OpenAI's and DeepSeek's names, and Anthropic's. */
interface Usage {
  readonly prompt_tokens?: number;
  readonly completion_tokens?: number;
  readonly prompt_tokens_details?: Counts;
  readonly completion_tokens_details?: Counts;
  readonly input_tokens?: number;
  readonly cache_read_input_tokens?: number;
  readonly cache_creation?: Counts;
  readonly output_tokens?: number;
}

interface Exchange {
  readonly run_id: string;
  readonly workflow: string;
  readonly step: string;
  readonly started_at: string;
  readonly duration_ms: number;
  readonly status: number;
  readonly provider: string;
  readonly request_id: string;
  readonly cost_usd?: number;
  readonly request: { readonly model: string };
  readonly response: {
    readonly id?: string;
    readonly responseId?: string;
    readonly error?: object;
    readonly usage: Usage;
    readonly usageMetadata: Counts;
  };
}

interface Chat {
  readonly id: string;
  readonly run_id: string;
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly completion: string;
}

const jsonLines = <T>(name: string): readonly T[] =>
  read(name)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as T);

const rows: readonly Row[] = parse(read('traces.csv'), { columns: true });
const exchanges = jsonLines<Exchange>('responses.jsonl');
const chats = jsonLines<Chat>('no-counts.jsonl');
const counted = rows.filter((row) => row['total_tokens'] !== '');
const number = (row: Row, column: string): number => Number(row[column]);
const isUnique = (ids: readonly unknown[]): boolean => new Set(ids).size === ids.length;

/** Input, cached, written, output and reasoning tokens as totals with subsets, from each provider's own terms. */
type Mapping = (response: Exchange['response']) => readonly (number | undefined)[];

/** Cached tokens inside the prompt, reasoning inside the completion. */
const chat: Mapping = ({ usage }) => [
  usage.prompt_tokens,
  usage.prompt_tokens_details?.['cached_tokens'] ?? 0,
  0,
  usage.completion_tokens,
  usage.completion_tokens_details?.['reasoning_tokens'] ?? 0,
];

/** Reads and writes of the cache outside the input. */
const messages: Mapping = ({ usage }) => {
  const { input_tokens: plain = 0, cache_read_input_tokens: cached = 0 } = usage;
  const written = usage.cache_creation?.['ephemeral_5m_input_tokens'] ?? 0;
  return [plain + cached + written, cached, written, usage.output_tokens, 0];
};

/** Cached tokens inside the prompt, thoughts outside the candidates; what is missing is zero. */
const generateContent: Mapping = ({ usageMetadata }) => {
  const { candidatesTokenCount: answer = 0, thoughtsTokenCount: thoughts = 0 } = usageMetadata;
  const cached = usageMetadata['cachedContentTokenCount'] ?? 0;
  return [usageMetadata['promptTokenCount'], cached, 0, answer + thoughts, thoughts];
};

const CONVENTIONS: Readonly<Record<string, Mapping>> = {
  openai: chat,
  internal: chat,
  deepseek: chat,
  anthropic: messages,
  google: generateContent,
};

describe('the samples', () => {
  it('are what the generator makes, byte for byte', () => {
    const files = generator.sampleFiles();
    expect(Object.keys(files)).toEqual([
      'traces.csv',
      'responses.jsonl',
      'no-counts.jsonl',
      'ci/before.csv',
      'ci/after.csv',
      'reconcile/gateway.csv',
      'reconcile/openai-usage.json',
      'reconcile/openai-costs.json',
    ]);
    expect(Object.entries(files).filter(([name, content]) => content !== read(name))).toEqual([]);
  });

  it('are small enough to look at', () => {
    expect(read('responses.jsonl').length).toBeLessThan(2_000_000);
    expect(read('no-counts.jsonl').length).toBeLessThan(300_000);
    expect(read('ci/before.csv').length + read('ci/after.csv').length).toBeLessThan(60_000);
    expect(read('reconcile/gateway.csv').length).toBeLessThan(12_000);
  });
});

describe('traces.csv and responses.jsonl', () => {
  it('hold the same calls in the same order', () => {
    const ofRow = (row: Row) => [
      row['request_id'],
      row['run_id'],
      row['workflow'],
      row['step'],
      row['model'],
      row['provider'],
      row['started_at'],
      row['duration_ms'],
    ];
    const ofExchange = (each: Exchange) => [
      each.request_id,
      each.run_id,
      each.workflow,
      each.step,
      each.request.model,
      each.provider,
      each.started_at,
      String(each.duration_ms),
    ];
    expect(exchanges.map(ofExchange)).toEqual(rows.map(ofRow));
  });

  it('name each answered call by the id of its response', () => {
    const answered = exchanges.filter(({ response }) => response.error === undefined);
    expect(answered.map(({ response }) => response.id ?? response.responseId)).toEqual(
      answered.map((each) => each.request_id),
    );
  });

  it('count the same tokens, each provider in its own terms', () => {
    const answered = exchanges.filter(({ response }) => response.error === undefined);
    expect(answered.map(({ provider, response }) => CONVENTIONS[provider]?.(response))).toEqual(
      counted.map((row) => [
        number(row, 'input_tokens'),
        number(row, 'cached_tokens'),
        number(row, 'cache_write_tokens'),
        number(row, 'output_tokens'),
        number(row, 'reasoning_tokens'),
      ]),
    );
  });

  it('record the same cost, digit by digit', () => {
    expect(exchanges.map((each) => String(each.cost_usd ?? ''))).toEqual(rows.map((row) => row['cost_usd']));
  });

  it('call the same calls failed', () => {
    const words: Readonly<Record<number, string>> = { 200: 'ok', 429: 'error', 504: 'error' };
    expect(exchanges.map(({ status }) => words[status])).toEqual(rows.map((row) => row['status']));
  });
});

describe('traces.csv', () => {
  it('has no id twice', () => {
    expect(isUnique(rows.map((row) => row['request_id']))).toBe(true);
  });

  it('states a total on each line with tokens: input and output, everything else inside them', () => {
    const odd = counted.filter((row) => {
      const [input, output] = [number(row, 'input_tokens'), number(row, 'output_tokens')];
      const cache = number(row, 'cached_tokens') + number(row, 'cache_write_tokens');
      const isInside = cache <= input && number(row, 'reasoning_tokens') <= output;
      return !isInside || number(row, 'total_tokens') !== input + output;
    });
    expect(odd).toEqual([]);
  });

  it('has refused calls without tokens and late ones with tokens', () => {
    const tokens = rows.map((row) => `${row['status']} ${row['total_tokens'] !== ''}`);
    expect(new Set(tokens)).toEqual(new Set(['ok true', 'error true', 'error false']));
    expect(new Set(exchanges.map(({ status }) => status))).toEqual(new Set([200, 429, 504]));
  });

  it('has runs whose last call failed', () => {
    const lastCalls = new Map(rows.map((row) => [row['run_id'], row]));
    const failed = [...lastCalls.values()].filter((row) => row['status'] === 'error');
    expect(new Set(failed.map((row) => row['workflow']))).toEqual(
      new Set(['code-fix', 'research', 'triage']),
    );
  });

  it('moves triage from gpt-5.4 to gpt-5.5 in May', () => {
    const triage = rows.filter((row) => row['workflow'] === 'triage' && row['provider'] === 'openai');
    const models = (from: string, to: string) =>
      new Set(
        triage
          .filter((row) => `${row['started_at']}` >= from && `${row['started_at']}` < to)
          .map((row) => row['model']),
      );
    expect(models('2026-04', '2026-05-18')).toEqual(new Set(['gpt-5.4']));
    expect(models('2026-05-18', '2026-12')).toEqual(new Set(['gpt-5.5']));
  });

  it('has three calls to a model that no price book can know', () => {
    expect(rows.filter((row) => row['model'] === 'acme-triage-ft-3')).toHaveLength(3);
  });

  it('has prompts beyond 272,000 tokens, also for tokenizers that make two tokens where Claude makes three', () => {
    expect(rows.filter((row) => number(row, 'input_tokens') > 1.55 * 272_000)).toHaveLength(12);
  });
});

describe('research on DeepSeek', () => {
  const starts = rows.filter((row) => row['provider'] === 'deepseek').map((row) => `${row['started_at']}`);
  /** In UTC; in Beijing 09:00 to 12:00 and 14:00 to 18:00. */
  const isPeakHour = (start: string): boolean => /T(0[1-3]|0[6-9])/.test(start);
  const isWeekend = (start: string): boolean => new Date(start).getUTCDay() % 6 === 0;
  const since = (from: string, to: string) => starts.filter((start) => start >= from && start < to);
  const autumn = since('2026-08-24', '2026-09-25');

  it('is called in peak and in off-peak hours', () => {
    expect(autumn.filter((start) => isPeakHour(start) && !isWeekend(start))).not.toEqual([]);
    expect(autumn.filter((start) => !isPeakHour(start))).not.toEqual([]);
  });

  it('is called in peak hours that are off-peak: on weekends and in the October holiday', () => {
    expect(autumn.filter((start) => isPeakHour(start) && isWeekend(start))).not.toEqual([]);
    const holiday = since('2026-10-01', '2026-10-08');
    expect(holiday.filter((start) => isPeakHour(start) && !isWeekend(start))).not.toEqual([]);
  });

  it('is called on its first day, and before, across and after the price rise', () => {
    expect(since('2026-04-24', '2026-04-25')).not.toEqual([]);
    expect(since('2026-08-16T15:59', '2026-08-16T16:00')).not.toEqual([]);
    expect(since('2026-08-16T16:00', '2026-08-16T16:05')).not.toEqual([]);
  });
});

describe('recorded costs', () => {
  it.each([
    // claude-opus-4-7: 9 plain, 22,676 written, 1,794 out, at 5, 6.25 and 25 dollars per million tokens
    ['msg_01QDFfd2z7zUzCamFg09bbI0', 9 * 5_000 + 22_676 * 6_250 + 1_794 * 25_000, '0.18662'],
    // claude-sonnet-4-6, late and charged: 4 plain, 39,385 read, 3,022 written, 416 out, at 3, 0.3, 3.75 and 15
    ['msg_01TRdbNom3ZxHRjmsU5OHPPM', 4 * 3_000 + 39_385 * 300 + 3_022 * 3_750 + 416 * 15_000, '0.0294'],
    // gpt-5.5: 972 plain, 1,152 read, 182 out, at 5, 0.5 and 30
    ['chatcmpl-GmWd65Jbqq0pkNYii4ICuUf8t6IWp', 972 * 5_000 + 1_152 * 500 + 182 * 30_000, '0.010896'],
  ])('are the list price: %s', (id, nanoUsd, cost) => {
    expect(rows.find((row) => row['request_id'] === id)?.['cost_usd']).toBe(cost);
    expect(nanoUsd).toBe(Math.round(Number(cost) * 1e9));
  });

  it('are there for answered calls of OpenAI and Anthropic, and for no others', () => {
    const withCost = rows.filter((row) => row['cost_usd'] !== '');
    expect(withCost).toEqual(counted.filter((row) => ['openai', 'anthropic'].includes(`${row['provider']}`)));
  });
});

describe('no-counts.jsonl', () => {
  it('has thirty chats of three turns, and no counts', () => {
    expect(chats).toHaveLength(90);
    expect(new Set(chats.map((each) => each.run_id)).size).toBe(30);
    expect(isUnique(chats.map((each) => each.id))).toBe(true);
    expect(read('no-counts.jsonl')).not.toMatch(/"usage"|tokens"/);
  });

  it('sends the whole chat again with each turn', () => {
    const turns = chats.filter((each) => each.run_id === chats[0]?.run_id);
    expect(turns.map((turn) => turn.messages.map(({ role }) => role).join(' '))).toEqual([
      'system user',
      'system user assistant user',
      'system user assistant user assistant user',
    ]);
    expect(turns[1]?.messages[2]?.content).toBe(turns[0]?.completion);
  });

  it.each([
    ['umlauts', /[äöüß]/],
    ['Chinese', /\p{Script=Han}/u],
    ['an emoji', /\p{Extended_Pictographic}/u],
    ['code', /for \(const/],
    ['JSON', /```json/],
  ])('has %s in it', (_, pattern) => {
    const text = chats.map((each) => each.messages.map(({ content }) => content).join() + each.completion);
    expect(text.join()).toMatch(pattern);
  });

  it('is answered by three models', () => {
    expect(new Set(chats.map((each) => each.model))).toEqual(
      new Set(['gpt-4o-mini', 'gpt-5-mini', 'claude-haiku-4-5']),
    );
  });
});

describe('ci/', () => {
  const cwd = fileURLToPath(new URL('ci/', folder));
  const [before = [], after = []] = ['ci/before.csv', 'ci/after.csv'].map((name): readonly Row[] =>
    parse(read(name), { columns: true }),
  );
  const kindOf = (row: Row): string => `${row['workflow']} ${row['step']} ${row['model']}`;
  const mean = (rows: readonly Row[], step: string, column: string): number => {
    const own = rows.filter((row) => row['step'] === step);
    return own.reduce((sum, row) => sum + number(row, column), 0) / own.length;
  };

  it('has the baseline that recost makes of before.csv', () => {
    const reason = 'first baseline of triage and digest';
    const { stdout } = recost(['baseline', 'before.csv', '--reason', reason, '-q', '-o', '-'], { cwd });
    expect(stdout).toBe(read('ci/recost.baseline.json'));
  });

  it('has the same runs, steps and models on both sides', () => {
    expect(after.map(kindOf)).toEqual(before.map(kindOf));
    expect(new Set(before.map((row) => row['run_id'])).size).toBe(100);
    expect(after.every((row) => `${row['run_id']}`.startsWith('pr-'))).toBe(true);
  });

  it('changed one prompt: 1,180 tokens more, and nothing of it from the cache', () => {
    const inputs = ['classify', 'draft', 'summarise'].map(
      (step) => mean(after, step, 'input_tokens') - mean(before, step, 'input_tokens'),
    );
    expect(inputs).toEqual([0, 1180, 0]);
    expect(mean(before, 'draft', 'cached_tokens')).toBeGreaterThan(1000);
    expect(mean(after, 'draft', 'cached_tokens')).toBe(0);
    expect(mean(after, 'classify', 'cached_tokens')).toBe(mean(before, 'classify', 'cached_tokens'));
  });
});
