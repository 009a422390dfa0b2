import { listTokens, type TokenList } from './vocabulary.ts';

/**
 * Reads rank data as js-tiktoken ships it: lines of `! <first rank> <token> <token> …`, tokens in base64.
 * Only the order counts here, so that a gap between two lines (left for special tokens) closes.
 */
export function tokensOfRanks(ranks: string): TokenList {
  const tokens = ranks
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([mark]) => mark === '!')
    .sort((a, b) => Number(a[1]) - Number(b[1]))
    .flatMap((line) => line.slice(2))
    .map((token) => Buffer.from(token, 'base64'));
  return listTokens(tokens);
}
