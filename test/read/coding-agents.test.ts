import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { recost } from '../support/recost.ts';
import { reportOf } from '../support/report.ts';

type Lines = readonly object[];

/** A folder of logs: paths, with the lines of each file. */
function logs(files: Readonly<Record<string, Lines | string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'recost-agents-'));
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(
      path,
      typeof content === 'string' ? content : content.map((line) => `${JSON.stringify(line)}\n`).join(''),
    );
  }
  return folder;
}

/** Name, runs, calls, input and output of each row. */
const rowsOf = (folder: string, by: string, ...args: readonly string[]) =>
  reportOf([folder, '--by', by, ...args])
    .rows.map(({ name, runs, calls, inputTokens, outputTokens }) => [
      name,
      runs,
      calls,
      inputTokens,
      outputTokens,
    ])
    .sort();

describe('sessions of Claude Code', () => {
  const MAIN = '1a2b3c4d-0000-4000-8000-000000000001';
  let clock = 0;
  const line = (
    id: string,
    output: number,
    more: Readonly<Record<string, unknown>> = {},
    text = 'Done.',
  ): object => ({
    parentUuid: 'p',
    isSidechain: false,
    cwd: '/home/ada/invoices',
    sessionId: MAIN,
    uuid: `u${clock++}`,
    timestamp: `2026-08-20T09:${String(clock % 60).padStart(2, '0')}:00.000Z`,
    type: 'assistant',
    message: {
      id,
      role: 'assistant',
      model: 'claude-sonnet-4-6',
      content: [{ type: 'text', text }],
      usage: { input_tokens: 100, output_tokens: output },
    },
    ...more,
  });
  const project = '.claude/projects/-home-ada-invoices';

  it('are one run with their sub-agents, wherever those work and whatever their lines repeat', () => {
    const side = { isSidechain: true, agentId: 'a77', attributionAgent: 'Explore' };
    const folder = logs({
      [`${project}/${MAIN}.jsonl`]: [
        line('msg_01AAAAAAAAAAAA', 10),
        line('msg_01BBBBBBBBBBBB', 20, { cwd: '/home/ada/invoices/src/totals' }),
      ],
      [`${project}/${MAIN}/subagents/agent-a77.jsonl`]: [
        line('msg_01AAAAAAAAAAAA', 10, side),
        line('msg_01CCCCCCCCCCCC', 30, {
          ...side,
          cwd: '/home/ada/invoices/.claude/worktrees/agent-a77/src',
        }),
      ],
    });
    expect(rowsOf(folder, 'workflow')).toEqual([['invoices', 1, 3, 300, 60]]);
    expect(rowsOf(folder, 'step')).toEqual([
      ['invoices › main', 1, 2, 200, 30],
      ['invoices › sub-agent Explore', 1, 1, 100, 30],
    ]);
  });

  it('are of one project, whatever lines without a folder they begin with', () => {
    const summary = { type: 'summary', summary: 'Totals', leafUuid: 'u' };
    const snapshot = { type: 'file-history-snapshot', messageId: 'm', snapshot: {}, isSnapshotUpdate: false };
    const queue = { type: 'queue-operation', operation: 'enqueue', sessionId: MAIN };
    const folder = logs({
      [`${project}/${MAIN}.jsonl`]: [summary, snapshot, queue, line('msg_01AAAAAAAAAAAA', 10)],
      [`${project}/${MAIN}/subagents/agent-a77.jsonl`]: [
        line('msg_01CCCCCCCCCCCC', 30, { isSidechain: true, agentId: 'a77' }),
      ],
      [`${project}/other.jsonl`]: [line('msg_01DDDDDDDDDDDD', 40, { sessionId: 'other' })],
    });
    expect(rowsOf(folder, 'workflow')).toEqual([['invoices', 2, 3, 300, 80]]);
  });

  it('count a sub-agent by its progress where its own file is gone', () => {
    const message = line('msg_01DDDDDDDDDDDD', 40);
    const folder = logs({
      [`${project}/${MAIN}.jsonl`]: [
        line('msg_01AAAAAAAAAAAA', 10),
        {
          parentUuid: 'p',
          sessionId: MAIN,
          uuid: 'x',
          type: 'progress',
          data: { type: 'agent_progress', message },
        },
      ],
    });
    expect(rowsOf(folder, 'step')).toEqual([
      ['invoices › main', 1, 1, 100, 10],
      ['invoices › sub-agent', 1, 1, 100, 40],
    ]);
  });

  it('count a message once that a resumed, forked or compacted session repeats', () => {
    const first = [line('msg_01AAAAAAAAAAAA', 10), line('msg_01BBBBBBBBBBBB', 20)];
    const other = '0f000000-0000-4000-8000-000000000002';
    const forkedFrom = { sessionId: MAIN, messageUuid: 'u' };
    const folder = logs({
      [`${project}/${MAIN}.jsonl`]: first,
      [`${project}/${other}.jsonl`]: [
        ...first.map((each) => ({ ...each, sessionId: other, requestId: 'req_new', forkedFrom })),
        line('msg_01EEEEEEEEEEEE', 50, { sessionId: other }),
      ],
    });
    const { total, rows } = reportOf([folder]);
    expect([total.runs, total.calls, total.outputTokens]).toEqual([2, 3, 80]);
    expect(rows.map(({ name }) => name)).toEqual(['invoices']);
    // The copies belong to the session that they say they were copied from.
    expect(reportOf([join(folder, project, `${other}.jsonl`)]).total.runs).toBe(2);
  });

  it.each(['0f', 'ff'])('keep what a session under another name (%s…) goes on from', (start) => {
    const first = [line('msg_01AAAAAAAAAAAA', 10), line('msg_01BBBBBBBBBBBB', 20)];
    const other = `${start}000000-0000-4000-8000-000000000002`;
    const copies = first.map((each) => ({ ...each, sessionId: other, requestId: 'req_new' }));
    const third = { ...line('msg_01EEEEEEEEEEEE', 50), sessionId: other };
    const folder = logs({
      [`${project}/${MAIN}.jsonl`]: first.map((each, at) => ({
        ...each,
        timestamp: `2026-08-20T08:0${at}:00Z`,
      })),
      [`${project}/${other}.jsonl`]: [
        ...copies.map((each, at) => ({ ...each, timestamp: `2026-08-20T08:0${at}:00Z` })),
        third,
      ],
    });
    expect(rowsOf(folder, 'workflow')).toEqual([['invoices', 2, 3, 300, 80]]);
  });

  it('keep apart what short ids, made by proxies and tests, have the same in two sessions', () => {
    const folder = logs({
      'a.jsonl': [line('msg_1', 10), line('msg_1', 10)],
      'b.jsonl': [line('msg_1', 20, { sessionId: 'another' })],
    });
    expect(reportOf([folder]).total).toMatchObject({ runs: 2, calls: 2, outputTokens: 30 });
  });

  it('count what was asked beside a message, however many lines repeat it', () => {
    const usage = {
      input_tokens: 100,
      output_tokens: 10,
      iterations: [
        { type: 'compaction', input_tokens: 5000, output_tokens: 300 },
        { type: 'message', input_tokens: 100, output_tokens: 10 },
      ],
    };
    const message = {
      id: 'msg_01AAAAAAAAAAAA',
      role: 'assistant',
      model: 'claude-opus-5',
      content: [],
      usage,
    };
    const folder = logs({ 's.jsonl': [line('', 0, { message }), line('', 0, { message })] });
    expect(rowsOf(folder, 'step')).toEqual([
      ['invoices › compaction', 1, 1, 5000, 300],
      ['invoices › main', 1, 1, 100, 10],
    ]);
  });

  it('survive a broken last line, which is told', () => {
    const whole = JSON.stringify(line('msg_01AAAAAAAAAAAA', 10));
    const folder = logs({ 's.jsonl': `${whole}\n${whole.slice(0, 150)}` });
    const { total, losses } = reportOf([folder]);
    expect([total.calls, losses.map(({ code }) => code)]).toEqual([1, ['record-unreadable']]);
  });

  it('do not take a long text for a stub, if a later line has the whole count', () => {
    const text = 'All totals are sums of exact amounts. '.repeat(40);
    const [stub, whole] = [
      line('msg_01AAAAAAAAAAAA', 2, {}, text),
      line('msg_01AAAAAAAAAAAA', 400, {}, 'Done.'),
    ];
    const isTold = (lines: Lines): boolean =>
      recost([logs({ 's.jsonl': lines }), '--to', 'keep']).stderr.includes('2 output tokens are stated');
    expect([isTold([stub]), isTold([stub, whole])]).toEqual([true, false]);
  });

  it('are found in a folder beside files that are no logs, which are one note', () => {
    const folder = logs({
      [`${project}/${MAIN}.jsonl`]: [line('msg_01AAAAAAAAAAAA', 10)],
      [`${project}/sessions-index.json`]: '{"version":1,"entries":[{"fullPath":"x","fileMtime":1}]}',
      [`${project}/${MAIN}/subagents/agent-a.meta.json`]: '{"agentType":"Explore"}',
      [`${project}/empty.jsonl`]: '',
    });
    const { status, stderr } = recost([folder, '--to', 'keep']);
    expect([status, stderr.match(/no log; left out/g)?.length, stderr.includes('warning')]).toEqual([
      0,
      1,
      false,
    ]);
    expect(stderr).toContain('and 2 more like this');
    const named = recost([join(folder, project, 'sessions-index.json'), folder, '--to', 'keep']);
    expect(named.stderr).toContain('warning: ');
  });
});

