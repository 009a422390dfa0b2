import { kindOf, type Node, short } from '../../config/node.ts';
import { type Notation, scoreOf } from '../../config/numbers.ts';
import { isFault } from '../../config/parsed.ts';
import { type Form, readField } from './form.ts';
import { complain } from './source.ts';

/** Many features may share one entry of the defaults: what is done for each must stay small. */
const MOST_SCORES = 1000;
const MOST_FAULTS = 3;
const TOO_MANY = `has more than ${MOST_SCORES} scores: keep those of the models you compare`;

/** The scores of one `quality` entry, and what is wrong with it. */
export interface Scores {
  readonly scores: ReadonlyMap<string, number>;
  readonly faults: readonly { readonly line: number; readonly fault: string }[];
}

interface Entry {
  readonly model: string;
  readonly score: Node;
}

/** Reads `{ deepseek-v4-pro: 0.93, keep: 0.97 }`, or `deepseek-v4-pro=0.93; keep=0.97`. */
export function scoresOf(node: Node, notation: Notation): Scores {
  const entries = entriesOf(node);
  if (entries.length > MOST_SCORES)
    return { scores: new Map(), faults: [{ line: node.line, fault: TOO_MANY }] };
  const scores = new Map<string, number>();
  const faults: Scores['faults'][number][] = [];
  for (const { model, score } of entries) {
    const { line } = score;
    const parsed =
      score.kind === 'text' ? scoreOf(score.text.trim(), notation) : { fault: `is ${kindOf(score)}` };
    const name = `of "${short(model)}"`;
    if (model === '') faults.push({ line, fault: 'has a score without a model: write model=score' });
    else if (isFault(parsed)) faults.push({ line, fault: `${name}${valueIn(score)} ${parsed.fault}` });
    else if (scores.has(model)) faults.push({ line, fault: `${name} is given twice: keep one of them` });
    else scores.set(model, parsed.value);
  }
  if (node.kind === 'list' || node.kind === 'other')
    faults.push({
      line: node.line,
      fault: `is ${kindOf(node)}: write { deepseek-v4-pro: 0.93, keep: 0.97 }`,
    });
  return { scores, faults: faults.slice(0, MOST_FAULTS) };
}

const valueIn = (node: Node): string => (node.kind === 'text' ? `, "${short(node.text)}",` : '');

function entriesOf(node: Node): readonly Entry[] {
  if (node.kind === 'map') return node.pairs.map((pair) => ({ model: pair.key.trim(), score: pair.node }));
  if (node.kind !== 'text') return [];
  const { line } = node;
  const parts = node.text.split(/[;\n]/).filter((part) => part.trim() !== '');
  return parts.map((part) => {
    const at = part.lastIndexOf('=');
    const text = part.slice(at + 1).trim();
    return { model: part.slice(0, Math.max(0, at)).trim(), score: { kind: 'text', text, line } };
  });
}

/** The least score and the scores of a feature, all on one scale. */
export function readQuality(form: Form): {
  readonly minQuality: number | undefined;
  readonly quality: ReadonlyMap<string, number>;
} {
  const minQuality = readField(form, 'min_quality', (text) => scoreOf(text, form.notation));
  const field = form.fields.get('quality');
  if (field === undefined) return { minQuality, quality: new Map() };
  const { where } = field;
  const { scores, faults } = form.scoresIn(field.node);
  for (const { line, fault } of faults)
    complain(form, 'feature-field-invalid', line, { where, what: 'quality', fault });
  const odd =
    minQuality === undefined ? undefined : [...scores].find(([, score]) => isOdd(score, minQuality));
  if (odd !== undefined) {
    const what = `min_quality ${minQuality} and the quality ${odd[1]} of "${short(odd[0])}" are on different scales`;
    complain(form, 'feature-fields-clash', field.line, { where: form.label, what, hint: 'write both alike' });
  }
  return { minQuality, quality: scores };
}

/** 93 beside a least of 0.9, or 0.93 beside one of 90. */
const isOdd = (score: number, least: number): boolean => (least <= 1 ? score > 1 : score > 0 && score < 1);
