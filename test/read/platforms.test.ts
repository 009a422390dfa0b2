import { describe, expect, it } from 'vitest';
import { gist, read } from '../support/reading.ts';
import { ROOT, recost } from '../support/recost.ts';
import { type JsonReport, reportOf } from '../support/report.ts';

const log = (file: string): string => `${ROOT}test/formats/${file}`;
const told = ({ losses, ...rest }: JsonReport) => ({ ...rest, losses: losses.map(({ code }) => code) });
const notesOf = (file: string): string => recost(['inspect', log(file)]).stderr;

/** Every amount in the logs is what its tokens cost at list price, in millionths: input, cached, written, output. */
describe('Langfuse', () => {
  it('counts an agent’s calls once, prefers a provider’s response to an estimate, adds its buckets up', () => {
    const [row] = reportOf([log('langfuse.json')]).rows;
    expect(row).toMatchObject({
      name: 'invoice-triage',
      calls: 3,
      inputTokens: 120 + 4000 + 600 + 880 + 50,
      cachedInputTokens: 4000,
      outputTokens: 210 + (32 + 64),
      recorded: { calls: 3, usd: '0.007373', listUsd: '0.007373' },
    });
    expect(notesOf('langfuse.json')).toContain('a failed request without token counts');
  });

  it('tells the same as trace, as table, and as rows of its storage', () => {
    const report = told(reportOf([log('langfuse.json')]));
    expect(told(reportOf([log('langfuse+observations.csv')]))).toEqual(report);
    expect(told(reportOf([log('langfuse+storage.jsonl')]))).toEqual(report);
  });

  it('decides by the older total where the buckets have none, and takes characters for no tokens', () => {
    const { total, scenarios } = reportOf([log('langfuse+page.json')]);
    expect(total).toMatchObject({
      runs: 2,
      calls: 3,
      inputTokens: 700 + 40,
      cachedInputTokens: 512,
      outputTokens: 90 + 9,
      recorded: { calls: 1, usd: '0.0002398', listUsd: '0.0002398' },
    });
    expect(scenarios[0]?.unpriced).toHaveLength(1);
  });
});

describe('What Anthropic was asked beside a response', () => {
  const response = {
    id: 'msg_01AAAAAAAAAAAA',
    type: 'message',
    role: 'assistant',
    model: 'claude-opus-5',
    content: [],
    stop_reason: 'end_turn',
    usage: {
      input_tokens: 100,
      output_tokens: 10,
      iterations: [
        { type: 'compaction', input_tokens: 5000, output_tokens: 300 },
        { type: 'advisor_message', model: 'claude-fable-5', input_tokens: 800, output_tokens: 60 },
        { type: 'message', input_tokens: 100, output_tokens: 10 },
      ],
    },
  };
  const stepsOf = (lines: readonly object[]) =>
    reportOf(['-', '--by', 'step'], lines.map((each) => `${JSON.stringify(each)}\n`).join(''))
      .rows.map(({ name, runs, calls, inputTokens }) => [name, runs, calls, inputTokens])
      .sort();

  it('is in the run and workflow of a Langfuse observation, and in no sum around it', () => {
    const around = { traceId: 't', traceName: 'triage', startTime: '2026-09-02T07:00:00Z' };
    const usageDetails = { input: 100, output: 10, total: 110 };
    const told = stepsOf([
      { ...around, id: 'a', type: 'AGENT', name: 'agent', usageDetails },
      { ...around, id: 'g', type: 'GENERATION', name: 'answer', parentObservationId: 'a', output: response },
    ]);
    expect(told).toEqual([
      ['triage › advisor', 1, 1, 800],
      ['triage › agent', 1, 1, 100],
      ['triage › compaction', 1, 1, 5000],
    ]);
  });

  it('is in the run and workflow of a row of Helicone', () => {
    const row = {
      request_created_at: '2026-09-02T07:00:00Z',
      response_status: 200,
      prompt_tokens: 100,
      completion_tokens: 10,
      request_properties: { 'Helicone-Session-Name': 'triage', 'Helicone-Session-Path': '/answer' },
      response_body: response,
    };
    expect(stepsOf([row])).toEqual([
      ['triage › /answer', 1, 1, 100],
      ['triage › advisor', 1, 1, 800],
      ['triage › compaction', 1, 1, 5000],
    ]);
  });
});

