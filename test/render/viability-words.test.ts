import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Fraction, type Money, reduce } from '../../src/domain/money.ts';
import type { FeatureView, ViabilityScenario } from '../../src/domain/viability.ts';
import { ASCII, UNICODE } from '../../src/render/numbers.ts';
import { viabilityConclusion } from '../../src/render/viability/conclusion.ts';
import {
  crossingDecimal,
  crossingShort,
  crossingText,
  factorTitle,
} from '../../src/render/viability/crossing.ts';
import {
  amountBeside,
  blockText,
  doubtText,
  growthInWords,
  scenarioTitle,
  shareInWords,
  standingText,
} from '../../src/render/viability/words.ts';
import {
  AS_OF,
  type CostSpec,
  type FeatureSpec,
  scenariosOf,
  usd,
  viabilityOf,
} from '../support/viability.ts';
import { EXAMPLES, exampleOf } from '../support/viability-examples.ts';

/** Affordable ÷ cost. */
const crossing = (affordable: bigint, cost: bigint): Fraction => reduce(affordable, cost);

describe('a crossing', () => {
  it.each([
    [30n, 72n, 'needs prices 2.4× lower', '÷2.4', '0.4166'],
    [30n, 127n, 'needs prices 4.3× lower', '÷4.3', '0.2362'], // 4.233…
    [100n, 101n, 'needs prices 1.01× lower', '÷1.01', '0.99'],
    [1_000_000n, 1_000_001n, 'needs prices 1.01× lower', '÷1.01', '0.9999'],
    [1000n, 1099n, 'needs prices 1.10× lower', '÷1.10', '0.9099'],
    [100n, 996n, 'needs prices 10× lower', '÷10', '0.1004'], // 9.96
    [10n, 1271n, 'needs prices 130× lower', '÷130', '0.007867'],
    [1n, 12_001n, 'needs prices 13,000× lower', '÷13,000', '0.00008332'],
    [7n, 7n, 'holds at exactly these prices', '×1.00', '1'],
    [1001n, 1000n, 'holds at these prices, but not if they are 1.01× higher', '×1.00', '1.001'],
    [1049n, 1000n, 'holds until prices are 1.04× higher', '×1.04', '1.049'],
    [11n, 10n, 'holds until prices are 1.1× higher', '×1.1', '1.1'],
    [319n, 100n, 'holds until prices are 3.1× higher', '×3.1', '3.19'],
    [99_999n, 10_000n, 'holds until prices are 9.9× higher', '×9.9', '9.999'],
    [123_456n, 1n, 'holds until prices are 120,000× higher', '×120,000', '123400'],
  ])('of %d to %d', (affordable, cost, text, short, decimal) => {
    expect(crossingText(crossing(affordable, cost), UNICODE)).toBe(text);
    expect(crossingShort(crossing(affordable, cost), UNICODE)).toBe(short);
    expect(crossingDecimal(crossing(affordable, cost))).toBe(decimal);
  });

  it('has forms in ASCII', () => {
    expect(crossingText(crossing(30n, 72n), ASCII)).toBe('needs prices 2.4x lower');
    expect(crossingShort(crossing(30n, 72n), ASCII)).toBe('/2.4');
    expect(crossingShort(crossing(31n, 10n), ASCII)).toBe('x3.1');
  });

  it('that is not known is a dash, and a budget of nothing is never reached', () => {
    expect(crossingText(undefined, UNICODE)).toBe('—');
    expect(crossingShort(undefined, ASCII)).toBe('--');
    expect(crossingText(crossing(0n, 5n), UNICODE)).toBe('no price is low enough');
    expect(crossingDecimal(crossing(0n, 5n))).toBe('0');
  });

  /** `÷2.4` → 24/10 */
  const printedOf = (short: string): Fraction => {
    const [whole = '', decimals = ''] = short.slice(1).replaceAll(',', '').split('.');
    return { num: BigInt(whole + decimals), den: 10n ** BigInt(decimals.length) };
  };
  const amounts = fc.bigInt({ min: 1n, max: 10n ** 20n });

  it('as printed never makes viable what is not', () => {
    const over = fc.tuple(amounts, amounts).filter(([affordable, cost]) => affordable < cost);
    fc.assert(
      fc.property(over, ([affordable, cost]) => {
        const { num, den } = printedOf(crossingShort(crossing(affordable, cost), UNICODE));
        expect(cost * den <= affordable * num).toBe(true);
      }),
    );
  });

  it('as printed never promises more than holds', () => {
    const within = fc.tuple(amounts, amounts).filter(([affordable, cost]) => affordable >= cost);
    fc.assert(
      fc.property(within, ([affordable, cost]) => {
        const { num, den } = printedOf(crossingShort(crossing(affordable, cost), UNICODE));
        expect(cost * num <= affordable * den).toBe(true);
      }),
    );
  });

  it('near one is printed with the same care', () => {
    const near = fc.tuple(fc.bigInt({ min: 1n, max: 10n ** 12n }), fc.bigInt({ min: 1n, max: 10n ** 6n }));
    fc.assert(
      fc.property(near, ([amount, more]) => {
        const { num, den } = printedOf(crossingShort(crossing(amount, amount + more), UNICODE));
        expect((amount + more) * den <= amount * num).toBe(true);
        expect(num > den).toBe(true);
      }),
    );
  });

  it('as a decimal is never above the exact one, and close to it', () => {
    fc.assert(
      fc.property(amounts, amounts, (affordable, cost) => {
        const [whole = '', decimals = ''] = crossingDecimal(crossing(affordable, cost)).split('.');
        const printed = BigInt(whole + decimals) * cost;
        const exact = affordable * 10n ** BigInt(decimals.length);
        expect(printed <= exact).toBe(true);
        expect(printed * 1001n > exact * 1000n).toBe(true);
      }),
    );
  });
});