describe('what claude -p prints', () => {
  const session = 'c0ffee00-0000-4000-8000-000000000009';
  const call = (id: string, model: string, output: number): object => ({
    type: 'assistant',
    session_id: session,
    parent_tool_use_id: null,
    uuid: id,
    message: {
      id,
      role: 'assistant',
      model,
      content: [],
      usage: { input_tokens: 100, output_tokens: output },
    },
  });
  const sums = (inputTokens: number, outputTokens: number, costUSD: number): object => ({
    inputTokens,
    outputTokens,
    cacheReadInputTokens: 0,
    cacheCreationInputTokens: 0,
    webSearchRequests: 0,
    costUSD,
  });
  const result = (uuid: string, modelUsage: object): object => ({
    type: 'result',
    subtype: 'success',
    num_turns: 2,
    session_id: session,
    uuid,
    total_cost_usd: 0.0101,
    modelUsage,
  });
  const init = { type: 'system', subtype: 'init', cwd: '/home/ada/invoices', session_id: session };
  const calls = [
    call('msg_01AAAAAAAAAAAA', 'claude-sonnet-4-6', 1),
    call('msg_01BBBBBBBBBBBB', 'claude-sonnet-4-6', 1),
  ];

  it('has in its sums what the printed calls leave out, and nothing twice', () => {
    // 200 input tokens are those of the calls; 598 output tokens are not, nor is all of the other model.
    const end = result('r1', {
      'claude-sonnet-4-6[1m]': sums(200, 600, 0.0096),
      'claude-haiku-4-5': sums(300, 40, 0.0005),
    });
    const folder = logs({ 'run.jsonl': [init, ...calls, end] });
    expect(reportOf([folder]).total).toMatchObject({ runs: 1, inputTokens: 500, outputTokens: 640 });
    expect(rowsOf(folder, 'workflow')).toEqual([['invoices', 1, 4, 500, 640]]);
  });

  it('counts nothing beside the session that was kept of it, in whatever order they are read', () => {
    const stored = calls.map((each) => ({
      ...each,
      parentUuid: null,
      cwd: '/home/ada/invoices',
      sessionId: session,
      session_id: undefined,
    }));
    const end = result('r1', { 'claude-sonnet-4-6': sums(200, 600, 0.0096) });
    const other = { ...result('r2', { 'claude-sonnet-4-6': sums(50, 5, 0.0001) }), session_id: 'another' };
    const printed = [init, ...calls, end, other];
    for (const [name, lines] of [
      ['a.jsonl', printed],
      ['z.jsonl', printed],
      ['a.json', [end, other]],
      ['z.json', [end, other]],
    ] as const) {
      const { total } = reportOf([logs({ [name]: lines, 'm.jsonl': stored })]);
      expect(total).toMatchObject({ runs: 2, calls: 3, inputTokens: 250, outputTokens: 7 });
    }
  });

  it('counts beside the session that was kept what only the sums have: models of calls that are not kept', () => {
    const kept = {
      ...calls[0],
      cwd: '/home/ada/invoices',
      parentUuid: null,
      sessionId: session,
      session_id: undefined,
    };
    const end = result('r1', {
      'claude-sonnet-4-6[1m]': sums(200, 600, 0.0096),
      'claude-haiku-4-5': sums(300, 40, 0.0005),
    });
    const folder = logs({ 'a.json': [end], 'm.jsonl': [kept] });
    expect(rowsOf(folder, 'workflow')).toEqual([['invoices', 1, 2, 400, 41]]);
  });

  it('counts the sums of the last turn, which hold those before', () => {
    const one = result('r1', { 'claude-sonnet-4-6': sums(100, 300, 0.0048) });
    const two = result('r2', { 'claude-sonnet-4-6': sums(200, 600, 0.0096) });
    const { total } = reportOf([logs({ 'run.jsonl': [init, one, two] })]);
    expect(total).toMatchObject({ runs: 1, calls: 1, inputTokens: 200, outputTokens: 600 });
    expect(total.recorded).toMatchObject({ usd: '0.0096', listUsd: '0.0096' });
  });

  it('is one run in several files, if it was resumed, and the same file twice is once', () => {
    const one = [result('r1', { 'claude-sonnet-4-6': sums(100, 300, 0.0048) })];
    const two = [result('r2', { 'claude-sonnet-4-6': sums(200, 600, 0.0096) })];
    const { total } = reportOf([
      logs({ '1.json': one, '2.json': two, 'copy of 2.json': two }),
      '--workflow',
      'nightly',
    ]);
    expect(total).toMatchObject({ runs: 1, calls: 2, inputTokens: 300, outputTokens: 900 });
  });
});

