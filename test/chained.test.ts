import { describe, expect, it } from 'vitest';
import { recost } from './support/recost.ts';

/*
 * Ten turns on gpt-4.1: 1,000 words at first, 400 more a turn, all 'word ' (5 bytes, one token), and an answer of 100.
 * OpenAI keeps the conversation: each request has its own message alone. DeepSeek finds units of 128 tokens.
 */
const TURNS = 10;
const words = (count: number): string => 'word '.repeat(count);
const FIRST = 1000;
const LATER = 400;
const ANSWER = 100;
const turns = Array.from({ length: TURNS }, (_, turn) => turn);
const inputOf = (turn: number): number => FIRST + turn * (LATER + ANSWER);

interface Turn {
  readonly turn: number;
  readonly previous?: string | undefined;
  readonly instructions?: string;
  readonly input?: unknown;
}

function exchange({ turn, previous, instructions = 'Be brief.', input }: Turn): string {
  const text = words(turn === 0 ? FIRST : LATER);
  const content = [{ type: 'output_text', text: words(ANSWER) }];
  return JSON.stringify({
    request: {
      model: 'gpt-4.1',
      instructions,
      input: input ?? [{ role: 'user', content: text }],
      ...(previous === undefined ? {} : { previous_response_id: previous }),
    },
    response: {
      id: `resp_${turn}`,
      object: 'response',
      status: 'completed',
      created_at: 1_790_000_000 + 60 * turn,
      model: 'gpt-4.1',
      output: [{ type: 'message', role: 'assistant', content }],
      usage: { input_tokens: inputOf(turn), output_tokens: ANSWER },
    },
  });
}

const chain = turns.map((turn) => exchange({ turn, previous: turn === 0 ? undefined : `resp_${turn - 1}` }));

function simulatedIn(lines: readonly string[], target = 'deepseek-v4-pro') {
  const { stdout } = recost(['-', '-f', 'json', '--as-of', '2026-11-22', '--to', target], {
    stdin: lines.join('\n'),
  });
  const { scenarios } = JSON.parse(stdout);
  return scenarios.find(({ id }: { readonly id: string }) => id === target).simulatedCache?.[0];
}

describe('a conversation that OpenAI keeps', () => {
  it('is simulated: each turn finds what was sent before it', () => {
    const simulated = simulatedIn(chain);
    const sent = turns.reduce((sum, turn) => sum + inputOf(turn), 0);
    const found = turns.slice(1).reduce((sum, turn) => sum + inputOf(turn - 1), 0);
    expect(simulated.calls).toBe(TURNS);
    // Counted in DeepSeek's vocabulary, 'word ' is one token as well; roles and the answer's end are a few more.
    expect(simulated.promptTokens / sent).toBeCloseTo(1, 1);
    const lost = found / simulated.promptTokens - simulated.readTokens / simulated.promptTokens;
    expect(lost).toBeGreaterThanOrEqual(0);
    expect(lost).toBeLessThan((TURNS * 128) / sent);
  });

  it('is the same in any order', () => {
    expect(simulatedIn([...chain].reverse())).toEqual(simulatedIn(chain));
  });

  it('and each response told twice is the same', () => {
    expect(simulatedIn([...chain, ...chain])).toEqual(simulatedIn(chain));
  });

  it('whose beginning is not in the log is not simulated', () => {
    expect(simulatedIn(chain.slice(1))).toBeUndefined();
  });

  it('is simulated up to a turn that the log lacks', () => {
    expect(simulatedIn(chain.filter((_, turn) => turn !== 3)).calls).toBe(3);
  });

  it('with other instructions from a turn on is simulated up to it', () => {
    const changed = exchange({ turn: 4, previous: 'resp_3', instructions: 'Be long.' });
    expect(simulatedIn(chain.map((line, turn) => (turn === 4 ? changed : line))).calls).toBe(4);
  });

  it('with an image from a turn on is simulated up to it', () => {
    const image = [{ role: 'user', content: [{ type: 'input_image', image_url: 'https://x/y.png' }] }];
    const shown = exchange({ turn: 2, previous: 'resp_1', input: image });
    expect(simulatedIn(chain.map((line, turn) => (turn === 2 ? shown : line))).calls).toBe(2);
  });

  it('of which most is not in the log is not simulated', () => {
    const hollow = turns.map((turn) =>
      exchange({ turn, previous: turn === 0 ? undefined : `resp_${turn - 1}`, input: 'Hi' }),
    );
    // Its first prompt has 1,000 tokens and 2 letters.
    expect(simulatedIn(hollow)).toBeUndefined();
  });
});

describe('a conversation that OpenAI keeps, in a log of another form', () => {
  // A record of our own form: the request inside it has an input, and goes on from what came before.
  const record = (request: object): string =>
    JSON.stringify({ workflow: 'w', run_id: 'r', model: 'gpt-4.1', request, completion: 'Warm.' });
  const input = [{ role: 'user', content: 'And inside?' }];
  const pricedIn = (request: object): number => {
    const { stdout } = recost(['-', '-f', 'json', '--as-of', '2026-11-22', '--to', 'keep'], {
      stdin: [record({ input }), record(request)].join('\n'),
    });
    return JSON.parse(stdout).scenarios[0].priceRecords[0].calls;
  };

  it.each([
    ['is priced where it begins', { input }, 2],
    ['is not counted by what it sends after a response', { input, previous_response_id: 'resp_1' }, 1],
    ['is not counted by what it sends to a conversation', { input, conversation: 'conv_1' }, 1],
  ])('%s', (_, request, priced) => {
    expect(pricedIn(request)).toBe(priced);
  });
});
