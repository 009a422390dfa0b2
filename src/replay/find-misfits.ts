import type { Misfits, RoomyModel, Taker } from '../domain/misfits.ts';
import type { MisfitSums } from './misfits.ts';
import { createRoomyModels, type RoomOptions } from './roomy-models.ts';
import type { ShownScenario } from './scenario.ts';
import type { Summary } from './summarise.ts';

type Placed = readonly { readonly scenario: ShownScenario; readonly index: number }[];

/** Finds what is too large for a scenario's model, and which candidates and other models would take it. */
export function misfitFinder(
  shown: Placed,
  summary: Pick<Summary, 'misfits' | 'elsewhere'>,
  options: RoomOptions,
): (scenario: number) => Misfits | undefined {
  const othersFor = otherModels(shown, options);
  const takersOf = (scenario: number): readonly Taker[] =>
    targetsIn(shown).flatMap(({ scenario: other, index }) => {
      const there = index === scenario ? undefined : summary.elsewhere(scenario, index);
      return there === undefined || there.runs === 0 ? [] : [{ ...named(other, options), ...there }];
    });
  return (scenario) => {
    const sums = summary.misfits.of(scenario);
    if (sums === undefined) return undefined;
    const { calls, runs, largestPrompt, workflows } = sums;
    const others = othersFor(sums);
    return { calls, runs, largestPrompt, workflows, takers: takersOf(scenario), others };
  };
}

/** Finds models that take all calls of some workflows which are too large for a scenario: candidates first. */
export function roomFinder(
  scenarios: readonly ShownScenario[],
  options: RoomOptions,
): (sums: MisfitSums) => readonly RoomyModel[] {
  const placed = scenarios.map((scenario, index) => ({ scenario, index }));
  const othersFor = otherModels(placed, options);
  return (sums) => {
    const takers = targetsIn(placed).filter(({ index }) => sums.pricedBy[index] === sums.calls);
    return [...takers.map(({ scenario }) => named(scenario, options)), ...othersFor(sums)];
  };
}

function otherModels(shown: Placed, options: RoomOptions): (sums: MisfitSums) => readonly RoomyModel[] {
  const { card, asOf } = options;
  const roomy = createRoomyModels(options);
  const targets = new Set(targetsIn(shown).map(({ scenario }) => card.billedAs(scenario.model, asOf).path));
  return ({ needs }) => roomy(needs, targets);
}

type Target = Extract<ShownScenario, { kind: 'target' }>;

const targetsIn = (shown: Placed): readonly { readonly scenario: Target; readonly index: number }[] =>
  shown.flatMap(({ scenario, index }) => (scenario.kind === 'target' ? [{ scenario, index }] : []));

const named = ({ label, model }: Target, { card, asOf }: RoomOptions): RoomyModel => ({
  model: label,
  contextWindow: card.limitsOf(model, asOf)?.contextWindow,
});
