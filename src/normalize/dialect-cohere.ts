import { dialectOf, memberOf, NO_USAGE } from './dialect.ts';

/**
 * Cohere's usage: billed units beside the tokens of the whole prompt, which hold a template that is not billed.
 * Source: Cohere's API reference (Chat v2, Usage; Embed, meta).
 */
export const cohere = dialectOf((read, payload) => {
  const counts = memberOf(payload, 'billed_units') ?? memberOf(payload, 'tokens');
  const input = read(counts, 'input_tokens');
  // Embeddings answer with no tokens: only the input is billed.
  const output = read(counts, 'output_tokens') ?? (input === undefined ? undefined : 0);
  return {
    usage: { ...NO_USAGE, input, output },
    rule: 'format',
    contradictsTotal: false,
  };
});
