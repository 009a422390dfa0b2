import { Chalk } from 'chalk';
import type { Viability } from '../../domain/viability.ts';
import { withoutCommands } from '../commands.ts';
import { ASCII, type Glyphs, UNICODE } from '../numbers.ts';
import type { Screen } from '../screen.ts';
import type { Note } from '../sheet.ts';
import { noteText } from '../terminal.ts';
import { wrap } from '../wrap.ts';
import type { FeatureStyle } from './amounts.ts';
import { barLegend } from './bars.ts';
import { viabilityConclusion } from './conclusion.ts';
import { type FeatureColumns, featureColumns, featureHeader, featureText } from './feature-rows.ts';
import { screenNotes } from './notes.ts';
import { planText } from './plan-text.ts';
import { type Section, sections, titleOf } from './sections.ts';
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
  const hasBars = columns.barWidth !== undefined && features.length > 0;
  const notes = [...signs(style.glyphs, hasBars), ...screenNotes(viability, style.glyphs)];
  const parts = [
    wrap(titleOf(viability), width, ''),
    ...(columns.columns === undefined || features.length === 0 ? [] : [featureHeader(columns, style)]),
    ...sections(viability).flatMap((each) =>
      sectionTexts(viability, each, { columns, screen: width, style }),
    ),
    ...(sweep === undefined ? [] : [sweepText(viability, sweep, width, style)]),
    ...(plan === undefined ? [] : [planText(viability, plan, width, style)]),
    notes.map((note) => noteText(note, width, style.colour)).join('\n'),
    viabilityConclusion(viability, style.glyphs)
      .map((text) => wrap(text, width, ''))
      .join('\n'),
  ];
  return withoutCommands(`${parts.join('\n\n')}\n`);
}

/** How to read what only a screen has. */
const signs = (glyphs: Glyphs, hasBars: boolean): readonly Note[] => [
  ...(hasBars ? [{ label: 'Bars', text: barLegend(glyphs) }] : []),
  {
    label: 'Signs',
    text: `~ leaning; ${glyphs.divided} prices must fall by this factor, ${glyphs.times} may rise by it`,
  },
];

interface Placing {
  readonly columns: FeatureColumns;
  readonly screen: number;
  readonly style: FeatureStyle;
}

function sectionTexts(
  viability: Viability,
  { heading, views }: Section,
  { columns, screen, style }: Placing,
): readonly string[] {
  const { colour, glyphs } = style;
  const rule = glyphs.rule.repeat(Math.max(0, screen - heading.length - 1));
  return [
    `${colour.bold(heading)} ${colour.dim(rule)}`,
    ...views.map((view) => featureText(viability, view, { screen, columns }, style)),
  ];
}
