import { createPromptStore, type PromptStore, type SaidPrompt } from '../caches/prompt-store.ts';
import type { Call } from '../domain/call.ts';
import type { RateCard } from '../domain/pricing.ts';
import { joined, lengthOf, type PromptText } from '../domain/prompt-text.ts';
import type { RawBlocks } from '../domain/raw-call.ts';
import type { ShownScenario } from '../replay/scenario.ts';
import { isMeasured } from '../replay/transfer.ts';
import type { Chain, PromptTexts } from '../tokenize/prompt-parts.ts';
import type { TakePrompt } from './ingest.ts';
import { leastBytes } from './prompt-cover.ts';
import type { TextSetup } from './setup.ts';
import { createTakenPrompts, type TakenPrompt, UNKNOWN } from './taken-prompts.ts';
import { createTextWays, type TextWays, waysIn } from './text-ways.ts';
import { createTokenizers, type Target, type Tokenizers } from './tokenizers.ts';

/** Takes up prompts while logs are read. Their texts are not kept: 36 bytes a call, besides the store. */
export interface PromptLog {
  readonly take: TakePrompt;
  readonly at: (number: number) => TakenPrompt;
  readonly tokenizers: Tokenizers;
  /** How texts are counted: as the targets do, and as the models of the log. */
  readonly ways: TextWays;
  /** `undefined`: no call has a prompt. */
  readonly store: () => PromptStore | undefined;
  /** What the answer of a call comes to. */
  readonly answerTokens: (taken: TakenPrompt, way: number) => number;
}

const OF_TEXT = { log: 0, elapsedMs: Number.NaN } as const;
const OF_HASHES = { source: UNKNOWN, answer: 0, isFollowing: false } as const;

/** @param targets where calls may move */
export function createPromptLog(
  { card, counterOnce, ownFor }: TextSetup & { readonly card: RateCard },
  targets: readonly Target[],
): PromptLog {
  const tokenizers = createTokenizers(card, ownFor, targets);
  const isKnown = (name: string): boolean => tokenizers.isOwn(name) || isMeasured(name);
  const wantedThere = tokenizers.ofTargets.filter(isKnown);
  const ways = createTextWays(counterOnce, tokenizers.isOwn);
  const kept = createTakenPrompts();
  const logNumbers = new Map<object, number>();
  const waysFrom = new Map<string | undefined, readonly number[]>();
  let store: PromptStore | undefined;
  let opened: Promise<Opened> | undefined;

  async function open(): Promise<Opened> {
    const { promptParts, answerTexts } = await import('../tokenize/prompt-parts.ts');
    store = createPromptStore(ways.counters);
    return { promptParts, answerTexts, store };
  }

  /** Where a target has another tokenizer than the log, both are counted; so all are that recost or the user knows. */
  async function waysOf(source: string | undefined): Promise<readonly number[]> {
    if (targets.length === 0) return [];
    const wanted = source !== undefined && isKnown(source) ? [...wantedThere, source] : wantedThere;
    const all = [];
    for (const name of wanted) all.push(await ways.open(name));
    waysFrom.set(source, waysIn(all));
    return waysIn(all);
  }

  /** Hashes are not kept either. Their blocks have tokens and no text, so a factor is all that is known elsewhere. */
  function takeBlocks(own: PromptStore, { hashes, blockTokens, ...blocks }: RawBlocks, call: Call) {
    if (!hashes.every(isHash) || (call.startedAt ?? blocks.elapsedMs) === undefined) return undefined;
    const log = logNumbers.get(blocks.log) ?? logNumbers.size + 1;
    logNumbers.set(blocks.log, log);
    const prompt = own.addBlocks({ hashes, blockTokens, tokens: call.usage.input ?? 0 });
    const elapsedMs = call.startedAt === undefined ? (blocks.elapsedMs ?? Number.NaN) : Number.NaN;
    const taken = { ...OF_HASHES, prompt, answerEnd: prompt.end, log, elapsedMs };
    return { number: kept.add(taken), order: 0 };
  }

  return {
    tokenizers,
    ways,
    store: () => store,
    async take(call, { inputText, outputText, blocks }) {
      if (!isComparable(call) || (call.startedAt === undefined && blocks === undefined)) return undefined;
      opened ??= open();
      if (blocks !== undefined) return takeBlocks((await opened).store, blocks, call);
      const { promptParts, answerTexts, store: own } = await opened;
      const parts = promptParts(inputText);
      if (parts === undefined || !isEnough(parts, call)) return undefined;
      const source = tokenizers.ofCall(call);
      const wanted = waysFrom.get(source.name) ?? (await waysOf(source.name));
      const texts = { ...answerTexts(outputText), parts, wanted, id: chainIdOf(call, parts.chain) };
      const added = addTexts(own, texts);
      // Programs answer later; what they have answered counts when it is added again.
      const isWaiting = ways.asked.isWaiting();
      if (isWaiting) await ways.asked.answer();
      const { prompt, answerEnd, answer } = isWaiting ? addTexts(own, texts) : added;
      const isFollowing = parts.chain.follows !== undefined;
      const number = kept.add({ ...OF_TEXT, prompt, source, answerEnd, answer: answer.number, isFollowing });
      const isAlone = call.id === undefined && call.span === undefined;
      return { number, order: isAlone ? 0 : orderOf(prompt, answer.hash, source.name ?? '') };
    },
    at: kept.at,
    answerTokens: ({ answer }, way) => store?.tokens(way, answer) ?? 0,
  };
}

