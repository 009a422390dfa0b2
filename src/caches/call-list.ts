import { doubles, wholes } from '../domain/growing.ts';
import type { Prompt } from './prompt-store.ts';

/** A call as a cache sees it. */
export interface CachedCall {
  /** Who shares a cache: calls of different scopes never find each other's prompts. */
  readonly scope: number;
  /** `undefined`: the log has neither its text nor hashes of it. */
  readonly prompt: Prompt | undefined;
  /** Where the answer ends, as the prompt store told, if it is known. */
  readonly answer?: number | undefined;
  /** ms since 1970. */
  readonly startedAt: number | undefined;
  /** From here on its prompt can be found; `undefined`: from its start on. */
  readonly endedAt: number | undefined;
  /** Tokens of the whole prompt where they are known, framing and all; `undefined`: what its texts come to. */
  readonly tokens: number | undefined;
}

/** The calls of a log, in any order: 40 bytes each. */
export interface CallList {
  readonly size: () => number;
  /** @returns its number, from 0 up */
  readonly add: (call: CachedCall) => number;
  readonly scope: (call: number) => number;
  /** Nodes of the prompt store; -1: there is no prompt. */
  readonly end: (call: number) => number;
  readonly instructions: (call: number) => number;
  readonly answer: (call: number) => number;
  /** NaN where the log does not say. */
  readonly startedAt: (call: number) => number;
  readonly endedAt: (call: number) => number;
  readonly tokens: (call: number) => number;
}

const NONE = 0xffff_ffff;

export function createCallList(): CallList {
  const [scopes, ends, instructions, answers] = [wholes(), wholes(), wholes(), wholes()];
  const [starts, stops, tokens] = [doubles(), doubles(), doubles()];
  const nodeOr = (node: number): number => (node === NONE ? -1 : node);
  return {
    size: scopes.length,
    add(call) {
      const number = scopes.length();
      scopes.set(number, call.scope);
      ends.set(number, call.prompt?.end ?? NONE);
      instructions.set(number, call.prompt?.instructions ?? NONE);
      answers.set(number, call.answer ?? NONE);
      starts.set(number, call.startedAt ?? Number.NaN);
      stops.set(number, call.endedAt ?? Number.NaN);
      tokens.set(number, call.tokens ?? Number.NaN);
      return number;
    },
    scope: scopes.get,
    end: (call) => nodeOr(ends.get(call)),
    instructions: (call) => nodeOr(instructions.get(call)),
    answer: (call) => nodeOr(answers.get(call)),
    startedAt: starts.get,
    endedAt: stops.get,
    tokens: tokens.get,
  };
}
