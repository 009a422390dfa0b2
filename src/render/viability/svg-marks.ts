import { html } from '../escape.ts';
import { begun, screenWidth } from '../wrap.ts';

/** Halves of characters and what XML has no place for; controls are spelled out before. */
const NOT_XML = /[\ud800-\udfff\ufffe\uffff]/gu;

/** Harmless text for an element or an attribute; XML's own signs by their numbers. */
export const xml = (text: string): string => html(text.replace(NOT_XML, ''));

/** The beginning of a text that is longer than so many columns, with an ellipsis. */
export const fitted = (text: string, columns: number): string =>
  screenWidth(text) <= columns ? text : `${begun(text, columns - 1).trimEnd()}…`;

/** `12`, `12.34`: two decimals are finer than a screen. */
export const place = (value: number): string => String(Math.round(value * 100) / 100);

interface Label {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  /** Classes of the style sheet. */
  readonly style: string;
}

export const label = ({ x, y, text, style }: Label): string =>
  `<text x="${place(x)}" y="${place(y)}" class="${style}">${xml(text)}</text>`;

interface Colours {
  readonly ground: string;
  readonly ink: string;
  readonly faint: string;
  readonly within: string;
  readonly over: string;
  readonly rule: string;
}

/** Text has a contrast of at least 4.5 : 1 on the ground, in light and in dark. */
const LIGHT: Colours = {
  ground: '#ffffff',
  ink: '#1f2328',
  faint: '#59636e',
  within: '#0b61a4',
  over: '#a63d00',
  rule: '#d1d9e0',
};
const DARK: Colours = {
  ground: '#14181d',
  ink: '#e8edf2',
  faint: '#a3adb8',
  within: '#6cb6ff',
  over: '#ff9a57',
  rule: '#3d444d',
};

/** Without variables: many programs that show pictures know none. */
const colours = ({ ground, ink, faint, within, over, rule }: Colours): string =>
  `text { fill: ${ink}; }
.faint, .small { fill: ${faint}; }
.ground { fill: ${ground}; }
.within { fill: ${within}; }
.over { stroke: ${over}; }
.stripe { stroke: ${over}; }
.tip { fill: ${over}; }
.range, .budget { stroke: ${ink}; }
.rule { stroke: ${rule}; }`;

export const STYLE = `
text { font: 13px system-ui, "Segoe UI", Helvetica, Arial, sans-serif; }
.title { font-size: 18px; font-weight: 600; }
.section { font-size: 15px; font-weight: 600; }
.name { font-weight: 600; }
.small { font-size: 12px; }
.end { text-anchor: end; }
.mid { text-anchor: middle; }
.over { fill: url(#stripes); }
.stripe { stroke-width: 4; }
.range { stroke-width: 1.5; fill: none; }
.budget { stroke-width: 1.5; stroke-dasharray: 4 3; }
${colours(LIGHT)}
@media (prefers-color-scheme: dark) {
${colours(DARK)}
}
`.trim();

/** Stripes tell what is over its budget without colours. */
export const STRIPES =
  '<defs><pattern id="stripes" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line x1="0" y1="0" x2="0" y2="7" class="stripe"/></pattern></defs>';
