/**
 * What the tests of two workflows of Acme Bikes logged in CI: once on the main branch, and once for a change that puts
 * examples into the prompt of `draft`, below a first line with the date, behind which nothing is in the cache any more.
 */
import { createRandom } from './random.js';

const MINUTE = 60_000;

const GPT_5_5 = { model: 'gpt-5.5', provider: 'openai' };
const GPT_MINI = { model: 'gpt-5.4-mini', provider: 'openai' };
const GEMINI = { model: 'gemini-3.5-flash', provider: 'google' };

const SIDES = {
  before: { from: Date.parse('2026-11-16T09:00:00Z'), examples: 0, isCached: true },
  after: { from: Date.parse('2026-11-19T14:30:00Z'), examples: 1180, isCached: false },
};

const WORKFLOWS = { triage: { cases: 60, play: triage }, digest: { cases: 40, play: digest } };

/** The calls of one side in order of time: the same cases on both, each answered anew. */
export function ciCalls(name) {
  const side = SIDES[name];
  const calls = Object.entries(WORKFLOWS).flatMap(([workflow, { cases, play }], place) =>
    Array.from({ length: cases }, (_, number) => {
      const mail = createRandom(`ci ${workflow} ${number}`);
      const answer = createRandom(`ci ${name} ${workflow} ${number}`);
      const run = `${name === 'before' ? 'main' : 'pr'}-${workflow}-${number + 1}`;
      const startedAt = side.from + (place * 60 + number) * MINUTE;
      return play({ mail, answer, side }).map((call, at) => ({
        run,
        workflow,
        startedAt: startedAt + at * 9_000,
        ...call,
      }));
    }).flat(),
  );
  return calls.sort((a, b) => a.startedAt - b.startedAt);
}

const PROMPT = 2120;

function triage({ mail, answer, side }) {
  const letter = mail.between(180, 420);
  const known = mail.between(380, 620);
  const isWarm = mail.chance(0.7);
  const drafted = answer.between(210, 320);
  return [
    { step: 'classify', ...GPT_MINI, input: 1310 + letter, cached: isWarm ? 1280 : 0, output: answer.between(36, 48) },
    {
      step: 'draft',
      ...GPT_5_5,
      input: PROMPT + side.examples + letter + known,
      cached: isWarm && side.isCached ? 2048 : 0,
      output: drafted,
    },
    { step: 'check', ...GPT_MINI, input: 1180 + letter + drafted, cached: 0, output: answer.between(30, 50) },
  ];
}

function digest({ mail, answer }) {
  const summary = answer.between(560, 640);
  return [
    { step: 'summarise', ...GEMINI, input: mail.between(12_000, 16_000), cached: 0, output: summary },
    { step: 'headline', ...GPT_MINI, input: 310 + summary, cached: 0, output: answer.between(70, 110) },
  ];
}
