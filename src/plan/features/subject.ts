import { type Limits, type Notation, shareOf, wholeOf } from '../../config/numbers.ts';
import { isFault, type Parsed } from '../../config/parsed.ts';
import { hasSingles } from '../../config/pattern.ts';
import type { Feature, Shape } from '../../domain/feature.ts';
import type { Fraction } from '../../domain/money.ts';
import { type Form, givenOf, readField } from './form.ts';
import { type FeatureKey, SHAPE_KEYS, SHAPE_SIZES } from './keys.ts';
import { complain } from './source.ts';

const CALLS: Limits = { least: 1, most: 10_000 };
const MOST_TOKENS = 2 ** 31 - 1;
/** A share is laid out over whole calls, of so many runs together at most. */
const MOST_PARTS = 1000n;
const LONGEST_PATTERN = 1000;

/** What a feature is about: runs of the logs, or a shape. `undefined`: it is wrong, and that has been said. */
export function readSubject(form: Form): Feature['subject'] | undefined {
  const shapeKeys = givenOf(form, SHAPE_KEYS);
  const first = shapeKeys[0];
  const workflow = form.fields.get('workflow');
  const where = form.label;
  if (workflow === undefined && first === undefined) {
    const need = `say which runs it is about: workflow, or a shape (${SHAPE_SIZES.join(', ')})`;
    return complain(form, 'feature-field-missing', form.line, { where, need });
  }
  if (workflow !== undefined && first !== undefined) {
    const hint = 'keep one: the runs of a log, or a shape';
    const what = `workflow does not go with ${shapeKeys.join(', ')}`;
    return complain(form, 'feature-fields-clash', form.fields.get(first)?.line ?? form.line, {
      where,
      what,
      hint,
    });
  }
  if (first === undefined) {
    const pattern = readField(form, 'workflow', patternOf);
    return pattern === undefined
      ? undefined
      : { kind: 'workflow', pattern, line: workflow?.line ?? form.line };
  }
  const shape = readShape(form);
  return shape && { kind: 'shape', shape, line: form.fields.get(first)?.line ?? form.line };
}

function patternOf(text: string): Parsed<string> {
  const isSlow = text.length > LONGEST_PATTERN && hasSingles(text);
  return isSlow
    ? { fault: `is too long for a pattern with "?": at most ${LONGEST_PATTERN}` }
    : { value: text };
}

function readShape(form: Form): Shape | undefined {
  const where = form.label;
  const missing = SHAPE_SIZES.filter((key) => !form.fields.has(key));
  if (missing.length > 0) {
    const need = `its shape lacks ${missing.join(', ')}`;
    complain(form, 'feature-field-missing', form.line, { where, need });
  }
  const whole = (key: FeatureKey, limits: Limits): number | undefined =>
    readField(form, key, (text) => wholeOf(text, limits, form.notation));
  const steps = whole('steps', CALLS);
  const callsPerStep = whole('calls_per_step', CALLS);
  const inputTokens = whole('input_tokens', { least: 1, most: MOST_TOKENS });
  const cachedTokens = whole('cached_tokens', { least: 0, most: MOST_TOKENS });
  const outputTokens = whole('output_tokens', { least: 0, most: MOST_TOKENS });
  const share = readField(form, 'frontier_share', (text) => frontierShareOf(text, form.notation));
  const { line = form.line } = form.fields.get('before_model') ?? {};
  const beforeModel = readField(form, 'before_model', (name) => ({ value: { name, line } }));
  const sizes = { steps, callsPerStep, inputTokens, outputTokens };
  if (!areAllKnown(sizes)) return undefined;
  const frontierShare = share ?? { num: 0n, den: 1n };
  const shape: Shape = { ...sizes, cachedTokens, frontierShare, beforeModel };
  return isSound(form, shape) ? shape : undefined;
}

type Sizes = Pick<Shape, 'steps' | 'callsPerStep' | 'inputTokens' | 'outputTokens'>;

const areAllKnown = (sizes: { readonly [K in keyof Sizes]: Sizes[K] | undefined }): sizes is Sizes =>
  Object.values(sizes).every((size) => size !== undefined);

function frontierShareOf(text: string, notation: Notation): Parsed<Fraction> {
  const share = shareOf(text, notation);
  if (isFault(share) || share.value.den <= MOST_PARTS) return share;
  return { fault: 'is too fine: give a rounder share, of at most three decimals' };
}

/** What no single field shows. */
function isSound(form: Form, shape: Shape): boolean {
  const where = form.label;
  const calls = shape.steps * shape.callsPerStep;
  const lineOf = (key: FeatureKey): number => form.fields.get(key)?.line ?? form.line;
  const before = form.problems.length;
  if (calls > CALLS.most) {
    const what = `${shape.steps} steps of ${shape.callsPerStep} calls are ${calls} calls`;
    complain(form, 'feature-fields-clash', lineOf('steps'), {
      where,
      what,
      hint: `at most ${CALLS.most} in a run`,
    });
  }
  if ((shape.cachedTokens ?? 0) > shape.inputTokens) {
    const what = `${shape.cachedTokens} cached_tokens are more than ${shape.inputTokens} input_tokens`;
    const hint = 'the cached ones are a part of the input';
    complain(form, 'feature-fields-clash', lineOf('cached_tokens'), { where, what, hint });
  }
  return form.problems.length === before;
}
