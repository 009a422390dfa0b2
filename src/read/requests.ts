import type { RawCall } from '../domain/raw-call.ts';

/** What a request says of a call that its response does not. */
export type RequestFacts = Pick<RawCall, 'run' | 'workflow' | 'step' | 'model'>;

/** What a session's own log says of it. */
export interface StoredSession {
  readonly models: ReadonlySet<string>;
  readonly workflow: string | undefined;
}

/**
 * Requests that are logged apart from their responses, in any file and any order, by a key that both carry. Texts are
 * not kept: memory grows with requests, not with bytes.
 */
export interface Requests {
  readonly ask: (key: string, facts: RequestFacts) => void;
  readonly answer: (key: string) => void;
  readonly isAnswered: (key: string) => boolean;
  /** `undefined` if there is none, or if several differ: callers use keys again from batch to batch. */
  readonly of: (key: string) => RequestFacts | undefined;
  /** The session's own log has a call of this model: what was printed of it sums up the same. */
  readonly store: (session: string, model: string, workflow: string | undefined) => void;
  readonly storedOf: (session: string) => StoredSession | undefined;
}

/** One for all files of a command. */
export function createRequests(): Requests {
  const asked = new Map<string, RequestFacts | 'several'>();
  const answered = new Set<string>();
  const stored = new Map<string, { models: Set<string>; workflow: string | undefined }>();
  return {
    ask(key, facts) {
      const known = asked.get(key);
      asked.set(key, known === undefined || isSame(known, facts) ? facts : 'several');
    },
    answer: (key) => void answered.add(key),
    isAnswered: (key) => answered.has(key),
    of(key) {
      const facts = asked.get(key);
      return facts === 'several' ? undefined : facts;
    },
    store(session, model, workflow) {
      const known = stored.get(session);
      if (known === undefined) stored.set(session, { models: new Set([model]), workflow });
      else {
        known.models.add(model);
        known.workflow ??= workflow;
      }
    },
    storedOf: (session) => stored.get(session),
  };
}

const isSame = (a: RequestFacts | 'several', b: RequestFacts): boolean =>
  a !== 'several' && a.run === b.run && a.workflow === b.workflow && a.step === b.step && a.model === b.model;
