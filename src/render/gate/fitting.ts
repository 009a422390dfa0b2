/** What a text comes to in UTF-8. */
export const bytesOf = (text: string): number => Buffer.byteLength(text);

/** Room for the line that says what was left out. */
const REST = 200;

/**
 * Lines from the top for which there is room; of the others, one line that says what they were.
 * @param bytes what all lines may come to, each with its end
 */
export function fitted(
  lines: readonly string[],
  bytes: number,
  rest: (left: number, shown: number) => string,
): readonly string[] {
  const sizes = lines.map((line) => bytesOf(line) + 1);
  if (sizes.reduce((sum, each) => sum + each, 0) <= bytes) return lines;
  let used = REST;
  const shown = sizes.findIndex((size) => {
    used += size;
    return used > bytes;
  });
  return [...lines.slice(0, shown), rest(lines.length - shown, shown)];
}
