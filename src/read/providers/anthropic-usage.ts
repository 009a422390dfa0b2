import type { RawCall } from '../../domain/raw-call.ts';
import { isObject, type JsonObject, objectIn, objectsIn, textIn } from '../members.ts';

/**
 * Requests that Anthropic made beside the response itself: compactions, advisors, fallbacks that declined. Their
 * tokens are billed on top of the response's own usage, which holds only what the serving model was asked.
 */
export interface Iterations {
  /** What the response's own call takes from them. */
  readonly own: Partial<RawCall>;
  /** One call for each request beside it: usage, model, step and an id made of the response's. */
  readonly beside: readonly Partial<RawCall>[];
}

const NO_ITERATIONS: Iterations = { own: {}, beside: [] };

/** @param asked the model of the request, which is the one that a declined fallback had */
export function iterationsOf(usage: JsonObject, response: JsonObject, asked?: unknown): Iterations {
  const entries = objectsIn(usage, 'iterations');
  if (entries.length === 0) return NO_ITERATIONS;
  const served = servingEntries(entries, usage);
  const beside = entries.filter((entry) => !served.includes(entry) && hasTokens(entry));
  const id = textIn(response, 'id');
  return {
    own:
      served.length < 2
        ? {}
        : { requests: served.length, largestPrompt: Math.max(...served.map((entry) => promptOf(entry))) },
    beside: beside.map((entry, index) => {
      const step = stepOf(entry);
      const declined = step === DECLINED ? (asked ?? response['model']) : response['model'];
      return {
        usage: entry,
        step,
        model: entry['model'] ?? declined,
        id: id && `${id}#${step.replace(' ', '-')}-${placeAmong(beside, index)}`,
      };
    }),
  };
}

/** Uses of tools on Anthropic's side that cost beside tokens; fetching pages does not. */
export function serverToolUses(usage: JsonObject): number | undefined {
  if (!isObject(usage['server_tool_use'])) return undefined;
  const uses = Object.entries(objectIn(usage, 'server_tool_use'))
    .filter(([name, count]) => name !== 'web_fetch_requests' && typeof count === 'number')
    .reduce((sum, [, count]) => sum + Number(count), 0);
  return uses > 0 ? uses : undefined;
}

const DECLINED = 'declined fallback';

const STEPS: ReadonlyMap<unknown, string> = new Map([
  ['compaction', 'compaction'],
  ['advisor_message', 'advisor'],
]);

const stepOf = ({ type }: JsonObject): string => STEPS.get(type) ?? DECLINED;

const isMessage = ({ type }: JsonObject): boolean => type === 'message' || type === 'fallback_message';

/**
 * The entries that the response's own usage is the sum of. Where a fallback served, the models before it may be
 * outside: the sum tells.
 */
function servingEntries(entries: readonly JsonObject[], usage: JsonObject): readonly JsonObject[] {
  const messages = entries.filter(isMessage);
  const serving = messages.findLast(({ type }) => type === 'fallback_message');
  if (serving === undefined || isSumOf(messages, usage)) return messages;
  return messages.filter(({ type, model }) => type === 'fallback_message' && model === serving['model']);
}

const isSumOf = (entries: readonly JsonObject[], usage: JsonObject): boolean =>
  ['input_tokens', 'output_tokens'].every(
    (name) => entries.reduce((sum, entry) => sum + countIn(entry, name), 0) === countIn(usage, name),
  );

const countIn = (entry: JsonObject, name: string): number => {
  const count = entry[name];
  return typeof count === 'number' ? count : 0;
};

const promptOf = (entry: JsonObject): number =>
  countIn(entry, 'input_tokens') +
  countIn(entry, 'cache_read_input_tokens') +
  countIn(entry, 'cache_creation_input_tokens');

const hasTokens = (entry: JsonObject): boolean => promptOf(entry) + countIn(entry, 'output_tokens') > 0;

/** Counts entries of one step: the first compaction is `compaction-1`. */
const placeAmong = (entries: readonly JsonObject[], index: number): number =>
  entries.slice(0, index + 1).filter((entry) => stepOf(entry) === stepOf(entries[index] ?? {})).length;
