import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { RawCall } from '../../src/domain/raw-call.ts';
import { normalize } from '../../src/normalize/normalize.ts';
import { read } from '../support/reading.ts';

const OPTIONS = {
  file: 'log',
  model: undefined,
  provider: undefined,
  workflow: undefined,
  zoneOffset: undefined,
};

const sample = (file: string) => readFileSync(new URL(`../formats/${file}`, import.meta.url), 'utf8');
const understood = (raw: RawCall | undefined) => raw && normalize(raw, OPTIONS).call;
const callsIn = async (text: string) => (await read(text)).calls.map(understood);

describe('an OpenHands run', () => {
  it('has a call for each usage, with the cost, the time and the duration that belong to it', async () => {
    const [first, second] = await callsIn(sample('openhands.jsonl'));
    expect(first).toMatchObject({
      id: 'chatcmpl-own-1',
      run: 'outputs/acme/claude-sonnet-4/acme__parser-17',
      workflow: 'CodeActAgent',
      recordedCost: 15_000_000_000_000n,
      startedAt: Date.parse('2025-09-04T19:43:45.900Z'),
      endedAt: Date.parse('2025-09-04T19:43:49.400Z'),
      usage: { input: 4000, cacheRead: 0, output: 200 },
    });
    expect(second).toMatchObject({ usage: { input: 5000, cacheRead: 3000 }, endedAt: undefined });
  });

  it('without a list of usages is a record of their sums', async () => {
    const [, , sums] = await callsIn(sample('openhands.jsonl'));
    expect(sums).toMatchObject({ run: 'acme__parser-18', usage: { input: 6000, output: 200 } });
  });

  it('of old has costs without tokens', async () => {
    const calls = await callsIn(sample('openhands+costs_only.jsonl'));
    expect(calls.map((call) => [call?.run, call?.recordedCost, call?.usage.input])).toEqual([
      ['acme/parser#4', 10_000_000_000_000n, undefined],
      ['acme/parser#4', 20_000_000_000_000n, undefined],
    ]);
  });
});

describe('a SWE-agent run', () => {
  it('is one record: its cost, not that of the batch; settings may be text; the mean prompt is the least', async () => {
    expect(await callsIn(sample('swe-agent.traj'))).toMatchObject([
      {
        run: 'log',
        model: 'gpt-4-turbo',
        usage: { input: 20_000, output: 1666 },
        recordedCost: 250_000_000_000_000n,
        largestPrompt: 10_000,
        status: 'ok',
      },
    ]);
  });

  it.each([
    ['submitted', 'ok'],
    ['submitted (exit_cost)', 'ok'],
    ['exit_context', 'failed'],
    [null, 'unknown'],
  ])('that ended with %s is %s', async (ended, status) => {
    const run = JSON.parse(sample('swe-agent.traj'));
    run.info.exit_status = ended;
    expect(await callsIn(JSON.stringify(run))).toMatchObject([{ status }]);
  });

  it('with requests but no token was not counted', async () => {
    const run = JSON.parse(sample('swe-agent.traj'));
    Object.assign(run.info.model_stats, { instance_cost: 0, tokens_sent: 0, tokens_received: 0 });
    expect(await callsIn(JSON.stringify(run))).toMatchObject([
      { usage: { input: undefined, output: undefined }, recordedCost: undefined, isCostZero: true },
    ]);
  });
});

describe('a mini-swe-agent run', () => {
  it('has a call for each response, in a message of its own, beside one, or beside the user’s', async () => {
    const calls = await callsIn(sample('mini-swe-agent.json'));
    expect(calls.map((call) => [call?.id, call?.usage.input, call?.status])).toEqual([
      ['chatcmpl-mini-1', 400, 'ok'],
      ['chatcmpl-mini-2', 800, 'ok'],
      ['resp_mini_3', 900, 'ok'],
    ]);
  });

  it('without responses has only its cost', async () => {
    const run = JSON.parse(sample('mini-swe-agent.json'));
    run.messages = run.messages.slice(0, 2);
    run.info.exit_status = 'LimitsExceeded';
    expect(await callsIn(JSON.stringify(run))).toMatchObject([
      { recordedCost: 12_500_000_000_000n, usage: { input: undefined }, status: 'failed' },
    ]);
  });
});

describe('a load trace', () => {
  it('has conversations as runs where requests name the one before', async () => {
    const calls = await callsIn(sample('load-trace.jsonl'));
    expect(calls.map((call) => [call?.run, call?.step, call?.startedAt])).toEqual([
      ['11', 'text', undefined],
      ['12', 'search', undefined],
      ['11', 'text', undefined],
      ['11', 'text', undefined],
    ]);
  });
});

describe('an Inspect log', () => {
  it('counts cached tokens outside the input where its total says so, and no answers of its own cache', async () => {
    expect(await callsIn(sample('inspect-ai.json'))).toMatchObject([
      {
        run: 's1',
        workflow: 'trivia',
        provider: 'anthropic',
        usage: { input: 1230, cacheRead: 1200, output: 40 },
        algebra: 'total',
      },
    ]);
  });
});

describe('a Moatless run', () => {
  it('was asked of the host that the request names, and answered by the snapshot', async () => {
    expect(await callsIn(sample('moatless.json'))).toMatchObject([
      { provider: 'azure', model: 'gpt-4o-2024-05-13', step: 'PlanToCode', workflow: 'nightly' },
    ]);
  });
});

describe('a run of tau-bench', () => {
  it('has a call for each answer, after all that was said before it', async () => {
    const { calls } = await read(sample('tau-bench.json'));
    const messages = JSON.parse(sample('tau-bench.json'))[0].traj;
    expect(calls.map(({ run, inputText, outputText }) => ({ run, inputText, outputText }))).toEqual([
      { run: '3/0', inputText: { messages: messages.slice(0, 2) }, outputText: messages[2] },
      { run: '3/0', inputText: { messages: messages.slice(0, 4) }, outputText: messages[4] },
    ]);
  });

  it('of tau2 has two models, of the agent and of the simulated user', async () => {
    const calls = await callsIn(sample('tau-bench+tau2.json'));
    expect(calls.map((call) => [call?.run, call?.step, call?.model, call?.usage.input])).toEqual([
      ['sim-1', 'user', 'gpt-4.1-mini', 420],
      ['sim-1', 'agent', 'gpt-4.1-2025-04-14', 1000],
    ]);
  });
});