it('a factor on prices has a short title', () => {
  const titles = [
    [1n, 1n],
    [1n, 2n],
    [3n, 2n],
    [2n, 3n],
    [11n, 10n],
  ].map(([num = 1n, den = 1n]) => factorTitle({ num, den }, UNICODE));
  expect(titles).toEqual(['×1', '÷2', '×1.5', '×2/3', '×1.1']);
  expect(factorTitle({ num: 1n, den: 4n }, ASCII)).toBe('/4');
});

it('a doubt says what would settle it', () => {
  const range = { low: usd('0.0657'), base: usd('0.0747'), high: usd('0.459') };
  const doubt = { kind: 'range', side: 'after', cause: 'cache', range } as const;
  expect(doubtText(doubt, usd('0.3'), { cure: 'export cached token counts to narrow it' })).toBe(
    'firm if a trial on it shows at most 30 c a run: between 6.6 and 46 c, mostly by the cache; export cached token counts to narrow it',
  );
  expect(doubtText({ ...doubt, side: 'before', cause: undefined }, usd('0.07'))).toBe(
    'firm if a run before cost more than 7.0 c: between 6.6 and 46 c',
  );
  expect(doubtText({ kind: 'coverage', side: 'before', runs: 3 }, usd('0.07'))).toBe(
    'firm if the 3 runs without a price before had one',
  );
  expect(doubtText({ kind: 'window', side: 'after', runs: 1 }, usd('0.07'))).toBe(
    'firm without the 1 run that does not fit the model now',
  );
});

it('a block says what is in the way', () => {
  expect(blockText({ kind: 'output', cost: usd('0.41') })).toBe(
    'the output alone costs about 41 c a run: no cache and no shorter prompt helps',
  );
  expect(blockText({ kind: 'cache', warm: usd('0.22') })).toBe(
    'with the cache hits of the low end a run costs 22 c, within the budget',
  );
  expect(blockText({ kind: 'input', cost: usd('0.12') })).toBe(
    'the output alone would be affordable; input costs about 12 c a run',
  );
  expect(blockText({ kind: 'window', runs: 3 })).toBe('3 runs do not fit the model');
  expect(blockText({ kind: 'quality', score: 0.7, least: 0.9 })).toBe(
    'its quality score of 0.7 is below the 0.9 asked for',
  );
  expect(blockText({ kind: 'coverage', side: 'before', runs: 1 })).toBe('1 run has no price before');
});

it('amounts that differ never look the same beside each other', () => {
  expect(amountBeside(usd('0.3004'), usd('0.3'))).toBe('30.04 c');
  expect(amountBeside(usd('0.3'), usd('0.3'))).toBe('30 c');
  expect(amountBeside(usd('0.12'), usd('0.3'))).toBe('12 c');
  expect(amountBeside(usd('123.456'), usd('123.45'))).toBe('$123.5'); // 123.456 and 123.45
});

it('shares have two figures', () => {
  const shares = [
    [3n, 10n],
    [51n, 1000n],
    [13n, 1n],
    [0n, 1n],
    [1n, 1_000_000n],
  ].map(([num = 0n, den = 1n]) => shareInWords({ num, den }));
  expect(shares).toEqual(['30 %', '5.1 %', '1,300 %', '0 %', 'under 0.01 %']);
});

