/** Why a tokenizer's file cannot be used, in words that go on from its name. */
export class TokenizerFault extends Error {}

/** @throws TokenizerFault */
export function refuse(fault: string): never {
  throw new TokenizerFault(fault);
}
