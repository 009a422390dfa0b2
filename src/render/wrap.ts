const ESCAPES = /\u001b\[[0-9;]*m/g;
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u;

/** How many columns a line takes on the screen; colours take none, wide characters two. */
export function screenWidth(line: string): number {
  let width = 0;
  for (const char of line.replace(ESCAPES, '')) width += /\p{Mn}/u.test(char) ? 0 : WIDE.test(char) ? 2 : 1;
  return width;
}

/** Text on lines of at most `width` columns; all but the first begin with `indent`. Long words stay whole. */
export function wrap(text: string, width: number, indent: string): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && screenWidth(last) + 1 + screenWidth(word) > width) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines.join(`\n${indent}`);
}

/** A name on as many lines as it needs, broken behind hyphens, dots and the like; only a long part breaks inside. */
export function broken(name: string, width: number): string {
  if (screenWidth(name) <= width) return name;
  const lines = [''];
  for (const part of name.split(/(?<=[-/._: ])/)) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && screenWidth(last) + screenWidth(part.trimEnd()) > width) lines.push(part);
    else lines[lines.length - 1] = last + part;
  }
  return lines.map((line) => line.trimEnd()).join('\n');
}
