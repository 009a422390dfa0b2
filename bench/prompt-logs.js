/* Made-up logs that hold their prompts, as a gateway writes them: each turn sends all before it again. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { randomFrom, writeOnce } from './logs.js';

const TURNS = 20;
/** Characters of a run's first message, and of each later one. */
const FIRST = 160_000;
const ADDED = 1_000;
const SYSTEM = 8_000;
const START = Date.UTC(2026, 10, 2, 8);
const MINUTE = 60_000;

/** Different lines of this project's own documents and source: English and code, as prompts have them. */
function corpus() {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const names = ['docs', 'src', 'README.md'].flatMap((name) =>
    name.includes('.')
      ? [name]
      : readdirSync(root + name, { recursive: true }).map((file) => `${name}/${file}`),
  );
  const texts = names
    .filter((name) => /\.(md|ts)$/.test(name))
    .map((name) => readFileSync(root + name, 'utf8'));
  return [...new Set(texts.join('\n').split('\n'))].filter((line) => line.trim() !== '');
}

/** The records of one run of a chat, with the usage that its prompts and answers have by a quarter token a character. */
function* turnsOf(run, system, prose) {
  const messages = [{ role: 'user', content: prose(FIRST) }];
  for (let turn = 0; turn < TURNS; turn += 1) {
    const answer = prose(ADDED);
    const characters = messages.reduce((sum, { content }) => sum + content.length, system.length);
    const startedAt = START + run * 5_000 + turn * MINUTE;
    yield {
      run_id: `run-${run}`,
      workflow: `flow-${run % 4}`,
      started_at: new Date(startedAt).toISOString(),
      ended_at: new Date(startedAt + 20_000).toISOString(),
      provider: 'anthropic',
      request: { model: 'claude-sonnet-4-5', max_tokens: 1024, system, messages },
      response: {
        id: `msg_${run}_${turn}`,
        type: 'message',
        role: 'assistant',
        model: 'claude-sonnet-4-5',
        content: [{ type: 'text', text: answer }],
        stop_reason: 'end_turn',
        usage: {
          input_tokens: Math.round(characters / 3.3),
          cache_creation_input_tokens: 0,
          cache_read_input_tokens: 0,
          output_tokens: Math.round(answer.length / 3.3),
        },
      },
    };
    messages.push({ role: 'assistant', content: answer }, { role: 'user', content: prose(ADDED) });
  }
}

/** Words as long as English ones, without anything that JSON escapes: what a parser reads fastest. */
function words(random) {
  return Array.from({ length: 5_000 }, () => random(2 ** 24).toString(36));
}

function* promptLines(runs, kind) {
  const random = randomFrom(11);
  const [pieces, between] = kind === 'words' ? [words(random), ' '] : [corpus(), '\n'];
  const prose = (length) => {
    const taken = [];
    for (let total = 0; total < length; total += taken.at(-1).length + 1)
      taken.push(pieces[random(pieces.length)]);
    return taken.join(between).slice(0, length);
  };
  const system = prose(SYSTEM);
  for (let run = 0; run < runs; run += 1)
    for (const turn of turnsOf(run, system, prose)) yield JSON.stringify(turn);
}

/** About 3.6 MB of prompts a run, of which 200 kB differ; `kind`: of `lines` or `words`. */
export const writePrompts = (path, runs, kind) => writeOnce(path, promptLines(runs, kind));
