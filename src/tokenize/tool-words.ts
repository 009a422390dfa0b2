import type { CallText, ToolDefinition } from './call-text.ts';
import type { ToolFraming } from './framing.ts';
import { isObject, type JsonObject } from './media.ts';

/** The definitions of tools as the texts that a model reads. */
export function wordsOfTools(
  { tools, definitions }: Pick<CallText, 'tools' | 'definitions'>,
  wording: ToolFraming['wording'],
): readonly string[] {
  if (definitions.length === 0) return tools;
  switch (wording) {
    case 'parts':
      return tools;
    case 'json':
      return definitions.map(({ name, description, schema }) =>
        JSON.stringify({ type: 'function', function: { name, description, parameters: schema } }),
      );
    case 'typescript':
      return [namespaceOf(definitions)];
    default:
      return wording satisfies never;
  }
}

/** OpenAI's models read functions as types in a namespace; descriptions are comments, and optional arguments have a `?`. */
function namespaceOf(definitions: readonly ToolDefinition[]): string {
  const types = definitions.map(({ name, description, schema }) => {
    const members = isObject(schema) ? membersOf(schema, { root: schema, named: new Set(), depth: 0 }) : '';
    const type = members === '' ? '()' : `(_: {\n${members}})`;
    return `${comment(description)}type ${name} = ${type} => any;\n\n`;
  });
  return `# Tools\n\n## functions\n\nnamespace functions {\n\n${types.join('')}} // namespace functions`;
}

/** Where definitions are looked up that a schema names. Each is written out once, since they can name each other. */
interface Scope {
  readonly root: JsonObject;
  readonly named: Set<string>;
  readonly depth: number;
}

/** Deeper types are seldom. */
const DEEPEST = 20;

const comment = (text: unknown): string =>
  typeof text === 'string' && text !== '' ? `// ${text.replaceAll('\n', '\n// ')}\n` : '';

function membersOf(schema: JsonObject, scope: Scope): string {
  const { properties, required } = schema;
  if (!isObject(properties)) return '';
  const needed = new Set(Array.isArray(required) ? required : []);
  return Object.entries(properties)
    .map(([name, member]) => {
      const { description, default: usual } = isObject(member) ? member : {};
      const end = usual === undefined ? '' : ` // default: ${JSON.stringify(usual)}`;
      return `${comment(description)}${name}${needed.has(name) ? '' : '?'}: ${typeOf(member, scope)},${end}\n`;
    })
    .join('');
}

/** Each part of a schema is worded once, however often its type is named: the words grow with the schema. */
function typeOf(schema: unknown, scope: Scope): string {
  if (!isObject(schema) || scope.depth >= DEEPEST) return 'any';
  const inside: Scope = { ...scope, depth: scope.depth + 1 };
  const { $ref: named, enum: values, const: only, type } = schema;
  if (typeof named === 'string') return typeOf(definitionOf(named, scope), inside);
  if (Array.isArray(values)) return values.map((each) => JSON.stringify(each)).join(' | ');
  if (only !== undefined) return JSON.stringify(only);
  const choices = schema['anyOf'] ?? schema['oneOf'];
  if (Array.isArray(choices)) return choices.map((each) => typeOf(each, inside)).join(' | ');
  const types = new Set(Array.isArray(type) ? type : [type]);
  return [...types].map((each) => plainType(each, schema, inside)).join(' | ');
}

function plainType(type: unknown, schema: JsonObject, scope: Scope): string {
  if (type === 'integer') return 'number';
  if (type === 'array') return `${typeOf(schema['items'], scope)}[]`;
  if (type !== 'object') return typeof type === 'string' ? type : 'any';
  const members = membersOf(schema, scope);
  return members === '' ? 'object' : `{\n${members}}`;
}

/** `#/$defs/City` */
function definitionOf(path: string, { root, named }: Scope): unknown {
  const name = path.split('/').at(-1) ?? '';
  if (named.has(name)) return undefined;
  named.add(name);
  const lists = [root['$defs'], root['definitions']];
  return lists.map((list) => (isObject(list) ? list[name] : undefined)).find((each) => each !== undefined);
}
