import { refuse } from './tokenizer-fault.ts';
import { LONGEST_TOKEN, listTokens, MOST_TOKENS, type TokenList } from './vocabulary.ts';

const LINE = /^([A-Za-z0-9+/]+={0,2}) (\d{1,7})\r?$/;

/** Whether a file begins as a list of ranks does. */
export const isRankList = (text: string): boolean => LINE.test(text.slice(0, text.indexOf('\n')));

/**
 * Reads a `tiktoken.model`: lines of a token in base64 and its rank.
 * @throws TokenizerFault if a line is something else
 */
export function readRankList(text: string): TokenList {
  const tokens = new Map<number, Uint8Array>();
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const [, token = '', rank = ''] =
      LINE.exec(line) ?? refuse(`has a line ${index + 1} that is no token and rank`);
    if (tokens.has(Number(rank))) refuse(`has two tokens of rank ${rank}`);
    const bytes = Buffer.from(token, 'base64');
    if (bytes.length > LONGEST_TOKEN) refuse('has a token over 65,535 bytes');
    tokens.set(Number(rank), bytes);
  }
  if (tokens.size > MOST_TOKENS) refuse(`has more than ${MOST_TOKENS} tokens`);
  const inOrder = [...tokens].sort(([a], [b]) => a - b).map(([, bytes]) => bytes);
  if (inOrder.filter(({ length }) => length === 1).length < 0x100)
    refuse('lacks tokens for some of the 256 bytes');
  return listTokens(inOrder);
}
