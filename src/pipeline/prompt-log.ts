import {
  createPromptStore,
  type Prompt,
  type PromptParts,
  type PromptStore,
  type SaidPrompt,
} from '../caches/prompt-store.ts';
import type { Instant } from '../domain/book.ts';
import type { Call } from '../domain/call.ts';
import { wholes } from '../domain/growing.ts';
import type { BookModel, RateCard } from '../domain/pricing.ts';
import { joined, lengthOf, type PromptText } from '../domain/prompt-text.ts';
import { type TokenizerFamily, VOCABULARIES } from '../domain/tokens.ts';
import { measuredIn } from '../replay/destination.ts';
import type { Scenario } from '../replay/scenario.ts';
import { isMeasured } from '../replay/transfer.ts';
import type { TakePrompt } from './ingest.ts';
import type { CountText } from './setup.ts';
import { createTextWays, type TextWays, waysIn } from './text-ways.ts';

/** What is kept of the texts of a call. */
export interface TakenPrompt {
  readonly prompt: Prompt;
  /** The tokenizer family in whose tokens the log counts; `undefined`: nobody knows it. */
  readonly source: TokenizerFamily | undefined;
  /** Where the answer ends, as it would stand in a later prompt. */
  readonly answerEnd: number;
  /** The number of the answer's text, which may have reasoning; 0: there is none. */
  readonly answer: number;
}

/** Takes up prompts while logs are read. Their texts are not kept: 20 bytes a call, besides the store. */
export interface PromptLog {
  readonly take: TakePrompt;
  readonly at: (number: number) => TakenPrompt;
  /** How texts are counted: as the targets do, and as the models of the log. */
  readonly ways: TextWays;
  /** `undefined`: no call has a prompt. */
  readonly store: () => PromptStore | undefined;
  /** What the answer of a call comes to. */
  readonly answerTokens: (taken: TakenPrompt, way: number) => number;
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
  const familyOf = (model: BookModel, at: Instant) => card.limitsOf(model, at)?.tokenizer;
  const known = targets.map(({ model, at }) => familyOf(model, at));
  const families = [...new Set(known.filter((each) => each !== undefined))].filter(isMeasured).sort();
  const ways = createTextWays(counterOf);
  const [ends, instructions, answerEnds, answers, sources] = [
    wholes(),
    wholes(),
    wholes(),
    wholes(),
    wholes(),
  ];
  const waysFrom = new Map<TokenizerFamily | undefined, readonly number[]>();
  const names: TokenizerFamily[] = [];
  let store: PromptStore | undefined;
  let opened: Promise<Opened> | undefined;

  async function open(): Promise<Opened> {
    const { promptParts, answerTexts } = await import('../tokenize/prompt-parts.ts');
    store = createPromptStore(ways.counters);
    return { promptParts, answerTexts, store };
  }

  /** The family in whose tokens a call is counted, by the log or by us. */
  function sourceOf({ provider, model, startedAt, inputKnown }: Call): TokenizerFamily | undefined {
    if (inputKnown.kind === 'counted' && !PUBLIC.has(inputKnown.vocabulary)) return undefined;
    const found = card.resolve(provider, model, startedAt);
    return measuredIn(inputKnown, 'kind' in found ? undefined : familyOf(found, startedAt ?? 0));
  }

  /** Where a target has another family than the log, both are counted; so all of them are, if anybody has measured them. */
  async function waysOf(source: TokenizerFamily | undefined): Promise<readonly number[]> {
    const isKnown = source !== undefined && isMeasured(source);
    const all = [];
    for (const family of isKnown ? [...families, source] : families) all.push(await ways.open(family));
    waysFrom.set(source, waysIn(all));
    return waysIn(all);
  }

  function numberOf(name: TokenizerFamily): number {
    if (!names.includes(name)) names.push(name);
    return names.indexOf(name) + 1;
  }

  return {
    ways,
    store: () => store,
    async take(call, { inputText, outputText }) {
      if (!isComparable(call)) return undefined;
      opened ??= open();
      const { promptParts, answerTexts, store: own } = await opened;
      const parts = promptParts(inputText);
      const leastBytes = (call.usage.input ?? 0) * LEAST_COVERED * BYTES_PER_TOKEN;
      if (parts === undefined || !hasBytes(parts, leastBytes)) return undefined;
      const source = sourceOf(call);
      const wanted = waysFrom.get(source) ?? (await waysOf(source));
      const prompt = own.addParts(parts, wanted);
      const { whole, sentAgain } = answerTexts(outputText);
      const number = ends.length();
      ends.set(number, prompt.end);
      instructions.set(number, prompt.instructions);
      answerEnds.set(number, own.addAnswer(prompt, sentAgain));
      const answer = own.addText(whole, wanted);
      answers.set(number, answer.number);
      sources.set(number, source === undefined ? 0 : numberOf(source));
      const isAlone = call.id === undefined && call.span === undefined;
      return { number, order: isAlone ? 0 : orderOf(prompt, answer.hash, source ?? '') };
    },
    at: (number) => ({
      prompt: { end: ends.get(number), instructions: instructions.get(number) },
      source: names[sources.get(number) - 1],
      answerEnd: answerEnds.get(number),
      answer: answers.get(number),
    }),
    answerTokens: ({ answer }, way) => store?.tokens(way, answer) ?? 0,
  };
}

interface Opened extends Pick<typeof import('../tokenize/prompt-parts.ts'), 'promptParts' | 'answerTexts'> {
  readonly store: PromptStore;
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

/** Characters, of which there are never more, mostly tell. */
function hasBytes({ instructions, messages }: PromptParts, least: number): boolean {
  const texts = [...instructions, ...messages];
  const sumOf = (size: (text: PromptText) => number): number =>
    texts.reduce((sum, text) => sum + size(text), 0);
  return sumOf(lengthOf) >= least || sumOf((text) => Buffer.byteLength(joined(text))) >= least;
}

const HASH_SIZE = 2 ** 20;

/** Longer prompts are greater; of equals, a hash of all texts decides. */
function orderOf({ bytes, hash }: SaidPrompt, answer: number, source: TokenizerFamily): number {
  let all = Math.imul(hash, 0x9e3779b1) ^ answer;
  for (let index = 0; index < source.length; index++)
    all = Math.imul(all ^ source.charCodeAt(index), 0x01000193);
  all ^= all >>> 13;
  return bytes * HASH_SIZE + ((all >>> 0) % HASH_SIZE);
}