describe('LangSmith', () => {
  it('counts a request once that the chain, the framework and the wrapped client tell', () => {
    const report = reportOf([log('langsmith.jsonl')]);
    expect(report.rows).toMatchObject([
      {
        name: 'answer-ticket',
        calls: 1,
        inputTokens: 1500,
        cachedInputTokens: 1024,
        outputTokens: 130,
        recorded: { calls: 1, usd: '0.000635', listUsd: '0.0004046' }, // 476 × 0.25 + 1,024 × 0.025 + 130 × 2
      },
    ]);
    expect(told(reportOf([log('langsmith+export.csv')]))).toEqual(told(report));
    expect(reportOf([log('langsmith.jsonl'), '--by', 'step']).rows[0]?.name).toContain('draft');
  });

  it('joins both halves of a run, of which the second has no id, and knows how long cache writes live', () => {
    const { stdout } = recost(['-q', log('langsmith+batch.json'), '-f', 'json', '--to', 'keep']);
    const { rows, firstCall } = JSON.parse(stdout);
    expect(rows).toMatchObject([
      { name: 'support', calls: 1, inputTokens: 3020, cachedInputTokens: 2000, outputTokens: 11 },
    ]);
    // 20 × 3 + 2,000 × 0.30 + 1,000 × 6 + 11 × 15 = 6,825
    expect(rows[0].scenarios.baseline.totalUsd.base).toBe('0.006825');
    expect(firstCall).toBe('2026-09-01T11:00:00.250Z');
  });
});

describe('Helicone', () => {
  it('reads cells whose quotes are doubled once more', async () => {
    const { calls } = await read(
      'response_id,response_status,request_created_at,request_body,request_properties,model,prompt_tokens\n' +
        'r,200,2026-09-02 07:00:01,"{""""model"""":""""m"""",""""note"""":""""a, b""""}","{""""Helicone-Session-Id"""":""""s""""}",m,5\n',
    );
    expect(calls).toMatchObject([{ run: 's', inputText: { model: 'm', note: 'a, b' } }]);
  });

  it('makes no calls of requests that were cancelled or refused', () => {
    const { rows, total } = reportOf([log('helicone+export.csv')]);
    expect(rows.find(({ name }) => name === 'quote')).toMatchObject({ runs: 1, calls: 2 });
    expect(total).toMatchObject({
      calls: 3,
      inputTokens: 1200 + 300 + 500,
      outputTokens: 80 + 45 + 40,
      recorded: { calls: 3, usd: '0.00224', listUsd: '0.00224' },
    });
  });

  it('leaves out answers of its cache, counts caches as their vendors do and reasoning as its total says', () => {
    const { total } = reportOf([log('helicone.jsonl')]);
    expect(total).toMatchObject({
      runs: 1,
      calls: 3,
      inputTokens: 2000 + (5000 + 4096) + 100,
      cachedInputTokens: 1536 + 4096,
      outputTokens: 60 + 70 + (20 + 64),
      recorded: { calls: 3, usd: '0.0177462', listUsd: '0.0177462' },
    });
    expect(notesOf('helicone.jsonl')).toContain('an answer out of a gateway’s own cache');
  });

  it('reads the list that its export tool ends in a comma', async () => {
    const row = { request_created_at: '2026-09-02T07:00:00Z', response_status: 200, prompt_tokens: 5 };
    const one = JSON.stringify({ ...row, model: 'gpt-5-mini', completion_tokens: 1 });
    const { calls, problems, formats } = await read(`[\n${one},\n${one},\n]\n`);
    expect(calls).toHaveLength(2);
    expect([problems, formats]).toEqual([[], ['helicone']]);
  });
});

