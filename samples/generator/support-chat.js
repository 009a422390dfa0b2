/** Chats of Acme Bikes' web shop, logged with every word and without any count of tokens. */
import { createRandom } from './random.js';
import { SYSTEM, TOPICS } from './support-topics.js';

const RUNS = 30;
const FIRST_DAY = Date.parse('2026-09-02');
const DAY = 86_400_000;
const MODELS = ['gpt-4o-mini', 'gpt-5-mini', 'gpt-4o-mini', 'claude-haiku-4-5', 'gpt-4o-mini', 'gpt-5-mini'];

/** Ninety calls: each turn of a chat sends the whole chat again. */
export function supportChats() {
  return Array.from({ length: RUNS }, (_, number) => chat(number)).flat();
}

function chat(number) {
  const random = createRandom(`support-chat ${number}`);
  const slots = {
    order: random.between(40_000, 59_999),
    bike: random.pick(['Tour 5', 'Cargo 2', 'Kids 20', 'Gravel 7', 'City 3', 'Fold 1']),
    name: random.pick(['Jürgen', 'Zoë', 'Amélie', 'Søren', 'Käthe', 'Nuño', 'Ida', 'Ben']),
    town: random.pick(['Münster', 'Göteborg', 'Łódź', 'Bremen', 'Utrecht', 'Plzeň']),
    day: random.pick(['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday']),
  };
  const run = `chat_${random.hex(10)}`;
  const messages = [{ role: 'system', content: SYSTEM }];
  let now = FIRST_DAY + Math.round(number * 2.6) * DAY + random.between(6 * 3_600_000, 20 * 3_600_000);
  return TOPICS[number % TOPICS.length].map(([asked, answer], turn) => {
    messages.push({ role: 'user', content: fill(asked, slots) });
    const completion = fill(answer, slots);
    const call = {
      id: `sc_${random.hex(16)}`,
      run_id: run,
      workflow: 'support-chat',
      step: `turn-${turn + 1}`,
      model: MODELS[number % MODELS.length],
      started_at: new Date(now).toISOString(),
      messages: [...messages],
      completion,
    };
    messages.push({ role: 'assistant', content: completion });
    now += random.between(25_000, 140_000);
    return call;
  });
}

/** `{order}` → the order's number. Braces of JSON and code have no single word between them. */
const fill = (text, slots) => text.replace(/\{(\w+)\}/g, (whole, name) => slots[name] ?? whole);
