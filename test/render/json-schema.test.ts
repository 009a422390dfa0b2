import { describe, expect, it } from 'vitest';
import { ALGEBRA_RULES } from '../../src/domain/call.ts';
import { PRICE_RULES } from '../../src/domain/price-steps.ts';
import { ASSUMPTIONS, GROUPINGS } from '../../src/domain/report.ts';
import { EXPLANATION_SCHEMA_VERSION } from '../../src/render/explain/json.ts';
import { INSPECTION_SCHEMA_VERSION } from '../../src/render/inspection.ts';
import { SCHEMA_VERSION } from '../../src/render/json.ts';
import { recost } from '../support/recost.ts';
import { looseMembersIn, membersIn, schemaIn, validator } from '../support/schema.ts';
import { textLoop } from '../support/text-loop.ts';

const REPORT = 'docs/report.schema.json';
const INSPECTION = 'docs/inspection.schema.json';
const EXPLANATION = 'docs/explanation.schema.json';

const printed = (args: string, stdin = ''): unknown =>
  JSON.parse(recost([...args.split(' '), '-f', 'json'], { stdin }).stdout);

/** One call that lacks all that a log can lack. */
const BARE_LOG = 'model,input_tokens,output_tokens\ngpt-4o,1000,100\n';

/** Three turns with their prompts. */
const PROMPTS = textLoop({ model: 'gpt-4-turbo', provider: 'openai' }).slice(0, 3).join('\n');

describe('report.schema.json', () => {
  const faults = validator(REPORT);

  it.each([
    'samples/traces.csv',
    'samples/responses.jsonl',
    'samples/no-counts.jsonl --to v4',
    'samples --to v4,frontier,keep',
    'samples/traces.csv --as-of 2026-05-01',
    'samples/traces.csv --to deepseek-v4-pro --band-at end',
    ...GROUPINGS.map((grouping) => `samples/traces.csv --to gpt-5.5 --by ${grouping}`),
  ])('describes what recost %s prints', (args) => {
    expect(faults(printed(args))).toEqual([]);
  });

  it('describes a report of a log without instants, runs and workflows', () => {
    expect(faults(printed('- --to deepseek-v4-flash', BARE_LOG))).toEqual([]);
  });

  it('describes a report of calls that no target can take', () => {
    const log = BARE_LOG.replace('1000', '3000000000');
    expect(faults(printed('- --to deepseek-v4-pro', log))).toEqual([]);
  });

  it('describes a report of calls that some targets can take', () => {
    const log = BARE_LOG.replace('1000', '150000');
    expect(faults(printed('- --to gpt-4-turbo,deepseek-v4-pro', log))).toEqual([]);
  });

  it('describes a report of a log with prompts', () => {
    expect(faults(printed('- --to gpt-5.5', PROMPTS))).toEqual([]);
  });

  const report = printed('samples/traces.csv --to gpt-5.5') as Record<string, unknown>;

  it.each([
    ['a member that it does not name', { ...report, extra: 1 }],
    ['a report without a member', { ...report, total: undefined }],
    ['an amount that is a number', { ...report, straddling: { calls: 0, baselineUsd: 0.5 } }],
    ['an amount with zeros at its end', { ...report, straddling: { calls: 0, baselineUsd: '0.50' } }],
    ['an instant without its zone', { ...report, asOf: '2026-11-23T00:00:00.000' }],
    ['another version', { ...report, schemaVersion: SCHEMA_VERSION + 1 }],
  ])('refuses %s', (_, value) => {
    expect(faults(value)).not.toEqual([]);
  });

  it('has the version, the groupings and the assumptions that the code has', () => {
    const members = new Map(membersIn(schemaIn(REPORT)));
    expect(members.get('/schemaVersion')?.['const']).toBe(SCHEMA_VERSION);
    expect(members.get('/groupedBy')?.['enum']).toEqual(GROUPINGS);
    const path = '/$defs/scenario/assumedForCalls';
    expect(Object.keys(members.get(path)?.['properties'] ?? {})).toEqual(ASSUMPTIONS);
    const inSome = [
      ...['cache given', 'cache simulated', 'retries'],
      ...['tokens counted', 'tokens fitted', 'tokens estimated'],
    ];
    const always = ASSUMPTIONS.filter((each) => !inSome.includes(each));
    expect(members.get(path)?.['required']).toEqual(always);
  });
});