describe('the conclusion', () => {
  const viability = exampleOf(EXAMPLES);

  it('says of each feature what became of it, and counts all', () => {
    expect(viabilityConclusion(viability)).toEqual([
      '`Contract review for every plan` is newly viable on deepseek-v4-flash and now worth shipping: 1.8 c a run (1.6 to 11 c), within a budget of 30 c, holds until prices are 17× higher; before it was $1.27; inference falls from 127 % of the value to 1.8 %; with the models kept it is still not viable at $1.27, needs prices 4.3× lower.',
      '`Research` is no longer viable with the models kept, and it is shipped: 9.7 c a run, over a budget of 9.0 c, needs prices 1.08× lower; before it was 7.6 c; inference rises from 25 % of the price to 32 %; on deepseek-v4-flash it is still viable at 2.5 c.',
      '`Triage` is still viable (leaning) on deepseek-v4-flash: 0.17 c a run (0.12 to 0.25 c), within a budget of 6.0 c, holds until prices are 35× higher; before it was 4.8 c; with the models kept it is still viable (leaning) at 4.8 c.',
      '`Code fix` is still not viable (leaning) on deepseek-v4-flash: 1.8 c a run (1.3 to 10 c), over a budget of 1.5 c, needs prices 1.2× lower; before it was 56 c; with the models kept it is still not viable at 56 c, needs prices 38× lower.',
      '`Digest` is not judged with the models kept: no quality score is given, and at least 0.9 is asked for.',
      'Of 5 features: 1 newly viable, 1 no longer viable, 1 still viable (leaning), 1 still not viable (leaning), 1 unknown.',
    ]);
  });

  it('tells at most eight features, some of every verdict', () => {
    const [first, second] = EXAMPLES as readonly [FeatureSpec, FeatureSpec];
    const many = Array.from({ length: 19 }, (_, index) => ({ ...first, name: `New ${index + 1}` }));
    const lines = viabilityConclusion(exampleOf([...many, second]));
    expect(lines.slice(0, 8).map((text) => text.slice(0, 15))).toEqual([
      ...['1', '2', '3', '4', '5', '6', '7'].map((each) => `\`New ${each}\` is newl`),
      '`Research` is n',
    ]);
    expect(lines.slice(8)).toEqual([
      '… and 12 more features.',
      'Of 20 features: 19 newly viable, 1 no longer viable.',
    ]);
  });

  it('says of a model that is cheap but not good enough why it is none', () => {
    const feature = {
      name: 'Digest',
      worth: '0.02',
      status: 'shipped' as const,
      minQuality: 0.9,
      quality: { keep: 0.7 },
      costs: { before: '0.01', keep: '0.01', targets: [] },
    };
    expect(viabilityConclusion(viabilityOf([feature]))[0]).toBe(
      '`Digest` is still not viable with the models kept: 1.0 c a run, within a budget of 2.0 c, its quality score of 0.7 is below the 0.9 asked for; before it was 1.0 c.',
    );
  });

  it('quotes names, and shows control characters by their number', () => {
    const name = 'a`b\n\u001b[31m\u202e';
    const hostile = { name, worth: '0.01', costs: { before: '0.01', keep: '0.01', targets: [] } };
    const [first = ''] = viabilityConclusion(viabilityOf([hostile]));
    expect(first.startsWith('``a`b\\n\\u001b[31m\\u202e`` is still viable')).toBe(true);
  });

  it('of nothing says so', () => {
    expect(viabilityConclusion(viabilityOf([], { faulty: 2 }))).toEqual([
      'No feature was judged. 2 more could not be judged because of faults in the list of features.',
    ]);
  });
});

it('scenarios have titles for people, and none of them is `before`', () => {
  const at = Date.UTC(2026, 7, 1);
  const scenarios: readonly ViabilityScenario[] = [
    ...scenariosOf(['gpt-5.5\u0007', 'openai/gpt-5.5']),
    { id: 'at:2026-08-01', kind: 'keep', model: undefined, asOf: at },
    { id: 'model:claude-opus-4-7@2026-08-01', kind: 'target', model: 'anthropic/claude-opus-4-7', asOf: at },
    { id: 'model:gpt-4o', kind: 'target', model: 'openai/gpt-4o', asOf: AS_OF },
  ];
  const titles = scenarios.map((_, before) =>
    scenarios.map((__, place) => scenarioTitle(viabilityOf([], { scenarios, before }), place)),
  );
  const expected = [
    'baseline',
    'models kept',
    'gpt-5.5\\u0007',
    'the recorded models at the prices of 2026-08-01',
    'claude-opus-4-7 at the prices of 2026-08-01',
    'gpt-4o',
  ];
  expect(titles).toEqual(scenarios.map(() => expected));
});

it('what stood before has a word that its verdicts agree with', () => {
  const standing = (before: CostSpec): string => {
    const spec = { name: 'x', worth: '0.30', costs: { before, keep: '0.10', targets: [] } };
    const [view] = viabilityOf([spec], { scenarios: scenariosOf() }).features;
    return standingText(view as FeatureView);
  };
  expect(standing('0.30')).toBe('within budget');
  expect(standing('0.31')).toBe('over budget');
  expect(standing('—')).toBe('unknown');
  expect(standing({ cost: '0.20', priced: 4 })).toBe('unknown');
  expect(standing({ cost: '0.20', priced: 4, infeasible: 6 })).toBe('does not fit');
  expect(standing({ cost: '0.40', priced: 4, infeasible: 6 })).toBe('over budget');
});

describe('growth', () => {
  it.each([
    [{ num: 2n, den: 25n }, '8 % more runs'],
    [{ num: 33n, den: 400n }, '8.25 % more runs'],
    [{ num: -1n, den: 50n }, '2 % fewer runs'],
    [{ num: 1n, den: 1_000_000n }, '0.0001 % more runs'],
    [{ num: 12n, den: 1n }, '1,200 % more runs'],
    [{ num: 1n, den: 3n }, '100/3 % more runs'],
  ])('is printed exactly: %o', (growth, text) => {
    expect(growthInWords(growth, 'runs')).toBe(text);
  });
});

it('a budget of zero is a budget', () => {
  const zero = 0n as Money;
  expect(amountBeside(zero, zero)).toBe('0 c');
});
