import { addJson, addText, isDeeper, MAX_DEPTH, type TextSink } from './call-text.ts';
import { isObject, type JsonObject } from './media.ts';

/** What wraps definitions: OpenAI chat, Gemini, Bedrock Converse, OpenAI namespaces and tool lists. */
const WRAPPERS = ['function', 'functionDeclarations', 'function_declarations', 'toolSpec', 'tools'];
const SCHEMAS = 'parameters parametersJsonSchema parameters_json_schema input_schema inputSchema'.split(' ');

/**
 * Adds the names, descriptions and schemas of tool definitions, whatever vendor's. Recorded OpenAI requests
 * come nearer to these than to the whole JSON, which has words that the model is never shown.
 */
export function addTools(sink: TextSink, value: unknown, depth = 0): void {
  if (depth > MAX_DEPTH) {
    sink.isCut = true;
    return;
  }
  if (Array.isArray(value)) for (const each of value) addTools(sink, each, depth + 1);
  if (!isObject(value) || isLeftOut(sink, value)) return;
  addDefinition(sink, value);
  for (const key of ['name', 'description']) {
    const text = value[key];
    if (typeof text === 'string') addText(sink, 'tools', text);
  }
  for (const key of SCHEMAS) addJson(sink, 'tools', value[key]);
  for (const key of WRAPPERS) addTools(sink, value[key], depth + 1);
}

/** Anthropic's and OpenAI's tool search: such a tool is no part of the prompt until the model has looked it up. */
const isLeftOut = ({ lookedUp }: TextSink, { defer_loading: isDeferred, name }: JsonObject): boolean =>
  isDeferred === true && !lookedUp.has(name);

function addDefinition(sink: TextSink, tool: JsonObject): void {
  const { name, description } = tool;
  if (typeof name !== 'string' || WRAPPERS.some((key) => isObject(tool[key]))) return;
  const schema = SCHEMAS.map((key) => tool[key]).find((each) => each !== undefined && each !== null);
  if (isDeeper(schema, MAX_DEPTH)) return;
  sink.definitions.push({ name, description: typeof description === 'string' ? description : '', schema });
}
