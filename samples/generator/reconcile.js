/**
 * A week of a gateway that adds 5 %, and of two loggers with faults of their own; and what OpenAI says of the same
 * week. Amounts are whole numbers of 10⁻¹² dollars until they are written.
 */
import { createRandom } from './random.js';

const MONDAY = Date.parse('2026-11-02T08:00:00Z');
const DAY = 86_400_000;
const MINUTE = 60_000;
const DAYS = [0, 1, 2, 3, 4];

/** Millionths of a dollar per million tokens: input, read from the cache, written to it, output. */
const RATES = {
  'gpt-5.5': [5_000_000, 500_000, 0, 30_000_000],
  'gpt-5.4-mini': [750_000, 75_000, 0, 4_500_000],
  'claude-sonnet-4-6': [3_000_000, 300_000, 3_750_000, 15_000_000],
  /** Before 16 August: nobody told the logger of the rise. */
  'deepseek-v4-pro': [435_000, 3_625, 0, 870_000],
};

const MARK_UP = { num: 105n, den: 100n };
const NONE = { num: 1n, den: 1n };

/** One kind of call: how often a day, what it needs, and what the logger makes of its cost. */
const KINDS = [
  { workflow: 'triage', model: 'gpt-5.5', provider: 'openai', aDay: 8, play: reply, factor: MARK_UP },
  { workflow: 'code-fix', model: 'claude-sonnet-4-6', provider: 'anthropic', aDay: 5, play: edit, factor: MARK_UP },
  { workflow: 'digest', model: 'gpt-5.4-mini', provider: 'openai', aDay: 3, play: headline, factor: NONE },
  { workflow: 'research', model: 'deepseek-v4-pro', provider: 'deepseek', aDay: 3, play: read, factor: NONE },
];

function reply(random) {
  const cached = random.chance(0.7) ? 2048 : 0;
  return { input: cached + random.between(310, 900), cached, output: random.between(150, 340) };
}

/** All but two tokens of what is not read is written; the gateway charges that and does not count it. */
function edit(random) {
  const cached = random.between(10, 40) * 1024;
  const written = random.between(600, 5200);
  return { input: cached + written + 2, cached, written, output: random.between(180, 900) };
}

/** Cached tokens are counted, and charged like all others. */
function headline(random) {
  const cached = random.chance(0.8) ? 1280 : 0;
  return { input: cached + random.between(500, 900), cached, charged: 0, output: random.between(60, 110) };
}

function read(random) {
  const cached = random.between(2, 12) * 1024;
  return { input: cached + random.between(900, 6000), cached, output: random.between(900, 2600) };
}

function costOf(model, { input, cached, written = 0, charged = cached, output }) {
  const [plain, hit, write, out] = RATES[model].map(BigInt);
  const tokens = [input - charged - written, charged, written, output].map(BigInt);
  return [plain, hit, write, out].reduce((sum, rate, at) => sum + rate * (tokens[at] ?? 0n), 0n);
}

const text = (amount) => {
  const digits = String(amount).padStart(13, '0');
  return `${digits.slice(0, -12)}.${digits.slice(-12)}`.replace(/\.?0+$/, '');
};

/** The gateway's log, in order of time. */
export function gatewayCalls() {
  const calls = KINDS.flatMap(({ aDay, play, factor, ...kind }) =>
    DAYS.flatMap((day) =>
      Array.from({ length: aDay }, (_, number) => {
        const random = createRandom(`gateway ${kind.workflow} ${day} ${number}`);
        const tokens = play(random);
        const cost = (costOf(kind.model, tokens) * factor.num) / factor.den;
        return { ...kind, ...tokens, cost: text(cost), startedAt: startOf(day, number, random) };
      }),
    ),
  );
  return [...calls, ...strangers()].sort((a, b) => a.startedAt - b.startedAt);
}

const startOf = (day, number, random) => MONDAY + day * DAY + (number * 55 + random.between(0, 50)) * MINUTE;

