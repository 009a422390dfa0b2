import { BYTE_CHARACTERS } from '../../src/tokenize/byte-alphabet.ts';

interface Parts {
  readonly merges?: readonly (string | readonly [string, string])[];
  readonly model?: Readonly<Record<string, unknown>>;
  readonly file?: Readonly<Record<string, unknown>>;
}

const BYTE_LEVEL = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: false };

/** A pre-tokenizer of one pattern on bytes. */
export const split = (Regex: string, behavior = 'Isolated', invert = false) => ({
  type: 'Sequence',
  pretokenizers: [{ type: 'Split', pattern: { Regex }, behavior, invert }, BYTE_LEVEL],
});

const LETTERS = '\\p{L}+|[^\\p{L}]';

/** A `tokenizer.json` of the 256 bytes and what some merges make of them. */
export function tokenizerJson({ merges = [], model = {}, file = {} }: Parts = {}): string {
  const made = merges.map((merge) => (typeof merge === 'string' ? merge.replace(' ', '') : merge.join('')));
  const names = [...new Set([...BYTE_CHARACTERS, ...made])];
  const vocab = Object.fromEntries(names.map((name, id) => [name, id]));
  return JSON.stringify({
    normalizer: null,
    pre_tokenizer: split(LETTERS),
    model: { type: 'BPE', vocab, merges, ...model },
    added_tokens: [{ id: 99_999, content: '<|end|>', special: true }],
    ...file,
  });
}
