/** The calls of five workflows of Acme Bikes, a bicycle shop, between 2026-04-24 and 2026-11-20. */
import { costOf } from './prices.js';
import { createRandom, REQUEST_IDS, RESPONSE_IDS } from './random.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;
const CLIENT_GIVES_UP = 2 * MINUTE;
const CACHE_LIFE = 5 * MINUTE;

const OPUS = { name: 'claude-opus-4-7', provider: 'anthropic', msPerToken: 19 };
const SONNET = { name: 'claude-sonnet-4-6', provider: 'anthropic', msPerToken: 14 };
const V4_PRO = { name: 'deepseek-v4-pro', provider: 'deepseek', msPerToken: 18 };
const GPT_5_4 = { name: 'gpt-5.4', provider: 'openai', msPerToken: 13 };
const GPT_5_5 = { name: 'gpt-5.5', provider: 'openai', msPerToken: 15 };
const GPT_MINI = { name: 'gpt-5.4-mini', provider: 'openai', msPerToken: 7 };
const GEMINI = { name: 'gemini-3.5-flash', provider: 'google', msPerToken: 5 };
/** Trained and hosted in-house: no price book can know it. */
const FINE_TUNE = { name: 'acme-triage-ft-3', provider: 'internal', msPerToken: 4 };

const WORKFLOWS = {
  'contract-review': { starts: contractDays, play: reviewContract },
  'code-fix': { starts: fixDays, play: fixCode },
  research: { starts: researchDays, play: doResearch },
  triage: { starts: triageDays, play: triageMail },
  digest: { starts: digestNights, play: writeDigest },
};

/** All calls in order of time, as an export has them. */
export function traffic() {
  const calls = Object.entries(WORKFLOWS).flatMap(([workflow, { starts, play }]) =>
    starts().flatMap((startedAt, number) => {
      const run = startRun(workflow, startedAt, number);
      play(run, number);
      return run.calls;
    }),
  );
  return calls.sort((a, b) => a.startedAt - b.startedAt);
}

/** One run: its calls so far and its own clock. Tokens count as totals with subsets, like the CSV's columns. */
function startRun(workflow, startedAt, number) {
  const random = createRandom(`${workflow} ${startedAt}`);
  const id = `run_${random.hex(12)}`;
  const calls = [];
  let now = startedAt;

  function record(step, model, rest) {
    const before = calls.filter((each) => each.httpStatus === 200);
    calls.push({
      run: id,
      workflow,
      number,
      turn: before.length,
      previousStep: before.at(-1)?.step,
      step,
      model: model.name,
      provider: model.provider,
      startedAt: now,
      ...rest,
    });
    now += rest.durationMs;
  }

  return {
    random,
    calls,
    startedAt,
    now: () => now,
    wait: (low, high) => {
      now += random.between(low * SECOND, high * SECOND);
    },
    /** A call that is answered, too late if `isLate`: the client has gone, the tokens are charged all the same. */
    answered(step, model, counts, isLate = false) {
      const tokens = { cached: 0, written: 0, reasoning: 0, ...counts };
      const durationMs = isLate ? CLIENT_GIVES_UP + random.between(1, 90) : timeFor(model, tokens, random);
      record(step, model, {
        id: RESPONSE_IDS[model.provider](random),
        httpStatus: isLate ? 504 : 200,
        durationMs,
        tokens,
        cost: costOf(model.name, now, tokens),
      });
    },
    /** A call that is turned away at once: too many requests, no tokens. */
    refused(step, model) {
      const durationMs = random.between(60, 240);
      record(step, model, { id: REQUEST_IDS[model.provider](random), httpStatus: 429, durationMs });
    },
  };
}

/** In ms: the network, the prompt, then token by token. */
function timeFor(model, { input, output }, random) {
  const pace = model.msPerToken * (0.8 + random.between(0, 50) / 100);
  return Math.round(350 + random.between(0, 500) + input / 60 + output * pace);
}

/**
 * A conversation with Claude whose whole prompt is marked for the five-minute cache: what was sent less than five
 * minutes ago is read, everything new up to the mark is written.
 */