describe('sessions of Codex', () => {
  const at = (second: number, ms = 0): string =>
    new Date(Date.UTC(2026, 7, 20, 10, 0, second, ms)).toISOString();
  const meta = (id: string, timestamp: string, more: object = {}): object => ({
    timestamp,
    type: 'session_meta',
    payload: { id, cwd: '/home/ada/parser', model_provider: 'openai', ...more },
  });
  const model = { timestamp: at(0), type: 'turn_context', payload: { model: 'gpt-5.3-codex' } };
  const usage = (input: number, output: number): object => ({
    input_tokens: input,
    cached_input_tokens: 0,
    output_tokens: output,
    reasoning_output_tokens: 0,
    total_tokens: input + output,
  });
  const count = (timestamp: string, total: object, last: object): object => ({
    timestamp,
    type: 'event_msg',
    payload: { type: 'token_count', info: { total_token_usage: total, last_token_usage: last } },
  });
  const parent = [
    meta('parent', at(0)),
    model,
    count(at(5), usage(100, 10), usage(100, 10)),
    count(at(6), usage(100, 10), usage(100, 10)),
    count(at(9), usage(300, 30), usage(200, 20)),
  ];
  const spawn = { source: { subagent: { thread_spawn: { parent_thread_id: 'parent', depth: 1 } } } };

  it('count what is added to their sums, and start anew where those shrink', () => {
    const reset = count(at(20), usage(50, 5), usage(50, 5));
    const { total } = reportOf([logs({ 'rollout.jsonl': [...parent, reset, reset] })]);
    expect(total).toMatchObject({ runs: 1, calls: 3, inputTokens: 350, outputTokens: 35 });
  });

  it('are the same from the archive', () => {
    const folder = logs({ 'sessions/rollout.jsonl': parent, 'archived_sessions/rollout.jsonl': parent });
    expect(reportOf([folder]).total).toMatchObject({ runs: 1, calls: 2, inputTokens: 300 });
  });

  it('pass over the copy that a fork begins with, also where it takes longer to write', () => {
    const copy = [
      count(at(60, 1), usage(100, 10), usage(100, 10)),
      ...Array.from({ length: 14 }, (_, index) => ({
        timestamp: at(60, 90 * (index + 1)),
        type: 'response_item',
        payload: { type: 'message' },
      })),
      count(at(61, 340), usage(300, 30), usage(200, 20)),
    ];
    const own = count(at(66), usage(340, 37), usage(40, 7));
    const fork = [
      meta('fork', at(60), { forked_from_id: 'parent' }),
      meta('parent', at(60)),
      model,
      ...copy,
      own,
    ];
    const folder = logs({ 'a.jsonl': parent, 'b.jsonl': fork });
    expect(reportOf([folder]).total).toMatchObject({ runs: 2, calls: 3, inputTokens: 340, outputTokens: 37 });
  });

  it('take from what a fork inherited only what it added, if nothing was copied', () => {
    const fork = [
      meta('fork', at(60), { forked_from_id: 'parent' }),
      model,
      count(at(70), usage(340, 37), usage(40, 7)),
      count(at(75), usage(400, 50), usage(60, 13)),
    ];
    expect(reportOf([logs({ 'b.jsonl': fork })]).total).toMatchObject({ inputTokens: 100, outputTokens: 20 });
  });

  it('belong to the run of the session that started them, given or not', () => {
    const child = [
      meta('child', at(60), { ...spawn, agent_role: 'explorer' }),
      model,
      count(at(70), usage(40, 7), usage(40, 7)),
    ];
    const both = logs({ 'a.jsonl': child, 'b.jsonl': parent });
    expect(rowsOf(both, 'workflow')).toEqual([['parser', 1, 3, 340, 37]]);
    expect(rowsOf(both, 'step')).toEqual([
      ['parser › explorer', 1, 1, 40, 7],
      ['parser › main', 1, 2, 300, 30],
    ]);
    expect(rowsOf(logs({ 'a.jsonl': child }), 'workflow')).toEqual([['parser', 1, 1, 40, 7]]);
  });

  it('printed by codex exec have sums of the whole thread', () => {
    const turn = (input: number, output: number): object => ({
      type: 'turn.completed',
      usage: { input_tokens: input, cached_input_tokens: 0, output_tokens: output },
    });
    const started = (thread: string): object => ({ type: 'thread.started', thread_id: thread });
    const lines = [started('t1'), turn(100, 10), started('t1'), turn(250, 30), started('t2'), turn(70, 7)];
    expect(reportOf([logs({ 'run.jsonl': lines }), '--model', 'gpt-5.3-codex']).total).toMatchObject({
      runs: 2,
      calls: 3,
      inputTokens: 320,
      outputTokens: 37,
    });
  });
});

