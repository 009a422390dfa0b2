import { isObject, type JsonObject } from './members.ts';

/** One line of a usage or costs report, and the span of time that it is of. */
export interface Reported {
  readonly bucket: JsonObject;
  readonly result: JsonObject;
}

/** The lines of a report: a page of buckets, one bucket, a list of lines, or one line by itself. */
export function* reportedIn(value: unknown): Generator<Reported> {
  if (!isObject(value)) return;
  for (const bucket of Array.isArray(value['data']) ? value['data'] : [value]) {
    if (!isObject(bucket)) continue;
    const results = bucket['results'];
    if (!Array.isArray(results)) yield { bucket, result: bucket };
    else for (const result of results) if (isObject(result)) yield { bucket, result };
  }
}

/** Whether the value has lines, and the first is of this kind: a page holds one kind only. */
export function isReportOf(value: unknown, isLine: (reported: Reported) => boolean): boolean {
  const first = reportedIn(value).next();
  return first.done !== true && isLine(first.value);
}
