import type { GateReport } from '../../domain/gate.ts';
import type { Screen } from '../screen.ts';

export interface GateRenderOptions {
  readonly screen: Screen;
  /** `--why`, on a screen: the workflow whose steps are shown. */
  readonly why: string | undefined;
}

type Renderer = (report: GateReport, options: GateRenderOptions) => Promise<string>;

/** Each writer is loaded when it is chosen. */
export const GATE_RENDERERS = {
  table: async (report, { screen, why }) => (await import('./terminal.ts')).gateText(report, screen, why),
  markdown: async (report) => (await import('./markdown.ts')).gateMarkdown(report),
  json: async (report) => (await import('./json.ts')).gateJson(report),
  junit: async (report) => (await import('./junit.ts')).gateJunit(report),
  github: async (report) => (await import('./annotations.ts')).gateAnnotations(report),
} as const satisfies Readonly<Record<string, Renderer>>;

export type GateFormat = keyof typeof GATE_RENDERERS;
export const GATE_FORMATS = Object.keys(GATE_RENDERERS) as readonly GateFormat[];