describe('inspection.schema.json', () => {
  const faults = validator(INSPECTION);

  it.each(['samples', 'samples/traces.csv samples/README.md', 'samples/no-counts.jsonl --model gpt-4o'])(
    'describes what recost inspect %s prints',
    (args) => {
      expect(faults(printed(`inspect ${args}`))).toEqual([]);
    },
  );

  it('describes an inspection of a log that lacks much and has a faulty line', () => {
    expect(faults(printed('inspect -', `${BARE_LOG}gpt-4o,many,100\nmy-model,1,1\n`))).toEqual([]);
  });

  it('refuses a member that it does not name', () => {
    expect(faults({ ...(printed('inspect samples/traces.csv') as object), extra: 1 })).not.toEqual([]);
  });

  it('has the version and the rules that the code has', () => {
    const members = new Map(membersIn(schemaIn(INSPECTION)));
    expect(members.get('/schemaVersion')?.['const']).toBe(INSPECTION_SCHEMA_VERSION);
    expect(JSON.stringify(schemaIn(INSPECTION))).toContain(JSON.stringify(ALGEBRA_RULES));
  });
});

describe('explanation.schema.json', () => {
  const faults = validator(EXPLANATION);

  it('describes an explanation of calls whose cache is simulated', () => {
    expect(faults(printed('explain - --run run-1 --to gpt-5.5 --world high', PROMPTS))).toEqual([]);
  });

  it.each([
    'explain samples/traces.csv',
    'explain samples/traces.csv --run run_172fb254364c --to deepseek-v4-pro --world low',
    'explain samples/traces.csv --workflow triage',
    'explain samples/traces.csv --workflow code-fix --to claude-opus-4-7 --world high',
    'explain samples/traces.csv --call samples/traces.csv:2 --to keep',
    'explain samples/no-counts.jsonl --workflow support-chat --to deepseek-v4-flash',
    'prices at gpt-5.5 2026-11-23 --input 300000 --cached 1000 --output 100 --tier priority',
    'prices at gpt-5.5 2026-11-23 --input 3000 --cached 1000 --output 100',
    'prices at eu.anthropic.claude-opus-4-7 2026-11-23 --provider bedrock',
    'prices at deepseek-v4-flash 2026-11-23T10:00:00+08:00',
    'prices at no-such-model 2026-11-23',
  ])('describes what recost %s prints', (args) => {
    expect(faults(printed(args))).toEqual([]);
  });

  it('describes a call without instant, run and workflow, and one without a price', () => {
    expect(faults(printed('explain -', BARE_LOG))).toEqual([]);
    expect(faults(printed('explain -', BARE_LOG.replace('gpt-4o', 'house-model')))).toEqual([]);
    expect(faults(printed('explain - --to deepseek-v4-pro', BARE_LOG.replace('1000', '3000000000')))).toEqual(
      [],
    );
  });

  it('refuses a member that it does not name, and an amount that is a number', () => {
    const explanation = printed('explain samples/traces.csv') as Record<string, unknown>;
    expect(faults({ ...explanation, extra: 1 })).not.toEqual([]);
    expect(faults({ ...explanation, total: { ...(explanation['total'] as object), usd: 0.5 } })).not.toEqual(
      [],
    );
  });

  it('has the version and the rules that the code has', () => {
    const members = new Map(membersIn(schemaIn(EXPLANATION)));
    expect(members.get('/schemaVersion')?.['const']).toBe(EXPLANATION_SCHEMA_VERSION);
    const text = JSON.stringify(schemaIn(EXPLANATION));
    expect(text).toContain(JSON.stringify(ALGEBRA_RULES));
    expect(PRICE_RULES.filter((rule) => !text.includes(`"const":"${rule}"`))).toEqual([]);
  });
});

describe.each([REPORT, INSPECTION, EXPLANATION])('%s', (path) => {
  it('says what every member is, and allows none that it does not name', () => {
    expect(looseMembersIn(schemaIn(path))).toEqual([]);
  });
});
