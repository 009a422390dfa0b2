import type { AlgebraRule } from '../../domain/call.ts';
import type { Counts } from '../../domain/entry.ts';
import type { Caching, CostItem, CountsKnown, SimulatedTokens } from '../../domain/explanation.ts';
import type { Provenance } from '../../domain/tokens.ts';
import { tokensText } from './figures.ts';
import { type Node, node } from './tree.ts';
import { noted, type Voice } from './words.ts';

const INSIDE: Readonly<Record<AlgebraRule, string>> = {
  'nothing to decide': '',
  format: 'as its format counts',
  total: 'as the stated total shows',
  'impossible otherwise': 'since anything else is impossible',
  assumed: 'assumed, as the provider documents it',
};

function knownText(known: Provenance | undefined, voice: Voice): string {
  switch (known?.kind) {
    case undefined:
      return 'not known';
    case 'reported':
      return 'as the log reports';
    case 'counted':
      return `counted from its text in ${known.vocabulary}`;
    case 'estimated':
      return `estimated: ${noted(known.method, voice)}`;
    default:
      return known satisfies never;
  }
}

/** The counts of an item, how they are known, and which tokens are left when its parts are taken out of the input. */
export function tokensNode(item: CostItem, known: CountsKnown, voice: Voice): Node {
  const { counts, call, caching, simulated } = item;
  const [input, output] = [known.input, known.output].map((each) => knownText(each, voice));
  const isGiven = known.input === undefined && known.output === undefined; // asked of the book, not of a log
  const both = `input ${tokensText(counts.input)}`;
  const answer = `output ${tokensText(counts.output)}`;
  const apart = input === output ? `${both}, ${answer}, ${input}` : `${both}, ${input}; ${answer}, ${output}`;
  const text = isGiven ? `${both}, ${answer}` : apart;
  const rules = (call?.origin?.rules ?? []).map((rule) => INSIDE[rule]).filter((each) => each !== '');
  const records = call?.origin?.records ?? 1;
  return node(`tokens: ${text}`, [
    records > 1
      ? node(`${records} records tell of this response; it counts once, the larger count of each`)
      : undefined,
    call?.origin?.isGap === true ? node('what a span has more than the calls inside it') : undefined,
    known.isTotal ? node('a sum over many requests') : undefined,
    ...partNodes(counts, known, rules),
    ...(simulated === undefined ? [] : simulatedNodes(counts, simulated, voice)),
    ...(simulated !== undefined ? [] : restNodes(counts, known, { caching, voice })),
  ]);
}

function restNodes(
  counts: Counts,
  known: CountsKnown,
  { caching, voice }: { readonly caching: Caching; readonly voice: Voice },
): readonly (Node | undefined)[] {
  return caching === 'recorded'
    ? remainder(counts, voice)
    : movedRemainder(counts, known, { caching, voice });
}

/** `on the target: input 1,000 × 1.0400 = 1,040`, and what the cache does with it. */
function simulatedNodes(
  counts: Counts,
  { input, output, read, written, plain }: SimulatedTokens,
  { glyphs }: Voice,
): readonly Node[] {
  const there = (what: string, from: number, to: number): string =>
    from === to || from === 0
      ? `${what} ${tokensText(to)}`
      : `${what} ${tokensText(to)} (${glyphs.times}${(to / from).toFixed(4)})`;
  const shares = [
    `${tokensText(read)} found`,
    ...(written === 0 ? [] : [`${tokensText(written)} written`]),
    `${tokensText(plain)} neither`,
  ];
  return [
    node(`on the target: ${there('input', counts.input, input)}, ${there('output', counts.output, output)}`),
    node(`of its input, in the cache: ${shares.join(', ')}`),
  ];
}

const PARTS = [
  ['cacheRead', 'from a cache'],
  ['cacheWrite', 'written to a cache'],
  ['cacheWrite5m', 'written to a cache for 5 minutes'],
  ['cacheWrite1h', 'written to a cache for 1 hour'],
  ['cacheWrite12h', 'written to a cache for 12 hours'],
  ['audioInput', 'sound'],
] as const satisfies readonly (readonly [keyof Counts, string])[];

/** What is inside the input, and who says so. */
function partNodes(
  counts: Counts,
  { isCacheKnown }: CountsKnown,
  rules: readonly string[],
): readonly (Node | undefined)[] {
  const parts = PARTS.filter(([name]) => counts[name] > 0).map(
    ([name, words]) => `${tokensText(counts[name])} ${words}`,
  );
  const how = rules.length === 0 ? '' : ` (${[...new Set(rules)].join('; ')})`;
  return [
    parts.length === 0 ? undefined : node(`inside the input: ${parts.join(', ')}${how}`),
    isCacheKnown ? undefined : node('the log does not count hits of a cache'),
    counts.audioOutput > 0 ? node(`inside the output: ${tokensText(counts.audioOutput)} sound`) : undefined,
  ];
}

/** `3,046 − 2,048 = 998` */
function minus(what: string, from: number, parts: readonly number[], { glyphs }: Voice): Node | undefined {
  const taken = parts.filter((part) => part !== 0);
  if (taken.length === 0) return undefined;
  const rest = taken.reduce((sum, part) => sum - part, from);
  const terms = [from, ...taken].map(tokensText).join(` ${glyphs.minus} `);
  return node(`${what}: ${terms} = ${tokensText(rest)}`);
}

/** Classes that are paid apart, one from another. */
function remainder(counts: Counts, voice: Voice): readonly (Node | undefined)[] {
  const { cacheRead, audioInput, audioCacheRead, output, audioOutput } = counts;
  const written = [counts.cacheWrite, counts.cacheWrite5m, counts.cacheWrite1h, counts.cacheWrite12h];
  const freshAudio = audioInput - audioCacheRead;
  const isMixed = audioCacheRead > 0;
  return [
    isMixed ? minus('text from a cache', cacheRead, [audioCacheRead], voice) : undefined,
    isMixed ? minus('sound that is new', audioInput, [audioCacheRead], voice) : undefined,
    minus('other input', counts.input, [cacheRead, ...written, freshAudio], voice),
    minus('other output', output, [audioOutput], voice),
  ];
}

/** Where calls move, text that a cache could serve, and what of it was served. */
function movedRemainder(
  counts: Counts,
  { isCacheKnown }: CountsKnown,
  { caching, voice }: { readonly caching: Caching; readonly voice: Voice },
): readonly (Node | undefined)[] {
  const { input, audioInput, cacheRead, audioCacheRead, output, audioOutput } = counts;
  const isServed = isCacheKnown && caching === 'base';
  const cached = isServed ? cacheRead - audioCacheRead : 0;
  return [
    minus('input that is text', input, [audioInput], voice),
    isServed ? minus('text from a cache', cacheRead, [audioCacheRead], voice) : undefined,
    minus('not from a cache', input - audioInput, [cached], voice),
    minus('other output', output, [audioOutput], voice),
  ];
}
