import type { Instant } from '../domain/book.ts';
import type { Entry } from '../domain/entry.ts';
import type { Report } from '../domain/report.ts';
import type { Intake } from './ingest.ts';

/** What a report says of its sums over many requests. */
export const totalsIn = ({ files }: Intake): Report['totals'] =>
  files.reduce(
    (sum, { totals }) => ({
      records: sum.records + totals.records,
      requests: sum.requests + totals.requests,
      withoutRequests: sum.withoutRequests + totals.withoutRequests,
    }),
    { records: 0, requests: 0, withoutRequests: 0 },
  );

/** Records of which the provider's habit decided whether cached tokens are inside the input. */
export const subsetsAssumedIn = ({ files }: Intake): number =>
  files.reduce((sum, { rules }) => sum + rules.assumed, 0);

/** Notes what a report says of the log as a whole. */
export function createObserver() {
  let firstCall: Instant | undefined;
  let lastCall: Instant | undefined;
  let callsWithoutRun = 0;
  let callsWithoutWorkflow = 0;
  return {
    add({ startedAt, home }: Entry): void {
      callsWithoutRun += Number(home.run === undefined);
      callsWithoutWorkflow += Number(home.isFileName);
      if (startedAt === undefined) return;
      if (firstCall === undefined || startedAt < firstCall) firstCall = startedAt;
      if (lastCall === undefined || startedAt > lastCall) lastCall = startedAt;
    },
    facts: () => ({ firstCall, lastCall, callsWithoutRun, callsWithoutWorkflow }),
  };
}
