import { spawnSync } from 'node:child_process';
import { ROOT, recostAlone } from './recost.ts';

/** What stands in a document for lines that are left out. */
const LEFT_OUT = '…';

/** Recognised and not run: they install, test or write files, or need programs that may not be there. */
const NOT_RUN: readonly RegExp[] = [
  /^npm ci$/,
  /^npm i -g \.$/,
  /^npm ci && npm i -g \.$/,
  /^npm test$/,
  / \| (head|less|jq)\b/,
  / (-o|--output) (?!\d+$)\S/, // of a price, --output is a number of tokens
  / > \S+$/,
];

const NPM_RUN = /^npm run -s recost -- /;
const GREP_INTO_RECOST = /^grep ([^|]+) \| (recost - .*)$/;

/** `npm ci &&` in front is recognised and not run. */
const bare = (command: string): string =>
  command.replace(/^npm ci && (?=npm run|recost)/, '').replace(NPM_RUN, 'recost ');

const isNotRun = (command: string): boolean => NOT_RUN.some((pattern) => pattern.test(command));
const isRun = (command: string): boolean =>
  /^recost( |$)/.test(bare(command)) || GREP_INTO_RECOST.test(bare(command));

/** Commands of a document that are neither run nor known to be left alone. */
export const unknownCommands = (text: string): readonly string[] =>
  blocksIn(text)
    .flatMap(commandsIn)
    .filter((command) => !isNotRun(command) && !isRun(command));

/** The document with the output of every command as it is today. */
export const withFreshOutputs = (text: string): string =>
  text.replace(BLOCK, (_, selection: string, body: string) => {
    const lines = commandsIn({ body }).flatMap((command) => [`$ ${command}`, ...shown(command, selection)]);
    return `\`\`\`console${selection}\n${lines.join('\n')}\n\`\`\``;
  });

const BLOCK = /^```console(.*)\n([\s\S]*?)\n```$/gm;

const blocksIn = (text: string): readonly { readonly body: string }[] =>
  [...text.matchAll(BLOCK)].map(([, , body = '']) => ({ body }));

const commandsIn = ({ body }: { readonly body: string }): readonly string[] =>
  body
    .split('\n')
    .filter((line) => line.startsWith('$ '))
    .map((line) => line.slice(2));

/**
 * Of the output only what is selected behind the word `console`: `paragraphs=1-2,4` (parted by empty lines) or
 * `lines=1-12`; all of it without a selection.
 */
function shown(command: string, selection: string): readonly string[] {
  if (isNotRun(command)) return [];
  const output = outputOf(command);
  const [, unit, ranges] = /(paragraphs|lines)=([\d,-]+)/.exec(selection) ?? [];
  if (ranges === undefined) return output.split('\n');
  const separator = unit === 'lines' ? '\n' : '\n\n';
  return selected(output.split(separator), ranges).join(separator).split('\n');
}

function selected(parts: readonly string[], ranges: string): readonly string[] {
  const isShown = new Set(ranges.split(',').flatMap(numbersIn));
  return parts.flatMap((part, index) => {
    if (isShown.has(index + 1)) return [part];
    return index === 0 || isShown.has(index) ? [LEFT_OUT] : [];
  });
}

function numbersIn(range: string): readonly number[] {
  const [first = 1, last = first] = range.split('-').map(Number);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

const outputs = new Map<string, string>();

/** That a check fails is its answer. */
const isAnswered = (command: string, status: number | null): boolean =>
  status === 0 || (status === 1 && /^recost (check |reconcile .*--check )/.test(bare(command)));

/** What a command prints on standard output. @throws Error if it fails */
function outputOf(command: string): string {
  const known = outputs.get(command);
  if (known !== undefined) return known;
  const [, pattern, reader] = GREP_INTO_RECOST.exec(bare(command)) ?? [];
  const stdin = pattern === undefined ? '' : found(wordsOf(pattern));
  const { status, stdout, stderr } = recostAlone(wordsOf(reader ?? bare(command)).slice(1), { stdin });
  if (!isAnswered(command, status)) throw new Error(`${command}: exit ${status}\n${stderr}`);
  const output = stdout.replace(/\n$/, '');
  outputs.set(command, output);
  return output;
}

const found = (args: readonly string[]): string =>
  spawnSync('grep', args, { cwd: ROOT, encoding: 'utf8' }).stdout;

/** Words as a shell would part them, quotes taken off. */
const wordsOf = (command: string): readonly string[] =>
  (command.match(/'[^']*'|"[^"]*"|\S+/g) ?? []).map((word) => word.replace(/^(['"])(.*)\1$/, '$2'));
