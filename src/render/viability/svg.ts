import type { Viability } from '../../domain/viability.ts';
import { asOfText, bookText } from '../notes.ts';
import { viabilityConclusion } from './conclusion.ts';
import { sections, titleOf } from './sections.ts';
import { featurePart, headingPart, MARGIN, type Part, WIDTH } from './svg-feature.ts';
import { label, STRIPES, STYLE, xml } from './svg-marks.ts';

const TOP = 62;

/** The bars of all features as a picture that needs nothing else: no scripts, no fonts, light and dark. */
export function viabilitySvg(viability: Viability): string {
  const parts = [
    ...sections(viability).flatMap(({ heading, views }) => [
      headingPart(heading),
      ...views.map((view) => featurePart(viability, view)),
    ]),
    footPart(viability),
  ];
  const marks: string[] = [];
  let height = TOP;
  for (const part of parts) {
    for (const mark of part.draw(height)) marks.push(mark);
    height += part.height;
  }
  const title = titleOf(viability);
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="title desc">`,
    `<title id="title">${xml(title)}</title>`,
    `<desc id="desc">${xml(viabilityConclusion(viability).at(-1) ?? '')}</desc>`,
    `<style>${STYLE}</style>`,
    STRIPES,
    `<rect width="${WIDTH}" height="${height}" class="ground"/>`,
    label({ x: MARGIN, y: 34, text: title, style: 'title' }),
    ...marks,
    '</svg>',
  ].join('\n')}\n`;
}

const LINE = 17;

/** How to read it, and which prices it rests on. */
function footPart(viability: Viability): Part {
  const lines = [
    'Bars: base cost of a run, striped where it is over the budget. Lines with ends: its range. Dashed: the budget.',
    'Ranges are whole worlds of assumptions, not confidence intervals. Leaning: a part of the range says otherwise, or runs are missing.',
    'Each feature has its own scale, from zero; an arrow where a cost goes on. ÷ prices must fall by this factor, × they may rise by it.',
    `List prices in US dollars: ${bookText(viability)}; ${asOfText(viability)}.`,
  ];
  return {
    height: 2 * MARGIN + lines.length * LINE,
    draw: (top) =>
      lines.map((text, index) => label({ x: MARGIN, y: top + MARGIN + index * LINE, text, style: 'small' })),
  };
}
