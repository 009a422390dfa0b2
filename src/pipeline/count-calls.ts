import type { CountCall, CountedText, TextMeasure } from '../domain/counting.ts';
import type { Provenance, TokenizerFamily } from '../domain/tokens.ts';
import { flatFactor } from '../replay/transfer.ts';
import type { CallTokens } from '../tokenize/call-tokens.ts';
import type { Estimate } from '../tokenize/estimate.ts';
import type { TextCounter } from './counting.ts';

/** Messages come again from call to call: that much text is remembered with its count. */
export const REMEMBERED_BYTES = 64 * 1024 * 1024;

type CountText = (text: string) => number;

interface CallTexts {
  readonly input: unknown;
  readonly output: unknown;
}

/** Counts calls, or estimates them from what their texts come to in the most common vocabulary. */
export function createCallCount(counterFor: (vocabulary: string) => Promise<TextCounter>): CountCall {
  const estimates = new Map<TokenizerFamily, Promise<(text: string) => Estimate>>();
  return async (measure, input, output) => {
    const { vocabulary, family, kind } = measure;
    const counter = await counterFor(vocabulary);
    if (kind !== 'estimate' || family === undefined || !('count' in counter))
      return countedText(counter, measure, { input, output });
    const estimate = estimates.get(family) ?? estimatesOf(family, counter.count);
    estimates.set(family, estimate);
    return estimatedText(await estimate, measure, { input, output });
  };
}

async function estimatesOf(family: TokenizerFamily, count: CountText): Promise<(text: string) => Estimate> {
  const [{ estimateTokens }, { remembered }] = await Promise.all([
    import('../tokenize/estimate.ts'),
    import('../tokenize/cached.ts'),
  ]);
  const flat = flatFactor(family);
  return remembered((text) => estimateTokens(text, count(text), { family, flat }), REMEMBERED_BYTES);
}

async function countedText(text: TextCounter, measure: TextMeasure, call: CallTexts): Promise<CountedText> {
  const [{ countCallText, textsOf }, { framingOf }] = await openTexts();
  const framing = framingOf(measure);
  const count = 'count' in text ? text.count : await answered(text.ask, textsOf(call, framing));
  return summed(countCallText({ count }, call, framing), { kind: 'counted', vocabulary: measure.vocabulary });
}

async function estimatedText(
  estimate: (text: string) => Estimate,
  measure: TextMeasure,
  call: CallTexts,
): Promise<CountedText> {
  const [{ countCallText }, { framingOf }] = await openTexts();
  const all: Estimate[] = [];
  const count: CountText = (text) => {
    const each = estimate(text);
    all.push(each);
    return each.tokens;
  };
  const tokens = countCallText({ count }, call, framingOf(measure));
  return summed(tokens, methodOf(all));
}

const openTexts = () => Promise.all([import('../tokenize/call-tokens.ts'), import('../tokenize/framing.ts')]);

/** Calls are alike if their bars are: so there are only these. What stands around texts is no better known than the first. */
const BARS = [10, 15, 25];
const WORST = 40;

/** The method of most tokens, and the bar that all have together. */
function methodOf(estimates: readonly Estimate[]): Provenance {
  const sum = (of: (each: Estimate) => number): number =>
    estimates.reduce((total, each) => total + of(each), 0);
  const tokens = sum((each) => each.tokens);
  const percent = (100 * sum((each) => each.tokens * each.pooledBar)) / Math.max(tokens, 1);
  const barPercent = BARS.find((bar) => percent <= bar) ?? WORST;
  const methods = [...new Set(estimates.map(({ method }) => method))].map((method) => ({
    method,
    tokens: sum((each) => (each.method === method ? each.tokens : 0)),
  }));
  const [most] = methods.sort((a, b) => b.tokens - a.tokens || (a.method < b.method ? -1 : 1));
  return { kind: 'estimated', method: most?.method ?? 'family factor', barPercent };
}

/** What a program answered for these texts. */
async function answered(
  ask: (text: string) => Promise<number>,
  texts: readonly string[],
): Promise<CountText> {
  const answers = new Map<string, number>();
  for (const text of texts) if (!answers.has(text)) answers.set(text, await ask(text));
  return (text) => answers.get(text) ?? 0;
}

const summed = (tokens: CallTokens, known: Provenance): CountedText => ({
  input: tokens.hasKeptHistory ? undefined : sumOf(tokens.inputText, tokens.inputTools, tokens.inputFraming),
  output: sumOf(tokens.outputText, tokens.outputReasoning, tokens.outputFraming),
  known,
  media: tokens.media,
  cut: tokens.cut,
  hasKeptHistory: tokens.hasKeptHistory,
});

/** Whole tokens, of estimates too. Unknown only if all parts are. */
function sumOf(...parts: readonly (number | undefined)[]): number | undefined {
  const known = parts.filter((part) => part !== undefined);
  return known.length === 0 ? undefined : Math.round(known.reduce((sum, part) => sum + part, 0));
}
