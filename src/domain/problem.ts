import { MESSAGES, type MessageCode } from './messages.ts';

export type { MessageCode };

export type Facts<C extends MessageCode> = Parameters<(typeof MESSAGES)[C]['text']>[0];

/** Where in the input something was found. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/** Odd data: work goes on, the user is told. */
export interface Problem {
  readonly code: MessageCode;
  readonly place: Place | undefined;
  readonly text: string;
}

export function problem<C extends MessageCode>(code: C, place: Place | undefined, facts: Facts<C>): Problem {
  return { code, place, text: messageOf(code, facts) };
}

function messageOf<C extends MessageCode>(code: C, facts: Facts<C>): string {
  const text = MESSAGES[code].text as (facts: Facts<C>) => string;
  return text(facts);
}

/** A record was lost, or a figure may be wrong: `--strict` makes this a failure. */
export const isLoss = (code: MessageCode): boolean => MESSAGES[code].kind === 'loss';

/** Work cannot go on: the message says what is wrong, where, and what to do. */
export class RecostError<C extends MessageCode = MessageCode> extends Error {
  readonly code: C;
  /** 2: usage or configuration. 3: the input cannot be used, or nothing has a price. */
  readonly exitCode: 2 | 3;

  constructor(code: C, facts: Facts<C>) {
    super(messageOf(code, facts));
    this.name = 'RecostError';
    this.code = code;
    this.exitCode = MESSAGES[code].kind === 'usage' ? 2 : 3;
  }
}
