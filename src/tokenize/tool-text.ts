import { addJson, addText, MAX_DEPTH, type TextSink } from './call-text.ts';
import { isObject } from './media.ts';

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
  if (!isObject(value)) return;
  for (const key of ['name', 'description']) {
    const text = value[key];
    if (typeof text === 'string') addText(sink, 'tools', text);
  }
  for (const key of SCHEMAS) addJson(sink, 'tools', value[key]);
  for (const key of WRAPPERS) addTools(sink, value[key], depth + 1);
}
