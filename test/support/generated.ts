import type { EventEmitter } from 'node:events';
import type { Command, Option } from 'commander';
import { createProgram } from '../../src/cli/main.ts';
import { ownResources } from '../../src/cli/resources.ts';
import { FIELDS } from '../../src/domain/fields.ts';
import { loadBook } from '../../src/price/load.ts';
import { FORMATS } from '../../src/read/formats.ts';
import { SYNONYMS } from '../../src/read/tables/synonyms.ts';
import { cachingText } from '../../src/render/prices/caching-words.ts';
import { DEFAULT_TARGETS } from '../../src/replay/targets.ts';

const program = createProgram(process);

function command(...names: readonly string[]): Command {
  return names.reduce((of: Command, name) => {
    const found = of.commands.find((each) => each.name() === name);
    if (found === undefined) throw new Error(`no such command: ${name}`);
    return found;
  }, program);
}

const optionsOf = (of: Command): readonly Option[] => of.createHelp().visibleOptions(of);

/** Every long option of the program and its commands. */
export const longOptions = (): ReadonlySet<string> =>
  new Set(
    [program, ...program.commands, ...program.commands.flatMap(({ commands }) => commands)]
      .flatMap(optionsOf)
      .map(({ long }) => long ?? ''),
  );

/** What is typed behind `recost` for each command but the first. */
export const commandNames: readonly string[] = program.commands.map((each) => each.name());

const GENERAL = 'General:';

/** One table for each group of the help, in its order. */
function optionTables(of: Command): string {
  const groups = new Map<string, Option[]>();
  for (const option of optionsOf(of)) {
    const group = option.helpGroupHeading ?? GENERAL;
    groups.set(group, [...(groups.get(group) ?? []), option]);
  }
  return [...groups]
    .map(([title, options]) => `**${title.replace(/:$/, '')}**\n\n${optionTable(of, options)}`)
    .join('\n\n');
}

/** Variables of the environment are told only of options that listen to theirs. */
function optionTable(of: Command, options: readonly Option[]): string {
  const variable = (option: Option): string =>
    listens(of, `optionEnv:${option.name()}`) ? code(option.envVar ?? '') : '';
  const byDefault = ({ defaultValue }: Option): string =>
    typeof defaultValue === 'string' ? code(defaultValue) : '';
  const columns = [
    { title: 'option', cell: ({ flags }: Option) => code(flags), isKept: true },
    { title: 'what it does', cell: ({ description }: Option) => description, isKept: true },
    { title: 'default', cell: byDefault, isKept: options.some((each) => byDefault(each) !== '') },
    { title: 'environment', cell: variable, isKept: options.some((each) => variable(each) !== '') },
  ].filter(({ isKept }) => isKept);
  return table([
    columns.map(({ title }) => title),
    ...options.map((option) => columns.map(({ cell }) => cell(option))),
  ]);
}

/** A command is an emitter of events, which its types leave out. */
const listens = (of: Command, event: string): boolean =>
  (of as unknown as EventEmitter).listenerCount(event) > 0;

function targetList(): string {
  const { sets } = loadBook(ownResources.bookFiles());
  return list([
    ['without `--to`', listed(DEFAULT_TARGETS)],
    ['`keep`', 'the recorded models, at the prices of the as-of date'],
    ...[...sets].map(([name, members]) => [code(name), listed(members)] as const),
  ]);
}

/** How each vendor's prompt cache works, by the book. */
function cacheRuleList(): string {
  const { providers } = loadBook(ownResources.bookFiles());
  return [...providers.values()]
    .flatMap(({ title, caching }) =>
      caching().map((rule) => {
        const models = rule.models === undefined ? '' : `, ${listed(rule.models)}`;
        return `- **${title}**${models}: ${cachingText(rule)}`;
      }),
    )
    .join('\n');
}

const formatList = (): string =>
  [
    '- `table`: CSV or TSV with a header row; also semicolons and vertical bars. Confidence: H',
    ...FORMATS.flatMap(([name, { title, sign, confidence, traps, isAggregate }]) => [
      `- ${code(name)}: ${title}. Known by ${sign}. Confidence: ${confidence}${isAggregate ? '. Sums, not calls: only with `--aggregates`' : ''}`,
      ...traps.map((trap) => `  - ${sentence(trap)}`),
    ]),
  ].join('\n');

const columnList = (): string => list(FIELDS.map((field) => [code(field), listed(SYNONYMS[field])]));

const code = (text: string): string => `\`${text}\``;
/** Names of fields keep their first letter. */
const sentence = (text: string): string =>
  `${/^[a-z]+\b(?![_.])/.test(text) && !/^\w*[A-Z]/.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text}.`;
const listed = (names: readonly string[]): string => names.map(code).join(', ');
const list = (entries: readonly (readonly [string, string])[]): string =>
  entries.map(([name, text]) => `- ${name}: ${text}`).join('\n');

/** A table as the formatter leaves it: every column as wide as its widest cell. */
function table(rows: readonly (readonly string[])[]): string {
  const escaped = rows.map((cells) => cells.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...escaped.map((cells) => cells[at]?.length ?? 0)));
  const [header, ...rest] = escaped.map(
    (cells) => `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`,
  );
  return [header, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rest].join('\n');
}

/** The tables of the documents that are made from the code and the price book, by the name in their marks. */
const TABLES: Readonly<Record<string, () => string>> = {
  options: () => optionTables(program),
  targets: targetList,
  formats: formatList,
  columns: columnList,
  'cache rules': cacheRuleList,
};

/** `baseline show options` are those of the command `baseline show`. */
const tableOf = (name: string): string | undefined =>
  name.endsWith(' options') ? optionTables(command(...name.split(' ').slice(0, -1))) : TABLES[name]?.();

const MARKED = /^<!-- made from the code: (.+) -->\n[\s\S]*?^<!-- end -->$/gm;

/** The document with its tables as the code has them today. @throws Error for a table that nobody makes */
export const withFreshTables = (text: string): string =>
  text.replace(MARKED, (_, name: string) => {
    const table = tableOf(name);
    if (table === undefined) throw new Error(`no such table: ${name}`);
    return `<!-- made from the code: ${name} -->\n\n${table}\n\n<!-- end -->`;
  });