describe('sessions of Gemini CLI', () => {
  const header = {
    sessionId: 'g-7',
    projectHash: 'ledger',
    startTime: '2026-08-20T11:00:00.000Z',
    kind: 'main',
  };
  const message = (id: string, input: number): object => ({
    id,
    timestamp: '2026-08-20T11:01:00.000Z',
    type: 'gemini',
    content: '',
    model: 'gemini-3-flash-preview',
    tokens: { input, output: 10, cached: 0, thoughts: 5, tool: 1, total: input + 16 },
  });

  it('count what was rewound, replaced and updated once each', () => {
    const folder = logs({
      's.jsonl': [
        header,
        message('a', 1),
        message('a', 100),
        { $rewindTo: 'a' },
        message('b', 200),
        { $set: { messages: [message('b', 200), message('c', 300)] } },
      ],
    });
    // Each has 1 token of a tool and 5 of thoughts.
    expect(reportOf([folder]).total).toMatchObject({ runs: 1, calls: 3, inputTokens: 603, outputTokens: 45 });
  });

  it('are the same before and after their files were moved to lines', () => {
    const folder = logs({
      's.json': JSON.stringify({ ...header, messages: [message('a', 100)] }, null, 2),
      's.jsonl': [header, message('a', 100), message('b', 200)],
    });
    expect(reportOf([folder]).total).toMatchObject({ runs: 1, calls: 2, inputTokens: 302 });
  });

  it('hold those of their sub-agents', () => {
    const folder = logs({
      'ledger/chats/session-1.jsonl': [header, message('a', 100)],
      'ledger/chats/g-7/sub.jsonl': [{ ...header, sessionId: 'sub', kind: 'subagent' }, message('x', 50)],
    });
    expect(rowsOf(folder, 'workflow')).toEqual([['ledger', 1, 2, 152, 30]]);
  });

  it('leave other lines with ids and times to other formats', () => {
    const lines = [{ id: 'x', timestamp: '2026-08-20T11:01:00Z', input_tokens: 5, output_tokens: 3 }];
    expect(reportOf([logs({ 'log.jsonl': lines }), '--model', 'gpt-5.5']).total.calls).toBe(1);
  });
});

