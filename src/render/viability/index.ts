import type { Viability } from '../../domain/viability.ts';
import type { RenderOptions } from '../index.ts';
import { withShortTexts } from './short-names.ts';

export interface ViabilityRenderOptions extends RenderOptions {
  /** `--all`, on a screen: every candidate, not only those of the headline. */
  readonly showsAll: boolean;
}

type Renderer = (viability: Viability, options: ViabilityRenderOptions) => Promise<string>;

/** Each writer is loaded when it is chosen. */
export const VIABILITY_RENDERERS = {
  table: async (viability, { screen, showsAll }) =>
    (await import('./terminal.ts')).viabilityText(
      withShortTexts(viability, screen.isAscii),
      screen,
      showsAll,
    ),
  markdown: async (viability) => (await import('../markdown.ts')).markdownOf(await pageOf(viability)),
  csv: async (viability, { decimal }) =>
    (await import('../delimited.ts')).delimited(
      await tableOf(viability),
      decimal === 'comma' ? ';' : ',',
      decimal,
    ),
  tsv: async (viability, { decimal }) =>
    (await import('../delimited.ts')).delimited(await tableOf(viability), '\t', decimal),
  html: async (viability) => (await import('../html.ts')).htmlOf(await pageOf(viability)),
  json: async (viability) => (await import('./json.ts')).viabilityJson(withShortTexts(viability)),
  svg: async (viability) => (await import('./svg.ts')).viabilitySvg(withShortTexts(viability)),
} as const satisfies Readonly<Record<string, Renderer>>;

async function pageOf(viability: Viability) {
  const [{ viabilityPage }, { UNICODE }] = await Promise.all([import('./page.ts'), import('../numbers.ts')]);
  return viabilityPage(withShortTexts(viability), UNICODE);
}

const tableOf = async (viability: Viability) =>
  (await import('./page.ts')).viabilityTable(withShortTexts(viability));

export type ViabilityFormat = keyof typeof VIABILITY_RENDERERS;
export const VIABILITY_FORMATS = Object.keys(VIABILITY_RENDERERS) as readonly ViabilityFormat[];