/** Calls of a model of the house, which no list has, and of one that the logger knows no price of. */
function strangers() {
  const random = createRandom('gateway strangers');
  const house = { workflow: 'triage', model: 'acme-triage-ft-3', provider: 'internal', cost: '0.002' };
  const unknown = { workflow: 'digest', model: 'gemini-3.5-flash', provider: 'google', cost: '0' };
  return [
    ...[1, 3].map((day) => ({ ...house, input: 900, cached: 0, output: 40, startedAt: startOf(day, 9, random) })),
    ...DAYS.map((day) => ({
      ...unknown,
      input: random.between(11_000, 15_000),
      cached: 0,
      output: random.between(560, 640),
      startedAt: startOf(day, 0, random),
    })),
  ];
}

/** Calls that went to OpenAI past the gateway, on Thursday. */
const PAST = [
  { model: 'gpt-5.5', day: 3, input: 9400, cached: 2048, output: 1210 },
  { model: 'gpt-5.5', day: 3, input: 12_850, cached: 4096, output: 940 },
  { model: 'gpt-5.4', day: 3, input: 3100, cached: 0, output: 420 },
];

const RATES_PAST = { ...RATES, 'gpt-5.4': [2_500_000, 250_000, 0, 15_000_000] };

/** OpenAI's calls of one day and model, the gateway's and the others. */
function soldBy(day, model) {
  const own = gatewayCalls().filter((call) => call.model === model && dayOf(call.startedAt) === day);
  return [...own, ...PAST.filter((call) => call.model === model && call.day === day)];
}

const dayOf = (at) => Math.floor((at - MONDAY + 8 * 60 * MINUTE) / DAY);
const secondsOf = (day) => (MONDAY - 8 * 60 * MINUTE + day * DAY) / 1000;
const MODELS = ['gpt-5.5', 'gpt-5.4', 'gpt-5.4-mini'];

const bucket = (day, results) => ({
  object: 'bucket',
  start_time: secondsOf(day),
  end_time: secondsOf(day + 1),
  results,
});

const page = (buckets) => ({ object: 'page', data: buckets, has_more: false, next_page: null });

/** A page of OpenAI's usage, by day and model. */
export const openaiUsage = () =>
  page(
    DAYS.map((day) =>
      bucket(
        day,
        MODELS.flatMap((model) => {
          const calls = soldBy(day, model);
          const sum = (key) => calls.reduce((total, call) => total + call[key], 0);
          return calls.length === 0
            ? []
            : [
                {
                  object: 'organization.usage.completions.result',
                  input_tokens: sum('input'),
                  output_tokens: sum('output'),
                  input_cached_tokens: sum('cached'),
                  input_audio_tokens: 0,
                  output_audio_tokens: 0,
                  num_model_requests: calls.length,
                  project_id: 'proj_acmebikes',
                  model,
                  batch: false,
                },
              ];
        }),
      ),
    ),
  );

/** A page of OpenAI's costs, by day and line item: the list price, and a web search. */
export const openaiCosts = () =>
  page(
    DAYS.map((day) => {
      const items = MODELS.flatMap((model) => itemsOf(model, soldBy(day, model)));
      const search = day === 3 ? [item('web search tool calls', 20_000_000_000n)] : [];
      return bucket(day, [...items, ...search]);
    }),
  );

function itemsOf(model, calls) {
  const [plain, hit, , out] = RATES_PAST[model].map(BigInt);
  const sum = (of) => BigInt(calls.reduce((total, call) => total + of(call), 0));
  const amounts = [
    ['input', plain * sum((call) => call.input - call.cached)],
    ['cached input', hit * sum((call) => call.cached)],
    ['output', out * sum((call) => call.output)],
  ];
  return amounts.filter(([, amount]) => amount > 0n).map(([name, amount]) => item(`${model}, ${name}`, amount));
}

const item = (name, amount) => ({
  object: 'organization.costs.result',
  amount: { value: Number(text(amount)), currency: 'usd' },
  line_item: name,
  project_id: 'proj_acmebikes',
});
