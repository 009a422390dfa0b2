import { isObject, type JsonObject } from './media.ts';
import { GPT2_SOURCE, type SourcePass, splitOf } from './pattern-sources.ts';
import type { Pattern } from './patterns.ts';
import { refuse } from './tokenizer-fault.ts';

/** How a `tokenizer.json` says that texts are prepared. @throws TokenizerFault if recost does not do that */
export const patternOf = ({ normalizer, pre_tokenizer }: JsonObject): Pattern => ({
  isComposed: normalizersIn(normalizer).length > 0,
  split: splitOf(passesIn(pre_tokenizer)),
});

const typeOf = (part: JsonObject): string => (typeof part['type'] === 'string' ? part['type'] : 'unnamed');

/** The parts that do something, sequences taken apart. */
function partsIn(value: unknown, members: string): readonly JsonObject[] {
  if (!isObject(value)) return [];
  const inside = value[members];
  if (value['type'] !== 'Sequence') return [value];
  return Array.isArray(inside) ? inside.flatMap((each) => partsIn(each, members)) : [];
}

function normalizersIn(value: unknown): readonly JsonObject[] {
  const parts = partsIn(value, 'normalizers');
  const other = parts.find((part) => typeOf(part) !== 'NFC');
  return other === undefined ? parts : refuse(`changes texts by ${typeOf(other)}; recost knows only NFC`);
}

function passesIn(value: unknown): readonly SourcePass[] {
  const parts = partsIn(value, 'pretokenizers');
  const isByteLevel = parts.some((part) => typeOf(part) === 'ByteLevel');
  if (!isByteLevel) {
    const types = parts.map(typeOf).join(', ') || 'nothing';
    return refuse(`does not work on bytes (its pre-tokenizer is ${types}); recost knows byte-level BPE only`);
  }
  return parts.flatMap(passesOf);
}

function passesOf(part: JsonObject): readonly SourcePass[] {
  switch (part['type']) {
    case 'ByteLevel':
      if (part['add_prefix_space'] !== false) return refuse('puts a space in front of texts');
      return part['use_regex'] === false ? [] : [{ source: GPT2_SOURCE, keepsGaps: true }];
    case 'Digits':
      return [{ source: part['individual_digits'] === true ? '\\p{N}' : '\\p{N}+', keepsGaps: true }];
    case 'Split':
      return [splitPass(part)];
    default:
      return refuse(`splits texts by ${typeOf(part)}, which recost does not know`);
  }
}

function splitPass({ pattern, behavior, invert }: JsonObject): SourcePass {
  const { Regex: source, String: plain } = isObject(pattern) ? pattern : {};
  const isCut = behavior === 'Isolated' || (behavior === 'Removed' && invert === true);
  if (!isCut) return refuse(`splits texts by a pattern whose matches are ${String(behavior)}`);
  if (typeof source === 'string') return { source, keepsGaps: behavior === 'Isolated' };
  if (typeof plain !== 'string') return refuse('has a split without a pattern');
  return { source: plain.replace(/[\^$\\.*+?()[\]{}|]/g, '\\$&'), keepsGaps: behavior === 'Isolated' };
}
