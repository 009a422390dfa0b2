import { describe, expect, it } from 'vitest';
import type { Viability } from '../../src/domain/viability.ts';
import { VIABILITY_RENDERERS } from '../../src/render/viability/index.ts';
import { type FeatureSpec, scenariosOf, viabilityOf } from '../support/viability.ts';
import { EXAMPLES, exampleOf } from '../support/viability-examples.ts';

const viabilitySvg = (viability: Viability): Promise<string> => VIABILITY_RENDERERS.svg(viability);

const TAG = /<(\/?)([a-zA-Z]+)((?:\s[a-zA-Z][a-zA-Z0-9:-]*="[^"<]*")*)\s*(\/?)>/g;

/** What keeps a text from being XML with one root: tags out of order, loose signs, characters that XML has not. */
function faults(text: string): readonly string[] {
  const open: string[] = [];
  const found: string[] = [];
  for (const [tag, closes, name = '', , isEmpty] of text.matchAll(TAG)) {
    const expected = closes === '/' ? open.pop() : name;
    found.push(...(expected === name ? [] : [tag]));
    open.push(...(closes === '' && isEmpty === '' ? [name] : []));
  }
  const rest = text.replace(TAG, '');
  return [
    ...found,
    ...open,
    ...(rest.match(/[<>]|&(?!#\d+;)/g) ?? []),
    ...(text.match(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]|[\ud800-\udfff]/gu) ?? []),
  ];
}

const hostile = [
  '</text><script>alert(1)</script>',
  '" onload="alert(1)',
  'a & b ]]> <!-- &lt;',
  'controls \u0000\u001b[31m\u0085\u202e',
  'half a character \ud83d and \uffff none',
  '名前'.repeat(150),
].map((name) => ({
  name,
  worth: '0.03',
  workflows: [name],
  costs: { before: '0.04', keep: '—', targets: ['0.01 0.02 0.50'] },
}));

const svg = await viabilitySvg(exampleOf(EXAMPLES));

describe('a picture', () => {
  it.each([
    ['of examples', exampleOf(EXAMPLES)],
    ['of hostile names', viabilityOf(hostile, { scenarios: scenariosOf(['<b>&"\u0007model\udc00', 'x/y']) })],
    ['of nothing', exampleOf([])],
    [
      'of a budget of nothing',
      viabilityOf([{ name: 'Free', worth: '0', costs: { before: '0', keep: '0.01', targets: [] } }]),
    ],
  ])(
    '%s is well-formed XML, the same each time, without scripts or anything from elsewhere',
    async (_, viability) => {
      const text = await viabilitySvg(viability);
      expect(faults(text)).toEqual([]);
      expect(await viabilitySvg(viability)).toBe(text);
      expect(text).not.toMatch(/<script|<image|<use|<foreignObject|@import|href=/i);
      expect(text).not.toMatch(/<[^>]*\son[a-z]+=/i);
      expect(text.match(/https?:[^"\s]*/g)).toEqual(['http://www.w3.org/2000/svg']);
      expect(text).not.toMatch(/NaN|undefined|Infinity/);
    },
  );

  it('says what it shows to those who do not see it', () => {
    expect(svg).toContain(
      '<title id="title">A run&#39;s cost at the prices of 2026-11-23 against its budget (mean of the runs)</title>',
    );
    expect(svg).toContain('<desc id="desc">Of 5 features: 1 newly viable, 1 no longer viable, ');
    expect(svg).toContain(
      '<title>deepseek-v4-pro: 7.5 c a run (6.6 to 45.9), newly viable (leaning)</title>',
    );
  });

  it('grows with its rows', async () => {
    const height = (text: string): number => Number(/viewBox="0 0 960 (\d+)"/.exec(text)?.[1]);
    const of = async (count: number): Promise<number> =>
      height(await viabilitySvg(exampleOf(Array.from({ length: count }, () => EXAMPLES[0] as FeatureSpec))));
    expect((await of(2)) - (await of(1))).toBe(62 + 5 * 22 + 18);
    expect((await of(201)) - (await of(1))).toBe(200 * (62 + 5 * 22 + 18));
  });

  // Bars begin at 516 and are 420 wide. Contract review: three budgets of 30 cents are 90 cents.
  it('has bars and budgets at their places', () => {
    expect(svg).toContain('<line x1="656" x2="656" '); // 516 + 420 × 30 ÷ 90
    expect(svg).toContain('<rect x="516" y="215" width="34.86" height="14" class="within"/>'); // 420 × 7.47 ÷ 90
    expect(svg).toContain('M546.66 '); // 516 + 420 × 6.57 ÷ 90
    expect(svg).toContain('H730.2M'); // 516 + 420 × 45.9 ÷ 90
  });

  it('tells what is over its budget by stripes, and what goes on by an arrow', () => {
    expect(svg).toContain('<rect x="516" y="171" width="420" height="14" class="over"/>');
    expect(svg).toContain('<title>goes on</title>');
  });
});
