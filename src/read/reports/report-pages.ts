import type { RawCall } from '../../domain/raw-call.ts';
import { eachAlone, type JsonFormat } from '../format.ts';
import { isObject, type JsonObject } from '../members.ts';

/** One line of a usage or costs report, and the span of time that it is of. */
export interface Reported {
  readonly bucket: JsonObject;
  readonly result: JsonObject;
}

/** The lines of a report: a page of buckets, one bucket, a list of lines, or one line by itself. */
function* reportedIn(value: unknown): Generator<Reported> {
  if (!isObject(value)) return;
  for (const bucket of Array.isArray(value['data']) ? value['data'] : [value]) {
    if (!isObject(bucket)) continue;
    const results = bucket['results'];
    if (!Array.isArray(results)) yield { bucket, result: bucket };
    else for (const result of results) if (isObject(result)) yield { bucket, result };
  }
}

/** How a format claims a report and reads it, by its lines: a page holds one kind of them only. */
export const reportOf = (
  isLine: (reported: Reported) => boolean,
  totalOf: (reported: Reported, line: number) => RawCall,
): Pick<JsonFormat, 'isAggregate' | 'claims' | 'open'> => ({
  isAggregate: true,
  claims(value) {
    const first = reportedIn(value).next();
    return first.done !== true && isLine(first.value) ? 'certain' : 'no';
  },
  open: eachAlone(function* (value, line) {
    for (const reported of reportedIn(value)) if (isLine(reported)) yield totalOf(reported, line);
  }),
});
