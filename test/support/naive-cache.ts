import type { PlainRule, TextCall } from './caches.ts';

/** A prompt, or its beginning, as a list of steps: pieces of 256 characters, and the end of each text. */
type Path = readonly string[];

const pathOf = (texts: readonly string[]): Path =>
  texts.flatMap((text) => {
    const pieces = Array.from({ length: Math.floor(text.length / 256) }, (_, index) =>
      text.slice(index * 256, (index + 1) * 256),
    );
    return [...pieces.map((piece) => `piece ${piece}`), `end ${text}`];
  });

function commonOf(a: Path, b: Path): Path {
  const length = a.findIndex((step, index) => step !== b[index]);
  return length < 0 ? a : a.slice(0, length);
}

const isEnd = (step: string): boolean => step.startsWith('end ');

function tokensOf(path: Path): number {
  const lastEnd = path.findLastIndex(isEnd);
  const texts = path.filter(isEnd).map((step) => step.length - 'end '.length);
  return texts.reduce((total, each) => total + each, 0) + 256 * (path.length - 1 - lastEnd);
}

/** All but the end of the last text, where that has a whole piece: a longer text may go on from there. */
const insideOf = (path: Path): Path => (path.at(-2)?.startsWith('piece ') === true ? path.slice(0, -1) : []);

/** Somebody had this beginning at a time; others can know of it from another on. */
interface Use {
  readonly path: Path;
  readonly at: number;
  readonly knownFrom: number;
}

const longest = (paths: readonly Path[]): Path =>
  paths.reduce((best, path) => (path.length > best.length ? path : best), []);

/**
 * What each call reads, found by comparing it with all calls before it: the same rules as the simulator's, in the
 * plainest form. Calls are in the order of their starts, no two of which are the same.
 */
export function naiveReads(calls: readonly TextCall[], rule: PlainRule): readonly number[] {
  const { mode = 'automatic', unit = 1, min = 1 } = rule;
  const find = mode === 'automatic' ? automatic(rule) : breakpoints(rule);
  return calls.map((call, index) => {
    const found = tokensOf(find(call, calls.slice(0, index)));
    const units = Math.floor(found / unit) * unit;
    return units < min ? 0 : units;
  });
}

type Find = (call: TextCall, before: readonly TextCall[]) => Path;

const whole = ({ instructions = [], messages }: TextCall): Path => pathOf([...instructions, ...messages]);
const answered = (call: TextCall): Path => [...whole(call), ...pathOf(call.answer ?? [])];
/** When others find it, in seconds: five after its start, or at its end if that comes first. */
const readyAt = ({ start, end }: TextCall): number => Math.min(Math.max(start, end ?? start), start + 5);

/** The longest beginning that somebody had within the time. */
const nearest = (uses: readonly Use[], path: Path, now: number, idle: number): Path =>
  longest(
    uses.filter((use) => use.knownFrom <= now && use.at >= now - idle).map((use) => commonOf(use.path, path)),
  );

function automatic({ idle = 300, marks = [] }: PlainRule): Find {
  const uses: Use[] = [];
  return (call) => {
    const path = whole(call);
    const found = nearest(uses, path, call.start, idle);
    uses.push({ path: found, at: call.start, knownFrom: call.start });
    const all = marks.includes('answer') ? answered(call) : path;
    uses.push({ path: all, at: call.start, knownFrom: readyAt(call) });
    return found;
  };
}

function breakpoints({ idle = 300, marks = [], lookBack = Number.POSITIVE_INFINITY }: PlainRule): Find {
  const kept = new Map<string, { readonly path: Path; at: number }>();
  const uses: Use[] = [];
  const waiting: TextCall[] = [];

  const keep = (path: Path, at: number): void => {
    const key = JSON.stringify(path);
    const known = kept.get(key) ?? { path, at };
    kept.set(key, { path, at: Math.max(known.at, at) });
  };
  const isAlive = ({ at }: { readonly at: number }, now: number): boolean => at >= now - idle;
  const headOf = ({ instructions = [] }: TextCall): Path => pathOf(instructions);
  const textsIn = (path: Path): number => path.filter(isEnd).length;

  function keepEnded(now: number): void {
    const ended = waiting.filter((each) => readyAt(each) <= now).sort((a, b) => readyAt(a) - readyAt(b));
    for (const each of ended) {
      waiting.splice(waiting.indexOf(each), 1);
      const path = whole(each);
      const marked = {
        prompt: path,
        answer: answered(each),
        instructions: headOf(each),
        shared: nearest(uses, path, readyAt(each), idle),
      };
      for (const mark of marks) keep(marked[mark], each.start);
      if (marks.includes('shared') && marks.includes('prompt')) keep(insideOf(path), each.start);
      const all = marks.includes('answer') ? answered(each) : path;
      uses.push({ path: all, at: each.start, knownFrom: readyAt(each) });
    }
  }

  return (call) => {
    keepEnded(call.start);
    const from = [whole(call), ...(marks.includes('instructions') ? [headOf(call)] : [])];
    const alive = [...kept.values()].filter((each) => isAlive(each, call.start) && each.path.length > 0);
    const found = longest(
      from.flatMap((mark) =>
        alive
          .map(({ path }) => path)
          .filter((path) => commonOf(path, mark).length === path.length && path.length <= mark.length)
          .filter((path) => textsIn(mark) - textsIn(path) <= lookBack),
      ),
    );
    for (const each of alive)
      if (each.path.length <= found.length && commonOf(each.path, found).length === each.path.length)
        keep(each.path, call.start);
    uses.push({ path: found, at: call.start, knownFrom: call.start });
    waiting.push(call);
    return found;
  };
}
