import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallStatus, Span } from '../../src/domain/call.ts';
import { NO_COST } from '../../src/domain/cost-form.ts';
import type { Money } from '../../src/domain/money.ts';
import { NO_COUNTS } from '../../src/normalize/counts.ts';
import { createRegistry } from '../../src/normalize/registry.ts';
import type { SpanCall, SpanRecord } from '../../src/normalize/span-record.ts';
import { createTree } from '../../src/normalize/tree.ts';

/** A span in a line: what differs from a request without a parent, counts or anything else. */
interface Sketch {
  readonly id: string;
  readonly parent?: string;
  readonly trace?: string;
  readonly parentTrace?: string;
  readonly name?: string;
  readonly agent?: string;
  readonly kind?: Span['kind'];
  readonly tokens?: readonly [number, number];
  readonly cacheRead?: number;
  /** Counts that were counted from texts. */
  readonly counted?: readonly [number, number];
  readonly model?: string;
  readonly workflow?: string;
  readonly step?: string;
  readonly from?: number;
  readonly to?: number;
  readonly cost?: bigint;
  readonly status?: CallStatus;
}

const chat = (id: string, parent?: string, more: Partial<Sketch> = {}): Sketch => ({
  id,
  ...(parent === undefined ? {} : { parent }),
  tokens: [100, 10],
  ...more,
});
const part = (id: string, parent?: string, more: Partial<Sketch> = {}): Sketch => ({
  id,
  ...(parent === undefined ? {} : { parent }),
  kind: 'part',
  ...more,
});

