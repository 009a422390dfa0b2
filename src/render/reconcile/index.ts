import type { Reconciliation } from '../../domain/reconciliation.ts';
import { jsonWithoutCommands, withoutCommands } from '../commands.ts';
import type { OutputFormat, RenderOptions } from '../index.ts';
import { checkLine } from './conclusion.ts';
import { withShortTexts } from './short-names.ts';

export { checkLine };

type Renderer = (reconciliation: Reconciliation, options: RenderOptions) => Promise<string>;

/** Each writer is loaded when it is chosen. What is read in a build’s log does not command its runner. */
export const RECONCILE_RENDERERS = {
  table: async (whole, { screen }) =>
    withoutCommands(
      (await import('./terminal.ts')).reconcileText(withShortTexts(whole, screen.isAscii), screen),
    ),
  markdown: async (whole) =>
    withoutCommands((await import('../markdown.ts')).markdownOf(await pageOf(whole))),
  csv: async (whole, { decimal }) =>
    (await import('../delimited.ts')).delimited(
      await tableOf(whole),
      decimal === 'comma' ? ';' : ',',
      decimal,
    ),
  tsv: async (whole, { decimal }) =>
    (await import('../delimited.ts')).delimited(await tableOf(whole), '\t', decimal),
  html: async (whole) => (await import('../html.ts')).htmlOf(await pageOf(whole)),
  json: async (whole) =>
    jsonWithoutCommands((await import('./json.ts')).reconcileJson(withShortTexts(whole))),
} as const satisfies Readonly<Record<OutputFormat, Renderer>>;

const pageOf = async (whole: Reconciliation) =>
  (await import('./page.ts')).reconcilePage(withShortTexts(whole));

const tableOf = async (whole: Reconciliation) =>
  (await import('./page.ts')).reconcileTable(withShortTexts(whole));