function claudeSession(run, model, promptTokens) {
  let prompt = promptTokens;
  let kept = 0;
  let keptUntil = 0;
  return (step, { asked, output, isLate = false }) => {
    prompt += asked;
    const cached = run.now() < keptUntil ? kept : 0;
    const behindTheMark = run.random.between(3, 12);
    keptUntil = run.now() + CACHE_LIFE;
    kept = prompt - behindTheMark;
    run.answered(step, model, { input: prompt, cached, written: kept - cached, output }, isLate);
    if (!isLate) prompt += output;
  };
}

const REVIEW_STEPS =
  'outline parties term payment delivery warranty liability rights privacy exit cross-check memo';
/** With all its annexes so long that other tokenizers, too, come to more than 272,000 tokens. */
const FRAMEWORK_CONTRACT = 9;

function reviewContract(run, number) {
  const { between } = run.random;
  const turn = claudeSession(run, OPUS, number === FRAMEWORK_CONTRACT ? 441_480 : between(18_500, 23_500));
  for (const step of REVIEW_STEPS.split(' ')) {
    turn(step, { asked: between(900, 3200), output: between(600, 1900) });
    run.wait(2, 25);
  }
}

/** Every seventh run is given up: its last call comes too late. */
function fixCode(run, number) {
  const { between, chance } = run.random;
  const isGivenUp = number % 7 === 3;
  const turn = claudeSession(run, SONNET, between(12_500, 14_500));
  const turns = isGivenUp ? between(9, 12) : between(12, 24);
  for (let done = 0; done < turns; done++) {
    const isLast = done === turns - 1;
    const step = done === 0 ? 'plan' : isLast && !isGivenUp ? 'summary' : fixStep(done);
    if (chance(0.015)) {
      run.refused(step, SONNET);
      run.wait(8, 20);
    }
    turn(step, { asked: between(700, 2600), output: between(180, 950), isLate: isLast && isGivenUp });
    // Now and then the whole test suite, which takes longer than the cache lives.
    run.wait(...(chance(0.04) ? [330, 600] : [1, 45]));
  }
}

const fixStep = (done) => (done < 4 ? 'explore' : ['edit', 'test'][done % 2]);

/** DeepSeek keeps prompts on disk for hours, in blocks of 64 tokens, and drops the thoughts of earlier turns. */
function doResearch(run, number) {
  const { between, chance } = run.random;
  const sources = between(3, 6);
  const steps = ['plan', ...Array(sources).fill('read'), 'compare', 'write', 'check'];
  let prompt = between(1700, 2300);
  let known = chance(0.6) ? 1100 : 0;
  for (const [index, step] of steps.entries()) {
    const [reasoning, answer] = [between(350, 1900), between(500, step === 'write' ? 2600 : 1300)];
    const cached = Math.floor(known / 64) * 64;
    const isLate = index === steps.length - 1 && number === 17;
    if (index > 0 && chance(0.01)) {
      run.refused(step, V4_PRO);
      run.wait(5, 15);
    }
    run.answered(step, V4_PRO, { input: prompt, cached, output: reasoning + answer, reasoning }, isLate);
    known = prompt;
    prompt += answer + (step === 'read' || step === 'plan' ? between(5500, 12_500) : between(80, 400));
    run.wait(1, 20);
  }
}

const MOVE_TO_GPT_5_5 = Date.parse('2026-05-18T06:00:00Z');
const FINE_TUNE_TRIAL = new Set([19, 22, 24]);
/** The mail that was never answered: its draft was turned away three times. */
const UNANSWERED = 46;

