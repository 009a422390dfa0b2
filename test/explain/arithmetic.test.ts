import { createReadStream, readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { type Money, moneyText } from '../../src/domain/money.ts';
import { type Report, WORLDS } from '../../src/domain/report.ts';
import { explainIn, treeOf } from '../support/explained.ts';
import { fixture, hasFixtures } from '../support/fixtures.ts';
import { ROOT } from '../support/recost.ts';
import { reportOn, sampleFile } from '../support/reported.ts';
import { branchesOf, equationsIn, exactOf, isEqual, linesIn } from '../support/tree-arithmetic.ts';
import { worked } from '../support/tree-check.ts';

const TARGETS = ['baseline', 'keep', 'deepseek-v4-pro', 'gpt-5.5', 'claude-opus-4-7'] as const;
const MOVED = ['keep', 'deepseek-v4-pro', 'gpt-5.5', 'claude-opus-4-7'];
const CASES = TARGETS.flatMap((to) => WORLDS.map((world) => ({ to, world })));
const optionsFor = ({ to, world }: (typeof CASES)[number]) => (to === 'baseline' ? { world } : { world, to });
/** Nothing assumed by the user, and all that can be. */
const PROJECTS = [
  undefined,
  'assumptions: { output_length: { low: 1, base: 1.3, high: 5/3 }, retry_rate: { low: 0, base: 2.5%, high: 1/7 } }',
  'assumptions: { output_length: { "claude-*": 80% }, retry_rate: 1/3, cache: warm }',
  'assumptions: { cache: cold, band_at: end }',
];

const SAMPLE = readFileSync(`${ROOT}samples/traces.csv`, 'utf8').trimEnd().split('\n');
const [HEADER = ''] = SAMPLE;
const NOTHING = 0n as Money;
const runIn = (line: string): string => line.split(',')[1] ?? '';
/** Runs of the sample, each as a log of its own. */
const RUNS = new Map(
  [...new Set(SAMPLE.slice(1).map(runIn))].map((run) => [
    run,
    [HEADER, ...SAMPLE.filter((line) => runIn(line) === run)].join('\n'),
  ]),
);

/** Every 40th run, and the dearest one. */
const SOME_RUNS = [...[...RUNS.keys()].filter((_, place) => place % 40 === 0), 'run_5ea83204ab4b'];

describe.each(['contract-review', 'code-fix', 'research', 'triage', 'digest'])('the workflow %s', (name) => {
  const log = [HEADER, ...SAMPLE.filter((line) => line.split(',')[2] === name)].join('\n');
  const reports = PROJECTS.map((project) => reportOn(log, { to: MOVED, project }));
  // Each case without assumptions, and with those of one project in turn.
  const cases = CASES.flatMap((each, index) =>
    [0, 1 + (index % (PROJECTS.length - 1))].map((place) => ({ ...each, project: PROJECTS[place], place })),
  );

  test.each(cases)(
    '$to, $world, $place: its text comes to what recost reports',
    async ({ place, ...how }) => {
      const { project } = how;
      const explanation = await explainIn(log, { kind: 'workflow', name }, { ...optionsFor(how), project });
      const { scenarios, rows } = (await reports[place]) as Report;
      const outcome = rows[0]?.outcomes[scenarios.findIndex(({ id }) => id === how.to)];
      const tree = branchesOf(await treeOf(explanation));
      const { amount, faults } = worked(tree);
      expect(faults).toEqual([]);
      expect(isEqual(amount, exactOf(moneyText(outcome?.total[how.world] ?? NOTHING)))).toBe(true);
      expect(explanation.total).toMatchObject({ calls: rows[0]?.calls, callsPriced: outcome?.callsPriced });
      expect(explanation.total.reaching?.range).toEqual(outcome?.total);
      const mean = linesIn(tree).find(({ text }) => text.startsWith('mean of '));
      const [told] = equationsIn(mean?.text ?? '');
      expect(told?.result).toBe(`$${moneyText(outcome?.mean?.[how.world] ?? NOTHING)}`);
    },
  );
});

describe('a run', () => {
  test.each(SOME_RUNS)('%s: its text comes to what recost reports of it alone', async (run) => {
    const log = RUNS.get(run) ?? '';
    const alone = await reportOn(log, { to: MOVED });
    for (const how of CASES) {
      const explanation = await explainIn(log, { kind: 'run', run, workflow: undefined }, optionsFor(how));
      const { amount, faults } = worked(branchesOf(await treeOf(explanation)));
      const outcome = alone.total.outcomes[alone.scenarios.findIndex(({ id }) => id === how.to)];
      expect(faults).toEqual([]);
      expect(isEqual(amount, exactOf(moneyText(outcome?.total[how.world] ?? NOTHING)))).toBe(true);
    }
  });

  it('that nobody named is the dearest one', async () => {
    const explanation = await explainIn(sampleFile('traces.csv'), { kind: 'dearest' });
    const alone = await Promise.all(
      [...RUNS.values()].map((log) => reportOn(log, { to: [] }).catch(() => undefined)),
    );
    const costs = alone.flatMap((each) =>
      each === undefined ? [] : [each.total.outcomes[0]?.total.base ?? 0n],
    );
    const most = costs.sort((a, b) => (a < b ? 1 : -1))[0];
    expect(explanation).toMatchObject({ subject: { kind: 'run', isDearest: true }, total: { cost: most } });
  });
});

describe('a call', () => {
  test.each(SOME_RUNS)('of %s: its text comes to its figure, also with the cache of its run', async (run) => {
    for (const how of CASES) {
      const explanation = await explainIn(
        RUNS.get(run) ?? '',
        { kind: 'call', text: 'log:3' },
        optionsFor(how),
      );
      const { amount, faults } = worked(branchesOf(await treeOf(explanation)));
      expect(faults).toEqual([]);
      expect(isEqual(amount, exactOf(moneyText(explanation.total.cost)))).toBe(true);
    }
  });

  it('and the others of its run come to the run, before it is rounded', async () => {
    const run = 'run_172fb254364c';
    for (const how of CASES) {
      const whole = await explainIn(
        RUNS.get(run) ?? '',
        { kind: 'run', run, workflow: undefined },
        optionsFor(how),
      );
      const calls = await Promise.all(
        [2, 3, 4].map((line) =>
          explainIn(RUNS.get(run) ?? '', { kind: 'call', text: `log:${line}` }, optionsFor(how)),
        ),
      );
      const exact = [whole, ...calls].map(
        ({
          total: {
            recorded,
            exact: { num, den },
          },
        }) => ({
          num: num + recorded * den,
          den: den * 10n ** 15n,
        }),
      );
      const [one, ...parts] = exact;
      const sum = parts.reduce((a, b) => ({ num: a.num * b.den + b.num * a.den, den: a.den * b.den }));
      expect(isEqual(sum, one ?? sum)).toBe(true);
    }
  });
});

describe('a printed explanation with a wrong digit', () => {
  const RUN = 'run_172fb254364c';
  const printed = explainIn(
    RUNS.get(RUN) ?? '',
    { kind: 'run', run: RUN, workflow: undefined },
    { to: 'deepseek-v4-pro', world: 'low' },
  ).then((explanation) => treeOf(explanation));

  // tokens of a call, a product, a part of a sum, a rate, the figure itself
  test.each([
    ['178 × 572/625', '187 × 572/625'],
    ['$1.98/M = $0.000322553088', '$1.98/M = $0.000322553098'],
    ['= $0.0016761888', '= $0.0016761889'],
    ['× $0.66/M', '× $0.67/M'],
    ['triage": $0.003598822656', 'triage": $0.003598822657'],
    ['6,549.1712 − 2,787.6992', '6,549.1712 − 2,787.6991'],
  ])('(%s) is found out', async (right, wrong) => {
    expect(worked(branchesOf(await printed)).faults).toEqual([]);
    expect(await printed).toContain(right);
    expect(worked(branchesOf((await printed).replace(right, wrong))).faults).not.toEqual([]);
  });
});

/** Fewer for logs of others, of which some are long. */
const FEW_CASES = CASES.filter(({ to }) => to === 'baseline' || to === 'claude-opus-4-7');

/** Logs of many kinds: sessions, traces, responses, gateways, tables without cached counts. */
const FIXTURE_FILES = [
  'claude-code/30530d66-37fb-4f3b-aa5f-d92b6a8afae2.jsonl',
  'claude-code/ccusage.project-beta.session-beta.chat.jsonl',
  'codex-cli/ccusage.session-alpha.jsonl',
  'moatless/trajectory.json',
  'pi-coding-agent/large-session.jsonl',
  'cline/session.messages.json',
  'gateway-samples/helicone_real_response.json',
  'langfuse/pydantic-ai-tools-2025-12-04.trace.json',
  'openinference-otlp-spans/chat-basic.json',
  'api-exchanges/bedrock-converse.exchanges.jsonl',
  'api-exchanges/openrouter.exchanges.jsonl',
  'gptme/conversation.jsonl',
  'genai-prices/usages.958.jsonl',
];

describe.skipIf(!hasFixtures).each(FIXTURE_FILES)('the fixture %s', (name) => {
  it('is explained to what recost reports, workflow by workflow', async () => {
    const file = { name, open: () => createReadStream(fixture(name)) };
    const report = await reportOn(file, { to: MOVED });
    for (const row of report.rows)
      for (const how of FEW_CASES) {
        const explanation = await explainIn(file, { kind: 'workflow', name: row.name }, optionsFor(how));
        const outcome = row.outcomes[report.scenarios.findIndex(({ id }) => id === how.to)];
        const { amount, faults } = worked(branchesOf(await treeOf(explanation)));
        expect(faults).toEqual([]);
        expect(isEqual(amount, exactOf(moneyText(outcome?.total[how.world] ?? NOTHING)))).toBe(true);
      }
  });
});
