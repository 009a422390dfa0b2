import { firstIn, isObject, type JsonObject } from '../members.ts';

const isRow = (value: unknown): value is JsonObject =>
  isObject(value) && 'request_created_at' in value && 'response_status' in value;

/** What older pages hold: a request and a response, each with its part of the row. */
function isNested(
  value: unknown,
): value is JsonObject & { readonly request: JsonObject; response: JsonObject } {
  if (!isObject(value)) return false;
  const { request, response } = value;
  return isObject(request) && isObject(response) && 'created_at' in request && 'delay_ms' in response;
}

/** The rows that a value is or holds, in the spelling of the query API. */
export function rowsOf(value: unknown): readonly JsonObject[] | undefined {
  if (isRow(value)) return [value];
  if (isNested(value)) return [flattened(value)];
  const page = isObject(value) ? value['data'] : undefined;
  if (!Array.isArray(page)) return undefined;
  const rows = page.flatMap((each) => (isRow(each) ? [each] : isNested(each) ? [flattened(each)] : []));
  return rows.length > 0 ? rows : undefined;
}

function flattened({
  request,
  response,
  ...around
}: JsonObject & { readonly request: JsonObject; readonly response: JsonObject }): JsonObject {
  return {
    ...around,
    ...request,
    ...response,
    request_id: request['id'],
    response_id: response['id'],
    request_created_at: request['created_at'],
    response_created_at: firstIn(response, 'created_at'),
    response_status: response['status'],
    request_properties: firstIn(request, 'properties'),
    request_body: firstIn(request, 'body'),
    response_body: firstIn(response, 'body'),
  };
}