interface Opened extends Pick<typeof import('../tokenize/prompt-parts.ts'), 'promptParts' | 'answerTexts'> {
  readonly store: PromptStore;
}

interface Texts extends ReturnType<Opened['answerTexts']> {
  readonly parts: PromptTexts;
  /** The ways in which they are counted. */
  readonly wanted: readonly number[];
  /** Under which others go on from the answer. */
  readonly id: string | undefined;
}

/** Adding the same once more changes nothing but counts that were missing. */
function addTexts(store: PromptStore, { parts, wanted, id, whole, sentAgain }: Texts) {
  const { chain, messages } = parts;
  const prompt =
    chain.follows === undefined
      ? store.addParts(parts, wanted)
      : store.addFollowing(chainId(chain.follows, chain), messages, wanted);
  return { prompt, answerEnd: store.addAnswer(prompt, sentAgain, id), answer: store.addText(whole, wanted) };
}

/** The models that scenarios send calls to. */
export const targetsIn = (scenarios: readonly ShownScenario[]): readonly Target[] =>
  scenarios.filter((each) => each.kind === 'target');

const isHash = (value: unknown): value is number | string =>
  typeof value === 'number' || typeof value === 'string';

/** With other tools or another system prompt, a response is no beginning of a prompt. */
const chainId = (id: string, { settings }: Chain): string => JSON.stringify([id, ...settings]);

/** Only OpenAI's responses can be gone on from; they are named so. */
const chainIdOf = ({ id }: Call, chain: Chain): string | undefined =>
  id?.startsWith('resp_') === true ? chainId(id, chain) : undefined;

/** One request, of text alone. */
const isComparable = ({ usage, isTotal, largestPrompt }: Call): boolean =>
  !isTotal &&
  largestPrompt === undefined &&
  usage.input !== undefined &&
  usage.input > 0 &&
  usage.output !== undefined &&
  usage.audioInput + usage.audioOutput === 0;

/**
 * Its texts are most of the prompt. What we counted is all text, and what stands around it. Of one that goes on from another,
 * only the end of the log tells; and only the log's count has what came before.
 */
function isEnough({ chain, instructions, messages }: PromptTexts, { inputKnown, usage }: Call): boolean {
  if (chain.follows !== undefined) return inputKnown.kind === 'reported';
  if (inputKnown.kind !== 'reported') return true;
  const least = leastBytes(usage.input ?? 0);
  const texts = [...instructions, ...messages];
  const sumOf = (size: (text: PromptText) => number): number =>
    texts.reduce((sum, text) => sum + size(text), 0);
  // Characters, of which there are never more, mostly tell.
  return sumOf(lengthOf) >= least || sumOf((text) => Buffer.byteLength(joined(text))) >= least;
}

const HASH_SIZE = 2 ** 20;

/** Longer prompts are greater; of equals, a hash of all texts decides. */
function orderOf({ bytes, hash }: SaidPrompt, answer: number, source: string): number {
  let all = Math.imul(hash, 0x9e3779b1) ^ answer;
  for (let index = 0; index < source.length; index++)
    all = Math.imul(all ^ source.charCodeAt(index), 0x01000193);
  all ^= all >>> 13;
  return bytes * HASH_SIZE + ((all >>> 0) % HASH_SIZE);
}