describe('sessions of pi', () => {
  const entry = (id: string | undefined, timestamp: string, input: number): object => ({
    type: 'message',
    id,
    timestamp,
    message: {
      role: 'assistant',
      provider: 'anthropic',
      model: 'claude-sonnet-4-6',
      usage: { input, output: 10, cacheRead: 0, cacheWrite: 0 },
      timestamp: 1,
    },
  });
  const header = (id: string, timestamp: string, more: object = {}): object => ({
    type: 'session',
    id,
    timestamp,
    cwd: '/home/ada/blog',
    ...more,
  });

  it.each([
    ['with ids of their entries', ['e1', 'e2', 'e3']],
    ['of the first releases, without', [undefined, undefined, undefined]],
  ])('that were branched off, %s, repeat what stays with the first', (_, [a, b, c]) => {
    const old = [entry(a, '2026-08-20T12:01:00.000Z', 100), entry(b, '2026-08-20T12:02:00.000Z', 200)];
    const branch = header('0-branch', '2026-08-20T13:00:00.000Z', { parentSession: '/s/2026_first.jsonl' });
    const folder = logs({
      '2026_first.jsonl': [header('first', '2026-08-20T12:00:00.000Z'), ...old],
      '2026_0-branch.jsonl': [branch, ...old, entry(c, '2026-08-20T13:01:00.000Z', 400)],
    });
    expect(reportOf([folder]).total).toMatchObject({ runs: 2, calls: 3, inputTokens: 700 });
    expect(reportOf([join(folder, '2026_0-branch.jsonl')]).total).toMatchObject({ runs: 2, calls: 3 });
  });
});

