import { Chalk } from 'chalk';
import { VERDICTS, type Verdict, type Viability } from '../../domain/viability.ts';
import { ASCII, instantText, UNICODE } from '../numbers.ts';
import type { Screen } from '../screen.ts';
import { noteText } from '../terminal.ts';
import { wrap } from '../wrap.ts';
import type { FeatureStyle } from './amounts.ts';
import { viabilityConclusion } from './conclusion.ts';
import { type FeatureColumns, featureColumns, featureHeader, featureText } from './feature-rows.ts';
import { planText } from './plan-text.ts';
import { shortNotes } from './short-notes.ts';
import { sweepText } from './sweep-text.ts';

/**
 * Which features cross the line, for a terminal: by verdict, with bars where there is room, the conclusion last.
 * @param showsAll every candidate of a feature, not only the models kept and the best one
 */
export function viabilityText(
  viability: Viability,
  { width, hasColour, isAscii }: Screen,
  showsAll: boolean,
): string {
  const style: FeatureStyle = {
    glyphs: isAscii ? ASCII : UNICODE,
    colour: new Chalk({ level: hasColour ? 1 : 0 }),
    showsAll,
  };
  const columns = featureColumns(viability, width, style);
  const { sweep, plan, features } = viability;
  const notes = shortNotes(viability, style.glyphs, columns.barWidth !== undefined && features.length > 0);
  const parts = [
    wrap(titleOf(viability), width, ''),
    ...(columns.columns === undefined || features.length === 0 ? [] : [featureHeader(columns, style)]),
    ...VERDICTS.flatMap((verdict) => section(viability, verdict, { columns, screen: width, style })),
    ...(sweep === undefined ? [] : [sweepText(viability, sweep, width, style)]),
    ...(plan === undefined ? [] : [planText(viability, plan, width, style)]),
    notes.map((note) => noteText(note, width, style.colour)).join('\n'),
    viabilityConclusion(viability, style.glyphs)
      .map((text) => wrap(text, width, ''))
      .join('\n'),
  ];
  return `${parts.join('\n\n')}\n`;
}

const titleOf = ({ asOf, statistic }: Viability): string =>
  `A run's cost at the prices of ${instantText(asOf)} against its budget (${statistic} of the runs)`;

interface Placing {
  readonly columns: FeatureColumns;
  readonly screen: number;
  readonly style: FeatureStyle;
}

/** Both halves of the question always have their heading. */
const ALWAYS: readonly Verdict[] = ['newly viable', 'no longer viable'];

function section(
  viability: Viability,
  verdict: Verdict,
  { columns, screen, style }: Placing,
): readonly string[] {
  const views = viability.features.filter((view) => view.verdict === verdict);
  if (views.length === 0 && !ALWAYS.includes(verdict)) return [];
  const name = `${verdict.charAt(0).toUpperCase()}${verdict.slice(1)}: ${views.length === 0 ? 'none' : views.length}`;
  const { colour, glyphs } = style;
  const rule = glyphs.rule.repeat(Math.max(0, screen - name.length - 1));
  const heading = `${colour.bold(name)} ${colour.dim(rule)}`;
  return [heading, ...views.map((view) => featureText(viability, view, { screen, columns }, style))];
}
