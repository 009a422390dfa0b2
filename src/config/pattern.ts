type Token =
  | { readonly kind: 'any' }
  | { readonly kind: 'one' }
  | { readonly kind: 'text'; readonly text: string };

/** What stands between two `*`: texts and single characters (`undefined`). */
type Segment = readonly (string | undefined)[];

/**
 * Matches names of workflows: `*` is any characters (`/` among them), `?` is one, and `\` takes the meaning from a
 * `*`, `?` or `\` behind it. Case counts. Time grows with the name, and with the longest part that has a `?`.
 */
export function patternMatcher(pattern: string): (name: string) => boolean {
  const segments = segmentsOf(pattern);
  const [first = []] = segments;
  const last = segments.at(-1) ?? [];
  if (segments.length === 1) return (name) => endOf(name, 0, first) === name.length;
  const between = segments.slice(1, -1).filter((segment) => segment.length > 0);
  return (name) => {
    let at = endOf(name, 0, first);
    for (const segment of between) at = at === undefined ? undefined : find(name, at, segment);
    const start = startOfEnd(name, last);
    return at !== undefined && start !== undefined && start >= at && endOf(name, start, last) === name.length;
  };
}

/** A pattern that matches this name alone. */
export const literalPattern = (name: string): string => name.replace(/[*?\\]/g, '\\$&');

/** Whether a pattern can match more than one name of its length. */
export const hasSingles = (pattern: string): boolean => tokensOf(pattern).some(({ kind }) => kind === 'one');

function tokensOf(pattern: string): readonly Token[] {
  return [...pattern.matchAll(/\\([*?\\])|([*?])|[^\\*?]+|\\/g)].map(([text, escaped, wildcard]) => {
    if (wildcard !== undefined) return { kind: wildcard === '*' ? 'any' : 'one' };
    return { kind: 'text', text: escaped ?? text };
  });
}

function segmentsOf(pattern: string): readonly Segment[] {
  const segments: (string | undefined)[][] = [[]];
  for (const token of tokensOf(pattern)) {
    const segment = segments.at(-1);
    if (token.kind === 'any') segments.push([]);
    else segment?.push(token.kind === 'text' ? token.text : undefined);
  }
  return segments.map(joined);
}

/** Texts side by side as one, so that a search looks for all of it. */
function joined(segment: Segment): Segment {
  const parts: (string | undefined)[] = [];
  for (const part of segment) {
    const before = parts.at(-1);
    if (part !== undefined && before !== undefined) parts[parts.length - 1] = before + part;
    else parts.push(part);
  }
  return parts;
}

const isPairAt = (name: string, at: number): boolean => (name.codePointAt(at) ?? 0) > 0xffff;

/** Where a segment ends that begins at `at`; `undefined` if it is not there. */
function endOf(name: string, at: number, segment: Segment): number | undefined {
  let end = at;
  for (const part of segment) {
    if (part === undefined ? end >= name.length : !name.startsWith(part, end)) return undefined;
    end += part?.length ?? (isPairAt(name, end) ? 2 : 1);
  }
  return end;
}

/** Where the first occurrence from `from` on ends. */
function find(name: string, from: number, segment: Segment): number | undefined {
  const [only = ''] = segment;
  if (segment.length <= 1 && segment[0] !== undefined) {
    const at = name.indexOf(only, from);
    return at < 0 ? undefined : at + only.length;
  }
  for (let at = from; at <= name.length; at += isPairAt(name, at) ? 2 : 1) {
    const end = endOf(name, at, segment);
    if (end !== undefined) return end;
  }
  return undefined;
}

/** Where a segment would begin that ends where the name does. */
function startOfEnd(name: string, segment: Segment): number | undefined {
  let start = name.length;
  for (const part of [...segment].reverse()) {
    const isPair = part === undefined && start > 1 && isPairAt(name, start - 2);
    start -= part?.length ?? (isPair ? 2 : 1);
    if (start < 0) return undefined;
  }
  return start;
}
