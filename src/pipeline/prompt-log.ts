import { createPromptStore, type Prompt, type PromptStore } from '../caches/prompt-store.ts';
import type { Instant } from '../domain/book.ts';
import type { Call } from '../domain/call.ts';
import { doubles, wholes } from '../domain/growing.ts';
import type { BookModel, RateCard } from '../domain/pricing.ts';
import { VOCABULARIES } from '../domain/tokens.ts';
import type { Scenario } from '../replay/scenario.ts';
import type { TakePrompt } from './ingest.ts';
import type { CountText } from './setup.ts';

/** What is kept of the texts of a call. */
export interface TakenPrompt {
  readonly prompt: Prompt;
  /** The vocabulary of the log's counts, where it is public. */
  readonly source: string | undefined;
  /** Where the answer ends, as it would stand in a later prompt. */
  readonly answerEnd: number;
  /** What prompt and answer come to in it, if a target has another; and the answer in each vocabulary of the targets. */
  readonly input: number;
  readonly output: number;
  readonly outputs: readonly number[];
}

/** Takes up prompts while logs are read. Their texts are not kept: some 60 bytes a call, besides the store. */
export interface PromptLog {
  readonly take: TakePrompt;
  readonly at: (number: number) => TakenPrompt;
  /** In which texts are counted: those of the targets, where they are public. */
  readonly vocabularies: readonly string[];
  /** `undefined`: no call has a prompt. */
  readonly store: () => PromptStore | undefined;
}

export interface PromptLogOptions {
  readonly card: RateCard;
  readonly targets: readonly { readonly model: BookModel; readonly at: Instant }[];
  readonly counterOf: (vocabulary: string) => Promise<CountText>;
}

const PUBLIC: ReadonlySet<string> = new Set(VOCABULARIES.values());

/** Texts that make less than half of what was counted do not say what the prompt was. */
const LEAST_COVERED = 0.5;
/** In the languages and code that logs have, about. */
const BYTES_PER_TOKEN = 4;

export function createPromptLog({ card, targets, counterOf }: PromptLogOptions): PromptLog {
  const familyOf = (model: BookModel, at: Instant) => card.limitsOf(model, at)?.tokenizer ?? '';
  const known = targets.map(({ model, at }) => VOCABULARIES.get(familyOf(model, at)));
  const vocabularies = [...new Set(known.filter((each) => each !== undefined))].sort();
  const [ends, instructions, answers, sources] = [wholes(), wholes(), wholes(), wholes()];
  const counts = doubles();
  const width = 2 + vocabularies.length;
  const names: string[] = [];
  let store: PromptStore | undefined;
  let opened: Promise<Opened> | undefined;

  async function open(): Promise<Opened> {
    const [{ promptParts, answerText, sentAgain }, ...counters] = await Promise.all([
      import('../tokenize/prompt-parts.ts'),
      ...vocabularies.map(counterOf),
    ]);
    store = createPromptStore(counters);
    return { promptParts, answerText, sentAgain, store, counters };
  }

  /** The vocabulary in which a call's tokens are counted, by the log or by us. */
  function sourceOf({ provider, model, startedAt, inputKnown }: Call): string | undefined {
    if (inputKnown.kind === 'counted')
      return PUBLIC.has(inputKnown.vocabulary) ? inputKnown.vocabulary : undefined;
    const found = card.resolve(provider, model, startedAt);
    return 'kind' in found ? undefined : VOCABULARIES.get(familyOf(found, startedAt ?? 0));
  }

  function numberOf(name: string): number {
    if (!names.includes(name)) names.push(name);
    return names.indexOf(name) + 1;
  }

  return {
    vocabularies,
    store: () => store,
    async take(call, { inputText, outputText }) {
      if (!isComparable(call)) return undefined;
      opened ??= open();
      const { promptParts, answerText, sentAgain, store: own, counters } = await opened;
      const parts = promptParts(inputText);
      if (parts === undefined) return undefined;
      const texts = [...parts.instructions, ...parts.messages];
      const size = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
      if (size / BYTES_PER_TOKEN < (call.usage.input ?? 0) * LEAST_COVERED) return undefined;
      const source = sourceOf(call);
      const isCounted = source !== undefined && vocabularies.some((each) => each !== source);
      const count = isCounted ? await counterOf(source) : undefined;
      const input = count === undefined ? 0 : texts.reduce((sum, text) => sum + count(text), 0);
      const answer = answerText(outputText);
      const outputs = [count, ...counters].map((each) => each?.(answer) ?? 0);
      const prompt = own.addParts(parts);
      const number = ends.length();
      ends.set(number, prompt.end);
      instructions.set(number, prompt.instructions);
      answers.set(number, own.addAnswer(prompt, sentAgain(outputText)));
      sources.set(number, source === undefined ? 0 : numberOf(source));
      for (const [place, tokens] of [input, ...outputs].entries()) counts.set(number * width + place, tokens);
      const isAlone = call.id === undefined && call.span === undefined;
      return { number, order: isAlone ? 0 : orderOf(size, [...texts, answer, source ?? '']) };
    },
    at(number) {
      const values = Array.from({ length: width }, (_, place) => counts.get(number * width + place));
      const [input = 0, output = 0, ...outputs] = values;
      const prompt = { end: ends.get(number), instructions: instructions.get(number) };
      const answerEnd = answers.get(number);
      return { prompt, answerEnd, source: names[sources.get(number) - 1], input, output, outputs };
    },
  };
}

interface Opened
  extends Pick<typeof import('../tokenize/prompt-parts.ts'), 'promptParts' | 'answerText' | 'sentAgain'> {
  readonly store: PromptStore;
  readonly counters: readonly CountText[];
}

/** The models that scenarios send calls to. */
export const targetsIn = (scenarios: readonly Scenario[]): PromptLogOptions['targets'] =>
  scenarios.flatMap((each) => (each.kind === 'target' ? [{ model: each.model, at: each.asOf }] : []));

/** One request with an instant, of text alone. */
const isComparable = ({ usage, startedAt, isTotal, largestPrompt }: Call): boolean =>
  startedAt !== undefined &&
  !isTotal &&
  largestPrompt === undefined &&
  usage.input !== undefined &&
  usage.input > 0 &&
  usage.output !== undefined &&
  usage.audioInput + usage.audioOutput === 0;

const HASH_SIZE = 2 ** 20;

/** Longer prompts are greater; of equals, a hash of the texts decides. */
function orderOf(size: number, texts: readonly string[]): number {
  let hash = 0x811c9dc5;
  for (const text of texts) {
    for (let index = 0; index < text.length; index++)
      hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
    hash ^= hash >>> 13;
  }
  return size * HASH_SIZE + ((hash >>> 0) % HASH_SIZE);
}
