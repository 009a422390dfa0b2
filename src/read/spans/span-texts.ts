import { firstIn, isObject, scalarText } from '../members.ts';
import type { Attributes, FlatSpan } from './flat-span.ts';

/** What was asked and answered, as far as a span has it. */
export interface SpanTexts {
  readonly inputText: unknown;
  readonly outputText: unknown;
}

const NO_TEXTS: SpanTexts = { inputText: undefined, outputText: undefined };

/** The texts of a span, in the shape of a request and a response. The first family that has any is read. */
export function textsOf(span: FlatSpan): SpanTexts {
  for (const family of [genAi, indexed, bodies, vercel, events]) {
    const texts = family(span);
    if (texts.inputText !== undefined || texts.outputText !== undefined) return texts;
  }
  return NO_TEXTS;
}

/** `gen_ai.*.messages`: lists of messages, or the same as JSON in a text. */
function genAi({ attributes }: FlatSpan): SpanTexts {
  const messages = parsed(attributes['gen_ai.input.messages']);
  const system = parsed(attributes['gen_ai.system_instructions']);
  const tools = parsed(attributes['gen_ai.tool.definitions']);
  const isAlone = system === undefined && tools === undefined;
  return {
    inputText: messages === undefined || isAlone ? messages : { system, messages, tools },
    outputText: parsed(attributes['gen_ai.output.messages']),
  };
}

/** Messages spread over attributes with numbers in their names: OpenInference, older Traceloop. */
function indexed({ attributes }: FlatSpan): SpanTexts {
  return {
    inputText: numbered(attributes, 'llm.input_messages.') ?? numbered(attributes, 'gen_ai.prompt.'),
    outputText: numbered(attributes, 'llm.output_messages.') ?? numbered(attributes, 'gen_ai.completion.'),
  };
}

const bodies = ({ attributes }: FlatSpan): SpanTexts => ({
  inputText: parsed(attributes['input.value']),
  outputText: parsed(attributes['output.value']),
});

function vercel({ attributes }: FlatSpan): SpanTexts {
  const said = firstIn(attributes, 'ai.response.text', 'ai.response.object');
  const tools = parsed(attributes['ai.response.toolCalls']);
  return {
    inputText: parsed(firstIn(attributes, 'ai.prompt.messages', 'ai.prompt', 'ai.values', 'ai.value')),
    outputText: tools === undefined ? said : [{ role: 'assistant', content: said ?? '', tool_calls: tools }],
  };
}

const ASKED = /^gen_ai\.(system|user|assistant|tool)\.message$/;

/** Messages in events: the conventions of 2024, and Monocle's `data.input` and `data.output`. */
function events({ events: all }: FlatSpan): SpanTexts {
  const input: unknown[] = [];
  const output: unknown[] = [];
  for (const { name, attributes } of all) {
    const role = ASKED.exec(scalarText(name))?.[1];
    if (role !== undefined) input.push({ role, ...attributes });
    else if (name === 'gen_ai.choice') output.push(attributes);
    else if (name === 'gen_ai.content.prompt') input.push(parsed(attributes['gen_ai.prompt']));
    else if (name === 'gen_ai.content.completion') output.push(parsed(attributes['gen_ai.completion']));
    else if (name === 'data.input') input.push(spoken(attributes['input']));
    else if (name === 'data.output') output.push(spoken(firstIn(attributes, 'response', 'output')));
  }
  return {
    inputText: input.length === 0 ? undefined : input,
    outputText: output.length === 0 ? undefined : output,
  };
}

/** Monocle writes what each role said as `{"role": "text"}`. */
function spoken(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(spoken);
  const said = parsed(value);
  if (!isObject(said)) return said;
  return Object.entries(said).map(([role, content]) => ({ role, content }));
}

/** JSON in a text as what it says; anything else as it stands. */
function parsed(value: unknown): unknown {
  if (value === '' || value === null) return undefined;
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

interface Branch {
  [key: string]: Branch | unknown;
}

const MOST_LEVELS = 12;

/** `prefix.0.message.role` and so on, put together again; `undefined` if there is none. */
function numbered(attributes: Attributes, prefix: string): unknown {
  const list = attributes[prefix.slice(0, -1)];
  if (Array.isArray(list)) return list.map(withoutPrefixes);
  const root: Branch = Object.create(null);
  let isEmpty = true;
  for (const name in attributes) {
    if (!name.startsWith(prefix)) continue;
    const path = name.slice(prefix.length).split('.');
    if (path.length > MOST_LEVELS) continue;
    isEmpty = false;
    grow(root, path, attributes[name]);
  }
  return isEmpty ? undefined : Object.values(root).map(unwrapped);
}

function grow(root: Branch, path: readonly string[], value: unknown): void {
  let at = root;
  for (const step of path.slice(0, -1)) {
    const next = at[step];
    const branch: Branch = isObject(next) ? (next as Branch) : Object.create(null);
    at[step] = branch;
    at = branch;
  }
  at[path[path.length - 1] ?? ''] = value;
}

/** OpenInference wraps every item in what it is called: `{message: {…}}`, `{tool_call: {…}}`. */
function unwrapped(value: unknown): unknown {
  if (!isObject(value)) return value;
  const keys = Object.keys(value);
  if (keys.length > 0 && keys.every((key) => /^\d+$/.test(key))) return Object.values(value).map(unwrapped);
  const [only] = keys;
  if (keys.length === 1 && only && /^(message|tool_call|message_content)$/.test(only))
    return unwrapped(value[only]);
  return Object.fromEntries(keys.map((key) => [key, unwrapped(value[key])]));
}

/** The same messages in a table: `{"message.role": "user", …}`. */
function withoutPrefixes(value: unknown): unknown {
  if (!isObject(value)) return value;
  return unwrapped(
    Object.fromEntries(Object.entries(value).map(([key, each]) => [key.replace(/^message\./, ''), each])),
  );
}
