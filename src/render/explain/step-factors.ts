import type { DiscountStep, FeesStep, RegionStep, SizeStep, TierStep } from '../../domain/price-steps.ts';
import { factorText, tokensText } from './figures.ts';
import { noteNode, sourcesLine } from './sources.ts';
import { type Node, node } from './tree.ts';
import { bare, named, type Voice } from './words.ts';

const limitText = ({ promptTokens, isInclusive }: SizeStep['tiers'][number]): string =>
  isInclusive ? `${tokensText(promptTokens)} tokens or more` : `more than ${tokensText(promptTokens)} tokens`;

/** Of many calls only the side of the limits is the same. */
export function sizeNode(
  { promptTokens, tiers, reached, notSoldAbove }: SizeStep,
  isOneCall: boolean,
): Node | undefined {
  if (tiers.length === 0 && notSoldAbove === undefined) return undefined;
  const own = isOneCall && promptTokens > 0 ? `a prompt of ${tokensText(promptTokens)} tokens` : 'prompts';
  const limits = tiers.map(limitText).join(', ');
  const sold = notSoldAbove === undefined ? '' : `; not sold above ${tokensText(notSoldAbove)} tokens`;
  if (reached !== undefined)
    return node(`size: ${own} of ${limitText(reached)}: other rates for the whole request${sold}`);
  const below = tiers.length === 0 ? own : `${own} below the limit for other rates (${limits})`;
  return node(`size: ${below}${sold}`);
}

const SAME: Readonly<Record<NonNullable<TierStep['knownBy']>, string>> = {
  standard: 'means standard',
  provider: 'in the words of who bills',
  word: '',
};

/** The service tier that was asked for; the standard one is not told. */
export function tierNode({ word, knownBy, asked, used }: TierStep, voice: Voice): Node | undefined {
  if (word === undefined && asked === 'standard' && used === 'standard') return undefined;
  const how = knownBy === undefined ? 'as the replay chose' : SAME[knownBy];
  const logged = word === undefined ? '' : `${named(word, voice)}${how === '' ? '' : `, ${how}`}: `;
  return node(`service tier: ${logged}${asked}${used === asked ? '' : `, sold as ${used}`}`);
}

/** A factor by region. */
export function regionNode({ region, knownBy, modifier }: RegionStep, voice: Voice): Node | undefined {
  if (region === undefined) return undefined;
  const from = knownBy === 'name' ? 'from the name' : 'from the log';
  const own = `region: ${bare(region, voice)}, ${from}`;
  if (modifier === undefined) return node(`${own}: no factor`);
  return node(`${own}: all rates ${voice.glyphs.times} ${factorText(modifier.entry.multiplier)}`, [
    sourcesLine(modifier.sources, voice),
    noteNode(modifier.entry.note, voice),
  ]);
}

/** A share off the list price, by a contract of the user's. */
export function discountNode({ discount, layer }: DiscountStep, voice: Voice): Node | undefined {
  if (discount === undefined) return undefined;
  const whose = `your price book ${bare(discount.layer, voice)}`;
  return node(
    `discount: ${bare(discount.off, voice)} by ${whose}: all rates ${voice.glyphs.times} ${factorText(discount.multiplier)}`,
    [layer && node(`${bare(layer.file, voice)}, sha256 ${layer.hash}`), noteNode(discount.note, voice)],
  );
}

/** What is charged beside tokens. */
export function feesNode({ fees }: FeesStep, voice: Voice): Node | undefined {
  if (fees.length === 0) return undefined;
  const items = fees.map(({ entry }) => `${entry.item} $${entry.usdPerThousand} for 1,000`);
  const sources = new Map(fees.flatMap((fee) => fee.sources.map((each) => [each.key, each])));
  return node(`beside tokens, in no figure: ${items.join('; ')}`, [
    sourcesLine([...sources.values()], voice),
  ]);
}
