import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { screenWidth } from '../../src/render/wrap.ts';
import { ROOT, recost, recostAlone, recostOk } from '../support/recost.ts';
import { branchesOf, equationsIn, isRight, linesIn } from '../support/tree-arithmetic.ts';

const SAMPLE = 'samples/traces.csv';
const RUN = 'run_172fb254364c';
const printed = (args: string): string => recostOk([...args.split(' '), '-q']).stdout;

describe('recost explain', () => {
  it('of a run prints the figure that recost prints of a log with that run alone', () => {
    const lines = readFileSync(`${ROOT}${SAMPLE}`, 'utf8').split('\n');
    const log = lines.filter((line, place) => place === 0 || line.includes(RUN)).join('\n');
    const args = ['-', '--to', 'deepseek-v4-pro', '-f', 'json'];
    const { total } = JSON.parse(recostOk(args, { stdin: log }).stdout);
    const { baseline, 'deepseek-v4-pro': moved } = total.scenarios;
    const figure = (more: string): string =>
      JSON.parse(printed(`explain ${SAMPLE} --run ${RUN} -f json${more}`)).total.usd;
    expect(figure('')).toBe(baseline.totalUsd.base);
    for (const world of ['low', 'base', 'high'])
      expect(figure(` --to deepseek-v4-pro --world ${world}`)).toBe(moved.totalUsd[world]);
  });

  it('of a workflow prints the total and the mean that recost prints', () => {
    const { rows } = JSON.parse(printed(`${SAMPLE} --to gpt-5.5 -f json`));
    for (const { name, scenarios } of rows) {
      const { total } = JSON.parse(
        printed(`explain ${SAMPLE} --workflow ${name} --to gpt-5.5 --world high -f json`),
      );
      expect(total.usd).toBe(scenarios['gpt-5.5'].totalUsd.high);
      expect(total.runs.meanUsd).toBe(scenarios['gpt-5.5'].meanUsd.high);
    }
  });

  it('reads standard input twice where nobody names a run', () => {
    const stdin = readFileSync(`${ROOT}${SAMPLE}`, 'utf8');
    const { stdout } = recostOk(['explain', '-', '-q'], { stdin });
    expect(stdout.replaceAll('call -:', `call ${SAMPLE}:`)).toBe(printed(`explain ${SAMPLE}`));
  });

  it('of the dearest run is that of the run by its name, but for saying so', () => {
    const [dearest, named] = [
      printed(`explain ${SAMPLE}`),
      printed(`explain ${SAMPLE} --run run_5ea83204ab4b`),
    ];
    const [, second, ...rest] = dearest.split('\n');
    expect(second).toBe('├─ no call, run or workflow was named: this is the dearest run of 258 priced');
    expect(rest.slice(1)).toEqual(named.split('\n').slice(1));
  });

  it('says the same at every run', () => {
    expect(printed(`explain ${SAMPLE} --workflow triage`)).toBe(
      printed(`explain ${SAMPLE} --workflow triage`),
    );
  });

  const RUNS = ['', ' --to deepseek-v4-pro', ' --to claude-opus-4-7 --world high'].map(
    (more) => `explain ${SAMPLE} --run ${RUN}${more}`,
  );

  test.each([...RUNS, `explain ${SAMPLE} --workflow code-fix --to gpt-5.5 --world low`])(
    'fits 80 columns, and 60, and can be worked out from them: %s',
    (args) => {
      for (const width of [80, 60]) {
        const text = printed(`${args} --width ${width}`);
        const long = text.split('\n').filter((line) => screenWidth(line) > width);
        expect(long).toEqual([]);
        const equations = linesIn(branchesOf(text)).flatMap((line) => equationsIn(line.text));
        expect(equations.length).toBeGreaterThan(5);
        expect(equations.filter((each) => !isRight(each))).toEqual([]);
      }
    },
  );

  test.each(RUNS)('in ASCII says the same: %s', (args) => {
    const [text, ascii] = [printed(args), printed(`${args} --ascii`)];
    expect(ascii).toMatch(/^[\n -~]+$/);
    const gist = (each: string): readonly string[] =>
      linesIn(branchesOf(each)).map((line) =>
        line.text
          .replace(/[×−÷±≈]|\+\/-/g, '?')
          .replace(/ [x/~-] | -(?=\d)/g, (sign) => (sign.endsWith(' ') ? ' ? ' : ' ?')),
      );
    expect(gist(ascii)).toEqual(gist(text));
  });

  it('is in ASCII on a dumb terminal', () => {
    const { stdout } = recostAlone(['explain', SAMPLE, '--run', RUN], { env: { TERM: 'dumb' } });
    expect(stdout).toMatch(/^[\n -~]+$/);
  });

  it('in colour says the same, and colours the branches alone', () => {
    const coloured = printed(`explain ${SAMPLE} --run ${RUN} --color always`);
    expect(coloured).toContain('\u001b[');
    expect(coloured.replaceAll(/\u001b\[\d+m/g, '')).toBe(printed(`explain ${SAMPLE} --run ${RUN}`));
  });

  it('of names that are no names shows every character, and moves no cursor', () => {
    const log = [
      'run_id,workflow,step,model,provider,input_tokens,output_tokens',
      '"r\u001b[2J1","w\u202e\n= $1 + $1 = $3","=s\u0007","gpt-5.5",,1000,100',
      '"r\u001b[2J1","w\u202e\n= $1 + $1 = $3",,"m\u001b]0;x",,1000,100',
    ].join('\n');
    const { status, stdout } = recost(['explain', '-'], { stdin: log });
    expect(status).toBe(0);
    expect(stdout.match(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/)).toBeNull();
    expect(stdout).toContain('Run "r\\u001b[2J1"');
    expect(stdout).toContain('step "=s\\u0007"');
    expect(stdout).toContain('model "m\\u001b]0;x"');
  });

  it('without any price prints the reasons, and exits with 3', () => {
    const stdin = 'model,input_tokens,output_tokens\nhouse-model,1,1\n';
    const { status, stdout } = recost(['explain', '-'], { stdin });
    expect(status).toBe(3);
    expect(stdout).toContain('no call has a price; this is the first');
    expect(stdout).toContain('no price for 1 call: no price for "house-model"');
  });

  it('of what does not fit a model prints its tokens there, and the limit', () => {
    const stdin = 'model,input_tokens,output_tokens\ngpt-5.5,3000000,100\n';
    const { status, stdout } = recost(['explain', '-', '--to', 'deepseek-v4-pro', '--width', '200'], {
      stdin,
    });
    expect(status).toBe(3);
    expect(stdout).toContain("over deepseek/deepseek-v4-pro's window of 1,000,000 tokens");
    expect(stdout).toContain('prompt and answer: 3,000,100 × 26/25 = 3,120,104 tokens');
  });

  it('of a call without an hour names the entries that may hold as well', () => {
    const stdin = 'model,input_tokens,output_tokens\ndeepseek-v4-pro,1000,100\n';
    const { stdout } = recostOk(['explain', '-', '--world', 'high', '--width', '200'], { stdin });
    expect(stdout).toContain('of each class the highest rate is taken');
    expect(stdout).toContain('deepseek/deepseek-v4-pro@2026-08-16T1600Z#peak: input $1.32');
    expect(stdout).toContain('input: 1,000 × $1.32/M = $0.00132');
  });

  test.each([
    ['--to v4', 'expected one model or keep'],
    ['--to gpt-5.5,keep', 'expected one model or keep'],
    ['--world middle', 'expected one of low, base, high'],
    ['--call x --run y', 'to stand without --run and --workflow'],
    ['--to gpt-5.55', 'Did you mean gpt-5.5'],
  ])('with %s is wrong usage', (args, message) => {
    const { status, stderr } = recost(['explain', SAMPLE, ...args.split(' ')]);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });

  it('takes --workflow for the choice among runs of one name, and not for a name of calls without one', () => {
    const stdin =
      'run_id,workflow,model,input_tokens,output_tokens\nr,a,gpt-5.5,1000,1\nr,b,gpt-5.5,2000,1\n';
    const { stdout } = recostOk(['explain', '-', '--run', 'r', '--workflow', 'b'], { stdin });
    expect(stdout).toContain('Run "r" of workflow "b": $0.01003');
    const env = { RECOST_WORKFLOW: 'other', RECOST_TO: 'v4' };
    expect(recostAlone(['explain', SAMPLE, '--run', RUN], { env }).stdout).toContain('of workflow "triage"');
  });
});