function triageMail(run, number) {
  const { between, chance } = run.random;
  const model = run.startedAt < MOVE_TO_GPT_5_5 ? GPT_5_4 : GPT_5_5;
  const letter = between(120, 700);

  /** A prompt of a long fixed part, in the cache on busy days, and the mail with what is known of it. */
  function ask(step, fixedPart, { added, answer, thought, by = model }) {
    const refusals = step === 'draft' && number === UNANSWERED ? 3 : Number(chance(0.07));
    for (let retry = 0; retry < refusals; retry++) {
      run.refused(step, by);
      run.wait(2 + 4 * retry, 5 + 8 * retry);
    }
    if (refusals === 3) return false;
    const cached = by !== FINE_TUNE && chance(0.55) ? Math.floor(fixedPart / 128) * 128 : 0;
    const reasoning = by === FINE_TUNE ? 0 : between(0, thought / 64) * 64;
    run.answered(step, by, {
      input: fixedPart + letter + added,
      cached,
      output: answer + reasoning,
      reasoning,
    });
    run.wait(0, 2);
    return true;
  }

  const by = FINE_TUNE_TRIAL.has(number) ? FINE_TUNE : model;
  ask('classify', 1310, { added: 12, answer: between(34, 52), thought: 128, by });
  const draft = { added: between(240, 900), answer: between(140, 420), thought: 448 };
  if (!ask('draft', 2120, draft)) return;
  ask('check', 1180, { added: draft.answer + 60, answer: between(28, 60), thought: 256 });
  if (chance(0.3)) ask('redraft', 2120, { ...draft, added: draft.added + draft.answer + 70 });
}

function writeDigest(run) {
  const { between, chance } = run.random;
  if (chance(0.04)) {
    run.refused('summarise', GEMINI);
    run.wait(30, 60);
  }
  const [summary, reasoning] = [between(420, 900), between(150, 800)];
  run.answered('summarise', GEMINI, { input: between(9000, 21_000), output: summary + reasoning, reasoning });
  run.wait(1, 3);
  run.answered('headline', GPT_MINI, { input: summary + 310, output: between(60, 190) });
}

function contractDays() {
  return spread('contract-review', { count: 16, from: '2026-04-27', to: '2026-11-16', hours: [8, 15] });
}

function fixDays() {
  return spread('code-fix', { count: 30, from: '2026-04-28', to: '2026-11-19', hours: [7, 17] });
}

function triageDays() {
  return spread('triage', { count: 80, from: '2026-04-24', to: '2026-11-20', hours: [6, 19] });
}

/** At all hours and on all days; some of them are chosen for what DeepSeek charges then. */
function researchDays() {
  const chosen = [
    '2026-04-24T06:12:41.207Z', // the day V4-Pro came out, at its first price
    '2026-08-16T15:57:05.330Z', // across the price rise at 16:00
    '2026-08-22T02:31:18.904Z', // the one Saturday with peak hours
    '2026-08-29T02:30:02.118Z', // a Saturday, off-peak
    '2026-09-16T03:56:20.511Z', // from peak into off-peak at 04:00
    '2026-10-01T01:34:49.076Z', // a Thursday, but a Chinese holiday
    '2026-10-05T07:15:33.642Z', // so is this Monday
    '2026-10-08T07:20:10.985Z', // the first working day after it, peak
  ].map((text) => Date.parse(text));
  const others = { count: 32, from: '2026-04-26', to: '2026-11-19', hours: [0, 23], isDaily: true };
  return [...chosen, ...spread('research', others)].sort((a, b) => a - b);
}

/** Shortly after midnight UTC, Monday to Friday, since July. */
function digestNights() {
  const week = { from: '2026-07-13', to: '2026-11-20', hours: [0, 0] };
  return spread('digest', { ...week, count: 131, isDaily: true }).filter(isWorkday);
}

/** Starts spread evenly over days, at some moment between two hours; on workdays unless `isDaily`. */
function spread(seed, { count, from, to, hours, isDaily = false }) {
  const random = createRandom(`${seed} days`);
  const first = Date.parse(from);
  const days = (Date.parse(to) - first) / DAY;
  return Array.from({ length: count }, (_, index) => {
    let day = first + Math.round((index * days) / (count - 1)) * DAY;
    while (!isDaily && !isWorkday(day)) day += DAY;
    return day + random.between(hours[0] * 60 * MINUTE, (hours[1] + 1) * 60 * MINUTE - 1);
  }).sort((a, b) => a - b);
}

function isWorkday(instant) {
  const weekday = new Date(instant).getUTCDay();
  return weekday > 0 && weekday < 6;
}
