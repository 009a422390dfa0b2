import type { Field } from '../../domain/fields.ts';
import { NO_RAW_CALL } from '../../domain/raw-call.ts';
import { eachAlone, type FoundFields, type JsonFormat, type ReadContext } from '../format.ts';
import { isObject, type JsonObject, scalarText } from '../members.ts';
import { columnUsage, describedBy } from './field-calls.ts';
import { metaOf } from './field-meta.ts';
import { hasPriceNames } from './price-lists.ts';

const MOST_DEPTH = 12;

/** Objects with the canonical fields under any of their names, at any depth; lists of them inside objects too. */
export const looseJson: JsonFormat = {
  title: 'JSON or JSON lines with the same fields as a table, under any of their names',
  sign: 'a model, and counts or texts, under names that the table of columns knows; if no other format is certain',
  confidence: 'H',
  traps: [
    'an object that has counts and holds objects with counts is taken as their sum, and not counted',
    'whether cached tokens are inside the input is decided record by record',
  ],
  claims: (value, context) => (isLog(value, context) ? 'possible' : 'no'),
  open: eachAlone(function* (value, line, context) {
    for (const found of callsIn(value, NOTHING, context, 0)) {
      yield { ...NO_RAW_CALL, ...describedBy(found), line, usage: columnUsage(found.fields, false) };
    }
  }),
};

const NOTHING: FoundFields = {
  fields: new Map(),
  meta: metaOf(
    () => '',
    () => [],
  ),
};

/** Counts in a list of prices are examples, unless somebody logged them. */
function isLog(value: unknown, context: ReadContext): boolean {
  const first = callsIn(value, NOTHING, context, 0).next();
  if (first.done === true) return false;
  const isLogged = (['run', 'started_at'] as const).some((field) => first.value.fields.has(field));
  return isLogged || !hasPriceNames(value);
}

/** What an object says of itself holds for the objects inside it, unless they say otherwise. */
const INHERITED: readonly Field[] = [
  'run',
  'workflow',
  'model',
  'provider',
  'started_at',
  'service_tier',
  'region',
];

function* callsIn(
  value: unknown,
  outer: FoundFields,
  context: ReadContext,
  depth: number,
): Generator<FoundFields> {
  if (depth > MOST_DEPTH) return;
  if (Array.isArray(value)) {
    for (const item of value) yield* callsIn(item, outer, context, depth + 1);
    return;
  }
  if (!isObject(value)) return;
  const own = context.fields(value);
  const inherited = { ...outer, fields: onlyInherited(outer.fields, own.fields) };
  let hasInner = false;
  for (const list of listsIn(value, depth)) {
    if (list === own.fields.get('input_text') || list === own.fields.get('output_text')) continue;
    for (const inner of callsIn(list, inherited, context, depth + 1)) {
      hasInner = true;
      yield inner;
    }
  }
  if (!hasInner && isCall(own.fields)) {
    yield {
      fields: new Map([...outer.fields, ...own.fields, ...wholeRequest(value, own.fields)]),
      meta: own.meta,
    };
  }
}

/** A request that goes on from what the provider keeps is more than its input: that alone would be taken for the prompt. */
function wholeRequest(
  value: JsonObject,
  own: ReadonlyMap<Field, unknown>,
): readonly (readonly [Field, unknown])[] {
  const text = own.get('input_text');
  const body = [value, value['request'], value['request_body'], value['body']].find(
    (each) => isObject(each) && text !== undefined && each['input'] === text && isContinued(each),
  );
  return body === undefined ? [] : [['input_text', body]];
}

const isContinued = (request: JsonObject): boolean =>
  [request['previous_response_id'], request['conversation']].some(
    (each) => each !== undefined && each !== null,
  );

const onlyInherited = (...levels: readonly ReadonlyMap<Field, unknown>[]): ReadonlyMap<Field, unknown> =>
  new Map(levels.flatMap((fields) => [...fields].filter(([field]) => INHERITED.includes(field))));

function* listsIn(value: JsonObject, depth: number): Generator<readonly unknown[]> {
  if (depth > MOST_DEPTH) return;
  for (const key in value) {
    const member = value[key];
    if (Array.isArray(member)) yield member;
    else if (isObject(member)) yield* listsIn(member, depth + 1);
  }
}

/** What a request that was refused says of its end. */
const FAILURE =
  /^[45]\d\d$|error|fail|refus|reject|timeout|timed.out|cancel|abort|overload|rate.?limit|exception/i;

/**
 * Something is known of its tokens, or there is the text of a call: of one side with a model, or of both. A request
 * that was refused has neither, but its run may have ended with it.
 */
function isCall(own: ReadonlyMap<Field, unknown>): boolean {
  if (own.has('model') && FAILURE.test(scalarText(own.get('status')))) return true;
  if (own.has('input') || own.has('uncached_input') || own.has('output') || own.has('total')) return true;
  const texts = Number(own.has('input_text')) + Number(own.has('output_text'));
  return texts === 2 || (texts === 1 && own.has('model'));
}