describe('sessions of OpenCode', () => {
  const message = (id: string, sessionID: string, created: number): string =>
    JSON.stringify({
      id,
      sessionID,
      role: 'assistant',
      providerID: 'anthropic',
      modelID: 'claude-sonnet-4-6',
      time: { created, completed: created + 5 },
      tokens: { input: 10, output: 20, reasoning: 5, cache: { read: 100, write: 0 } },
      cost: 0,
    });
  const session = (id: string, parentID?: string): string =>
    JSON.stringify({ id, projectID: 'p', directory: '/home/ada/ledger', parentID, time: { created: 1 } });

  it('hold those of their sub-agents; forks repeat messages under new ids', () => {
    const folder = logs({
      'session/p/ses_1.json': session('ses_1'),
      'session/p/ses_2.json': session('ses_2', 'ses_1'),
      'message/ses_1/msg_1.json': message('msg_1', 'ses_1', 1_787_220_000_000),
      'message/ses_2/msg_2.json': message('msg_2', 'ses_2', 1_787_220_100_000),
      'message/ses_3/msg_3.json': message('msg_3', 'ses_3', 1_787_220_000_000),
      'part/msg_1/prt_1.json': '{"id":"prt_1","type":"text","text":"ok","time":{"start":1}}',
    });
    const { total, rows } = reportOf([folder]);
    expect(rows.map(({ name }) => name)).toContain('ledger');
    expect(total).toMatchObject({ calls: 2, inputTokens: 220, outputTokens: 50 });
  });
});