/** What becomes of spans, in the order of their ids. */
function outcomes(sketches: readonly Sketch[]) {
  const registry = createRegistry();
  const tree = createTree<string>(registry);
  for (const sketch of sketches) tree.add(record(sketch));
  return [...tree.drain()]
    .map(({ origin, kind, call: { entry } }) => ({
      id: origin,
      kind,
      tokens: [entry.counts.input, entry.counts.output],
      entry,
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));

  function record(sketch: Sketch): SpanRecord<string> {
    const {
      id,
      trace = 't',
      parent,
      parentTrace,
      name,
      agent,
      kind = 'call',
      model,
      workflow,
      step,
    } = sketch;
    return {
      span: { id, trace, parent, parentTrace, name, agent, service: undefined, kind },
      run: undefined,
      workflow,
      step,
      model,
      startedAt: sketch.from,
      endedAt: sketch.to,
      told: told(sketch),
      origin: id,
    };
  }

  function told(sketch: Sketch): SpanCall | undefined {
    const { kind = 'call', tokens, counted, cacheRead, model, from, to } = sketch;
    if (kind === 'part' && tokens === undefined) return undefined;
    const [input = 0, output = 0] = tokens ?? counted ?? [];
    const known = tokens ? ({ kind: 'reported' } as const) : ({ kind: 'counted', vocabulary: 'v' } as const);
    const hasAny = tokens !== undefined || counted !== undefined;
    return {
      id: undefined,
      isProviderId: false,
      isFinal: false,
      entry: {
        source: registry.source({
          provider: undefined,
          model,
          serviceTier: undefined,
          region: undefined,
          instantKnown: 'exact',
          isTotal: false,
          isCacheKnown: cacheRead !== undefined,
          inputKnown: hasAny ? known : undefined,
          outputKnown: hasAny ? known : undefined,
        }),
        home: registry.home('file', true, undefined),
        step: undefined,
        startedAt: from,
        endedAt: to,
        status: sketch.status ?? 'ok',
        counts: { ...NO_COUNTS, input, output, cacheRead: cacheRead ?? 0 },
        largestPrompt: undefined,
        recordedCost: sketch.cost as Money | undefined,
        costForm: NO_COST,
        costDetails: undefined,
      },
    };
  }
}

const kinds = (sketches: readonly Sketch[]): Readonly<Record<string, string>> =>
  Object.fromEntries(outcomes(sketches).map(({ id, kind }) => [id, kind]));

const counted = (sketches: readonly Sketch[]): readonly string[] =>
  outcomes(sketches)
    .filter(({ kind }) => kind !== 'rolled up')
    .map(({ id, kind, tokens }) => `${id} ${kind} ${tokens.join('/')}`);

describe('counts in a tree of spans', () => {
  it('of an agent are dropped where its requests account for them', () => {
    const spans = [part('agent', undefined, { tokens: [200, 20] }), chat('x', 'agent'), chat('y', 'agent')];
    expect(kinds(spans)).toEqual({ agent: 'rolled up', x: 'call', y: 'call' });
  });

  it('of an agent are dropped also where they are less than those of its requests', () => {
    const spans = [part('agent', undefined, { tokens: [100, 20] }), chat('x', 'agent'), chat('y', 'agent')];
    expect(counted(spans)).toEqual(['x call 100/10', 'y call 100/10']);
  });

  it('of an agent that alone has some are counted', () => {
    const spans = [
      part('agent', undefined, { tokens: [500, 50] }),
      part('tool', 'agent'),
      part('tool2', 'tool'),
    ];
    expect(counted(spans)).toEqual(['agent call 500/50']);
  });

  it('that no request accounts for are a call of their own, without the cost of the whole', () => {
    const spans = [
      part('agent', undefined, { tokens: [150, 12], cost: 9n }),
      chat('x', 'agent', { cost: 7n }),
    ];
    expect(counted(spans)).toEqual(['agent gap 50/2', 'x call 100/10']);
    expect(outcomes(spans).map(({ entry }) => entry.recordedCost)).toEqual([undefined, 7n]);
  });

  it('are dropped on every level', () => {
    const sum = { tokens: [100, 10] } as const;
    const spans = [part('a', undefined, sum), part('b', 'a', sum), part('c', 'b'), chat('d', 'c')];
    expect(counted(spans)).toEqual(['d call 100/10']);
  });

  it('of nothing make no call of an agent', () => {
    const spans = [part('agent', undefined, { tokens: [0, 0] }), part('tool', 'agent')];
    expect(counted(spans)).toEqual([]);
  });
});

describe('two spans of one request', () => {
  const outer = chat('outer', undefined, { model: 'alias', cacheRead: 64, cost: 5n, from: 1, to: 9 });
  const inner = chat('inner', 'outer', { model: 'snapshot' });

  it('are one call: the inner one, with what only the outer one knows', () => {
    expect(counted([outer, inner])).toEqual(['inner call 100/10']);
    const { entry } = outcomes([outer, inner])[0] as { entry: SpanCall['entry'] };
    expect(entry).toMatchObject({ recordedCost: 5n, startedAt: 1, endedAt: 9 });
    expect(entry.source).toMatchObject({ model: 'snapshot', isCacheKnown: true });
    expect(entry.counts.cacheRead).toBe(64);
  });

  it('are one call also where only one has counts, whichever it is', () => {
    expect(counted([chat('outer'), { id: 'inner', parent: 'outer' }])).toEqual(['outer call 100/10']);
    expect(counted([{ id: 'outer' }, chat('inner', 'outer')])).toEqual(['inner call 100/10']);
  });

  it('are one call where both have only texts, or one texts and one nothing', () => {
    const texts = { counted: [7, 3] } as const;
    expect(
      counted([
        { id: 'a', ...texts },
        { id: 'b', parent: 'a', ...texts },
      ]),
    ).toEqual(['b call 7/3']);
    expect(
      counted([
        { id: 'a', ...texts },
        { id: 'b', parent: 'a' },
      ]),
    ).toEqual(['a call 7/3']);
    expect(counted([{ id: 'a' }, { id: 'b', parent: 'a' }])).toEqual(['b call 0/0']);
  });

  it('take the model from the span around them, or from the only one below', () => {
    const named = part('agent', undefined, { model: 'm' });
    expect(outcomes([named, chat('x', 'agent')])[0]?.entry.source.model).toBe('m');
    const lone = [part('agent', undefined, { tokens: [9, 9] }), part('tool', 'agent', { model: 'n' })];
    expect(outcomes(lone)[0]?.entry.source.model).toBe('n');
  });
});

describe('a request that calls agents as tools', () => {
  const tool = part('tool', 'ask');
  const inner = [part('sub', 'tool'), chat('x', 'sub', { tokens: [300, 30] })];

  it('keeps its own counts, however many tokens the agents took', () => {
    expect(counted([chat('ask'), tool, ...inner])).toEqual(['ask call 100/10', 'x call 300/30']);
  });

  it('and the agent around both has the sum of both', () => {
    const root = part('root', undefined, { tokens: [400, 40] });
    const spans = [root, chat('ask', 'root'), tool, ...inner];
    expect(counted(spans)).toEqual(['ask call 100/10', 'x call 300/30']);
  });

  it('is a sum itself if its counts are exactly those of what is inside', () => {
    const spans = [chat('ask', undefined, { tokens: [300, 30] }), tool, ...inner];
    expect(counted(spans)).toEqual(['x call 300/30']);
  });

  it('does not account for a request of theirs that has no counts', () => {
    expect(kinds([chat('ask'), tool, { id: 'x', parent: 'tool' }])).toEqual({ ask: 'call', x: 'call' });
  });
});

describe('a request without counts', () => {
  it('is covered by an agent that has some', () => {
    const spans = [
      part('agent', undefined, { tokens: [90, 9] }),
      { id: 'x', parent: 'agent', counted: [5, 5] },
    ];
    expect(counted(spans as readonly Sketch[])).toEqual(['agent call 90/9']);
  });

  it('is a call of its own where nothing else tells of it', () => {
    expect(counted([part('agent'), { id: 'x', parent: 'agent', counted: [5, 6] }])).toEqual(['x call 5/6']);
  });
});

describe('broken trees', () => {
  it('a parent that is not there makes a root', () => {
    expect(counted([chat('x', 'lost'), chat('y', 'lost')])).toEqual(['x call 100/10', 'y call 100/10']);
  });

  it('a circle is cut, and nothing of it is lost or told twice', () => {
    const spans = [part('a', 'c', { tokens: [100, 10] }), part('b', 'a'), chat('c', 'b')];
    const total = outcomes(spans)
      .filter(({ kind }) => kind !== 'rolled up')
      .reduce((sum, { tokens: [input = 0] }) => sum + input, 0);
    expect(total).toBe(100);
    expect(counted([chat('self', 'self')])).toEqual(['self call 100/10']);
  });

  it('a request at each of 20,000 levels finds its step and model without looking at all levels', () => {
    const levels = Array.from({ length: 20_000 }, (_, index) => index);
    const deep = levels.flatMap((index) => [
      part(`p${index}`, index === 0 ? undefined : `p${index - 1}`, index === 0 ? { model: 'm' } : {}),
      chat(`c${index}`, `p${index}`),
    ]);
    const models = new Set(outcomes(deep).map(({ entry }) => entry.source.model));
    expect([...models]).toEqual(['m']);
  });

  it('chains of 100,000 spans fit the stack, with a request at the end or everywhere', () => {
    const id = (index: number): string => String(index).padStart(6, '0');
    const chain = (length: number, tokens?: readonly [number, number]): readonly Sketch[] =>
      Array.from({ length }, (_, index) =>
        part(id(index), index === 0 ? undefined : id(index - 1), tokens ? { tokens } : {}),
      );
    expect(counted([...chain(100_000), chat('x', id(99_999))])).toEqual(['x call 100/10']);
    expect(counted(chain(20_000, [3, 1]))).toEqual([`${id(19_999)} call 3/1`]);
  });
});

describe('a span around the sum of another', () => {
  it('is measured against the request, not against the request and its sum', () => {
    // h only repeats g, so a, with 2, is more than both.
    const spans = [
      chat('a', undefined, { tokens: [2, 2] }),
      chat('h', 'a', { tokens: [1, 1] }),
      part('g', 'h', { tokens: [1, 1] }),
    ];
    expect(counted(spans)).toEqual(['a call 2/2', 'g call 1/1']);
  });
});

describe('the same span twice', () => {
  it('is one, with what either record knows', () => {
    const spans = [chat('x', undefined, { tokens: [100, 1] }), chat('x', undefined, { name: 'n' })];
    expect(counted(spans)).toEqual(['x call 100/10']);
  });
});

describe('traces', () => {
  const homes = (sketches: readonly Sketch[]) =>
    outcomes(sketches).map(({ entry: { home, step } }) => ({ run: home.run, workflow: home.workflow, step }));

  it('are runs; a root names the workflow, and the nearest agent the step', () => {
    const spans = [
      part('r', undefined, { name: 'flow' }),
      part('a', 'r', { agent: 'critic' }),
      chat('x', 'a'),
    ];
    expect(homes(spans)).toEqual([{ run: 't', workflow: 'flow', step: 'critic' }]);
  });

  it('are named by what a span states, then by the root, then by the outermost agent, never by a request', () => {
    const stated = [part('r', undefined, { name: 'flow' }), chat('x', 'r', { workflow: 'stated' })];
    expect(homes(stated)[0]?.workflow).toBe('stated');
    const nameless = [part('r'), part('a', 'r', { agent: 'cook' }), chat('x', 'a')];
    expect(homes(nameless)[0]?.workflow).toBe('cook');
    expect(homes([chat('x', undefined, { name: 'chat gpt' })])[0]?.workflow).toBe('file');
    expect(homes([chat('x', undefined, { name: 'chat gpt', agent: 'cook' })])[0]?.workflow).toBe('cook');
  });

  it('of sub-agents belong to the run that they are part of, over any number of levels', () => {
    const spans = [
      part('r', undefined, { trace: 'main', name: 'flow' }),
      chat('x', undefined, { trace: 'sub', parentTrace: 'main' }),
      chat('y', undefined, { trace: 'subsub', parentTrace: 'sub' }),
    ];
    const main = { run: 'main', workflow: 'flow', step: undefined };
    expect(homes(spans)).toEqual([main, main]);
    const circle = [
      chat('x', undefined, { trace: 'a', parentTrace: 'b' }),
      chat('y', undefined, { trace: 'b', parentTrace: 'a' }),
    ];
    expect(homes(circle)).toHaveLength(2);
  });
});

describe('echoes in other traces', () => {
  const outer = part('outer', undefined, { trace: 'o', tokens: [100, 10], from: 5, to: 50, model: 'gpt-5' });
  const inner = (more: Partial<Sketch> = {}): Sketch =>
    chat('inner', undefined, { trace: 'i', from: 10, to: 40, model: 'gpt-5', ...more });

  it('are one call: what began while the span lasted, with the same counts', () => {
    expect(counted([outer, inner()])).toEqual(['inner call 100/10']);
    expect(counted([outer, inner({ model: 'gpt-5-2025-08-07' })])).toEqual(['inner call 100/10']);
  });

  it('are the sum of several calls', () => {
    const half = { tokens: [50, 5] } as const;
    const spans = [outer, inner(half), { ...inner(half), id: 'second', trace: 'j' }];
    expect(counted(spans)).toEqual(['inner call 50/5', 'second call 50/5']);
  });

  it('are none with other counts, at another time, or of another model', () => {
    expect(counted([outer, inner({ tokens: [101, 10] })])).toHaveLength(2);
    expect(counted([outer, inner({ from: 51 })])).toHaveLength(2);
    expect(counted([outer, inner({ model: 'gpt-5-mini' })])).toHaveLength(2);
  });

  it('take each call once', () => {
    const spans = [outer, { ...outer, id: 'outer2', trace: 'o2' }, inner()];
    expect(counted(spans)).toHaveLength(2);
  });
});

describe('whatever the spans', () => {
  const sketch: fc.Arbitrary<Sketch> = fc.record(
    {
      id: fc.constantFrom(...'abcdefgh'),
      trace: fc.constantFrom('t', 'u'),
      parent: fc.constantFrom(...'abcdefghz'),
      kind: fc.constantFrom('call', 'part'),
      tokens: fc.tuple(fc.nat(3), fc.nat(3)),
      counted: fc.tuple(fc.nat(3), fc.nat(3)),
      agent: fc.constantFrom('p', 'q'),
      name: fc.constantFrom('m', 'n'),
      from: fc.nat(9),
      to: fc.nat(9),
      model: fc.constantFrom('x', 'y'),
    },
    { requiredKeys: ['id'] },
  );

  it('their order changes nothing', () => {
    const facts = (sketches: readonly Sketch[]) =>
      outcomes(sketches)
        .map(({ id, kind, tokens, entry: { home, step, source } }) =>
          JSON.stringify([id, kind, tokens, home.run, home.workflow, step, source.model]),
        )
        .sort();
    fc.assert(
      fc.property(fc.array(sketch, { maxLength: 10 }), fc.infiniteStream(fc.nat()), (spans, random) => {
        const keyed = spans.map((each) => ({ each, key: random.next().value as number }));
        const shuffled = keyed.sort((a, b) => a.key - b.key).map(({ each }) => each);
        expect(facts(shuffled)).toEqual(facts(spans));
      }),
      { numRuns: 300 },
    );
  });

  it('the tokens of a trace are never more than all stated ones, and never less than the most of one span', () => {
    const one = fc.array(
      sketch.map((each): Sketch => ({ ...each, trace: 't', tokens: each.tokens ?? [1, 1] })),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(one, (spans) => {
        const unique = [...new Map(spans.map((each) => [each.id, each])).values()];
        const stated = unique.map(({ tokens: [input = 0] = [] }) => input);
        const total = outcomes(unique)
          .filter(({ kind }) => kind !== 'rolled up')
          .reduce((sum, { tokens: [input = 0] }) => sum + input, 0);
        expect(total).toBeLessThanOrEqual(stated.reduce((sum, each) => sum + each, 0));
        expect(total).toBeGreaterThanOrEqual(Math.max(...stated));
      }),
      { numRuns: 300 },
    );
  });
});