describe('LiteLLM', () => {
  it('counts retries, not hits of its cache, and prices deployments as what they are', () => {
    expect(reportOf([log('litellm-payload.jsonl')]).total).toMatchObject({
      runs: 2,
      calls: 4,
      inputTokens: 900 + 5100 + 100,
      cachedInputTokens: 640 + 4000,
      outputTokens: 150 + 40 + 10,
      recorded: { calls: 3, usd: '0.008502', listUsd: '0.008502' },
    });
    expect(notesOf('litellm-payload.jsonl')).toContain('an answer out of a gateway’s own cache');
  });

  it('tells the same in rows of its database, as JSON and as table', () => {
    const report = reportOf([log('litellm-spend.json')]);
    expect(report.rows).toMatchObject([
      {
        name: 'mailer',
        runs: 1,
        calls: 3,
        inputTokens: 900 + 5100,
        cachedInputTokens: 640 + 4000,
        outputTokens: 150 + 40,
        recorded: { calls: 2, usd: '0.006231', listUsd: '0.006231' },
      },
    ]);
    expect(told(reportOf([log('litellm-spend+export.csv')]))).toEqual(told(report));
  });

  it('has cached and cache-writing tokens inside the prompt of completion logs', () => {
    expect(reportOf([log('litellm-completion.jsonl')]).rows).toMatchObject([
      {
        name: 'Fixer',
        runs: 1,
        calls: 2,
        inputTokens: 2100 + 2500,
        cachedInputTokens: 2000,
        recorded: { calls: 2, usd: '0.009525', listUsd: '0.009525' },
      },
    ]);
  });
});

describe('OpenRouter’s activity', () => {
  it('has a row for each generation: charged, or billed to one’s own key, in UTC', () => {
    const { rows, total } = reportOf([log('openrouter-activity.csv')]);
    expect(rows.map(({ name, calls }) => [name, calls])).toEqual([
      ['Bike Finder', 4],
      ['prod', 1],
    ]);
    // The search of the third row (0.02) is no token price: 0.022145 − 0.02 = 0.002145.
    expect(total).toMatchObject({
      calls: 5,
      inputTokens: 3 * 1000 + 400 + 100,
      cachedInputTokens: 640,
      outputTokens: 3 * 200 + 100 + 7,
      recorded: { calls: 5, usd: '0.022145', listUsd: '0.002145' },
    });
    const { stderr } = recost([log('openrouter-activity.csv')]);
    expect(stderr).not.toContain('without a zone');
  });

  it('says which costs are whose', async () => {
    const row =
      'generation_id,tokens_prompt,model_permaslug,cost_total,byok_usage_inference,cancelled,variant';
    const { calls } = await read(
      `${row}\ngen-1,9,a/b,0.5,0,false,standard\ngen-2,9,a/b,0.025,0.5,true,free\n`,
    );
    expect(calls).toMatchObject([
      { cost: '0.5', costKind: 'charged', status: 'ok', model: 'a/b' },
      { cost: '0.5', costKind: 'own key', status: 'cancelled', model: 'a/b:free' },
    ]);
  });
});

describe('sums over many requests', () => {
  it.each(['litellm-daily.json', 'openrouter-daily.json', 'openrouter-daily+export.csv'])(
    '%s is refused as calls, and priced on request',
    (file) => {
      const refused = recost(['-q', log(file)]);
      expect([refused.status, refused.stdout]).toEqual([3, '']);
      expect(refused.stderr.replace(/\s+/g, ' ')).toContain('These are no calls');
      expect(reportOf([log(file), '--aggregates']).total.recorded.calls).toBe(1);
    },
  );
});

describe('records that hold a provider’s response', () => {
  it('belong to the platform, also behind a bare response', async () => {
    const response = {
      id: 'chatcmpl-1',
      object: 'chat.completion',
      created: 1788249607,
      model: 'gpt-5-mini',
      choices: [],
      usage: { prompt_tokens: 7, completion_tokens: 2, total_tokens: 9 },
    };
    const logged = { messages: [], response: { ...response, id: 'chatcmpl-2' }, cost: 1, latency_sec: 2 };
    const reading = await read([response, logged].map((each) => JSON.stringify(each)).join('\n'));
    expect(reading.formats).toEqual(['openai-chat', 'litellm-completion']);
    expect(reading.problems).toEqual([]);
    expect(gist(reading)).toHaveLength(2);
  });
});
