import fc from 'fast-check';
import type { InputFile } from '../../src/domain/files.ts';
import { memoryFile } from './reading.ts';

/** Pieces of prompts: prose, code and other scripts, each long enough for some caches and too short for others. */
const PIECES = [
  'Every invoice of the quarter is listed with its supplier, its sum and the day on which it was paid. ',
  'export const total = (rows: readonly Row[]): bigint => rows.reduce((sum, row) => sum + row.cost, 0n);\n',
  'Die Kasse zählt Prüfsummen über Nacht und schreibt sie in das große Verzeichnis der Filiale. ',
  '価格とキャッシュを確認し、領収書の合計を計算してから、結果を報告してください。',
  '{"tool":"read_file","arguments":{"path":"src/price/card.ts","lines":[12,480]},"id":"call_81"}\n',
].map((piece, place) => piece.repeat(12 + 9 * place));

const MODELS = [
  ['openai', 'gpt-4-turbo'],
  ['openai', 'gpt-5.5'],
  ['deepseek', 'deepseek-v4-pro'],
  ['anthropic', 'claude-sonnet-4-6'],
  ['google', 'gemini-2.5-pro'],
] as const;

/** Some count in public vocabularies, some do not; the third takes no long prompt, and the fourth no long answer. */
export const TEXT_TARGETS = [
  'deepseek-v4-pro',
  'gpt-5.5',
  'gpt-4',
  'gpt-4-turbo',
  'claude-opus-4-7',
] as const;

/** One call of a log that has its prompts. */
export const textCall = fc.record({
  model: fc.constantFrom(...MODELS),
  /** Of its prompt, by number: calls that begin alike share a prefix. */
  pieces: fc.oneof(
    fc.constant<number[]>([3, 4]),
    fc.array(fc.nat({ max: PIECES.length - 1 }), { minLength: 1, maxLength: 5 }),
  ),
  run: fc.nat({ max: 4 }),
  step: fc.constantFrom('plan', 'act'),
  /** Many begin in the same second, and say and count the same. */
  second: fc.nat({ max: 5 }),
  /** Tokens that the log reports, for each four bytes of text. */
  density: fc.constantFrom(0.7, 1, 1.5),
  output: fc.oneof(fc.nat({ max: 900 }), fc.integer({ min: 3_000, max: 9_000 })),
  cached: fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined, freq: 1 }),
});
export type TextCall = typeof textCall extends fc.Arbitrary<infer T> ? T : never;

export const textLog = fc.array(textCall, { minLength: 1, maxLength: 9 });

/** The lines of a log: responses beside their requests. */
export const linesOf = (calls: readonly TextCall[]): readonly string[] => calls.map(lineOf);

function lineOf(call: TextCall, number: number): string {
  const { model, pieces, run, step, second, density, output, cached } = call;
  const messages = pieces.map((piece, place) => {
    return { role: place % 2 === 0 ? 'user' : 'assistant', content: PIECES[piece] };
  });
  const bytes = Buffer.byteLength(messages.map(({ content }) => content).join(''));
  const input = Math.ceil((bytes / 4) * density);
  const details =
    cached === undefined
      ? {}
      : { prompt_tokens_details: { cached_tokens: Math.floor((input * cached) / 100) } };
  const usage = { prompt_tokens: input, completion_tokens: output, total_tokens: input + output, ...details };
  return JSON.stringify({
    started_at: `2026-05-04T09:00:${String(second).padStart(2, '0')}Z`,
    run_id: `run-${run}`,
    workflow: run % 2 === 0 ? 'even' : 'odd',
    step,
    provider: model[0],
    request: { model: model[1], messages },
    response: {
      id: `chatcmpl-${number}`,
      object: 'chat.completion',
      model: model[1],
      choices: [
        { index: 0, message: { role: 'assistant', content: `answer ${number}` }, finish_reason: 'stop' },
      ],
      usage,
    },
  });
}

export const fileOf = (lines: readonly string[]): InputFile => memoryFile(lines.join('\n'));
