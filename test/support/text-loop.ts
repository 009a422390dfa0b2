/** A loop of 20 turns as a log that has its prompts: each turn sends all before it and one message more. */
export interface TextLoop {
  readonly model: string;
  readonly provider: string;
  /** Cached tokens that the log reports; `undefined`: it counts none. */
  readonly cached?: (turn: number) => number;
  /** Stands at the beginning of the first message. */
  readonly mark?: (turn: number) => string;
  /** Of a message, by its number. */
  readonly textOf?: (message: number, bytes: number) => string;
}

export const TURNS = 20;
export const inputOf = (turn: number): number => 40_000 + 2000 * turn;
export const OUTPUT = 800;

/** In these prompts, each token is four bytes, the role before a message included. */
const BYTES = 4;
const WORDS = 'price cache token rate prompt answer model file read call'.split(' ');

/** No two messages are alike, nor two places of one. */
function plainText(message: number, bytes: number): string {
  let text = '';
  for (let word = 0; text.length < bytes; word++)
    text += `${WORDS[(word * 7 + message) % WORDS.length]}${word * 31 + message} `;
  return text.slice(0, bytes);
}

export function textLoop(loop: TextLoop): readonly string[] {
  const { model, provider, cached, mark = () => '', textOf = plainText } = loop;
  return Array.from({ length: TURNS }, (_, turn) => {
    const messages = Array.from({ length: turn + 1 }, (__, message) => {
      const role = message === 0 ? 'system' : 'user';
      const bytes = BYTES * (message === 0 ? inputOf(0) : 2000) - role.length - 1;
      const text = textOf(message, bytes);
      const edited = message === 0 ? `${mark(turn)}${text.slice(mark(turn).length)}` : text;
      return { role, content: edited };
    });
    const details = cached && { prompt_tokens_details: { cached_tokens: cached(turn) } };
    return JSON.stringify({
      started_at: `2026-11-22T13:00:${String(turn).padStart(2, '0')}Z`, // a Sunday
      run_id: 'run-1',
      workflow: 'loop',
      provider,
      request: { model, messages },
      response: {
        id: `chatcmpl-${turn}`,
        object: 'chat.completion',
        model,
        choices: [{ index: 0, message: { role: 'assistant', content: 'ok' }, finish_reason: 'stop' }],
        usage: {
          prompt_tokens: inputOf(turn),
          completion_tokens: OUTPUT,
          total_tokens: inputOf(turn) + OUTPUT,
          ...details,
        },
      },
    });
  });
}
