const ESCAPES = /\u001b\[[0-9;]*m/g;
const NARROW_ONLY = /^[\u0020-\u007e]*$/;
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;

/** How many columns a line takes on the screen; colours take none, wide characters two. */
export function screenWidth(line: string): number {
  if (NARROW_ONLY.test(line)) return line.length;
  let width = 0;
  for (const char of line.replace(ESCAPES, ''))
    width += /[\p{Mn}\p{Me}]/u.test(char) ? 0 : WIDE.test(char) ? 2 : 1;
  return width;
}

/** Text on lines of at most `width` columns; all but the first begin with `indent`. */
export function wrap(text: string, width: number, indent: string): string {
  const words = text.split(' ').flatMap((word) => broken(word, width));
  return packed(words, width, ' ').join(`\n${indent}`);
}

/** Behind hyphens and the like (but not within `3.5`), and where a word begins in `camelCase` and `HTTPServer`. */
const SEAMS = /(?<=[-_/: ])|(?<=\.)(?!\d)|(?<=[\p{Ll}\p{Nd}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u;

/** A name on as many lines as it needs, broken at its seams; only a part that is too long breaks inside. */
export function broken(name: string, width: number): readonly string[] {
  if (screenWidth(name) <= width) return [name];
  const parts = name
    .split(SEAMS)
    .flatMap((part) => (screenWidth(part.trimEnd()) <= width ? [part] : cut(part, width)));
  return packed(parts, width, '').map((line) => line.trimEnd());
}

function packed(parts: readonly string[], width: number, glue: string): readonly string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    const joined = last === undefined ? part : last + glue + part;
    if (last !== undefined && screenWidth(joined.trimEnd()) > width) lines.push(part);
    else lines[Math.max(lines.length - 1, 0)] = joined;
  }
  return lines;
}

/** A word without seams, filling each line. */
const cut = (word: string, width: number): readonly string[] => packed([...word], Math.max(width, 2), '');

/** The beginning of a text that takes at most so many columns. */
export const begun = (text: string, width: number): string => (width < 1 ? '' : (cut(text, width)[0] ?? ''));
