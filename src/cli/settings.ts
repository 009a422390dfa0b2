import { extname } from 'node:path';
import { FORMAT_OF_ENDING, OUTPUT_FORMATS, type OutputFormat, type RenderOptions } from '../render/index.ts';
import type { Process } from './main.ts';
import { type RawOptions, readOneOf, readWidth } from './options.ts';

/** `-f` chooses, else the ending of `-o`, else the usual format. */
export function formatByEnding<T extends string>(
  { format, output = '' }: RawOptions,
  formats: readonly T[],
  usual: T,
): T {
  if (format !== undefined) return readOneOf('--format', format, formats);
  const ending = extname(output).toLowerCase();
  const byEnding = ending === '.xml' ? 'junit' : (FORMAT_OF_ENDING.get(ending) ?? ending.slice(1));
  return formats.find((each) => each === byEnding) ?? usual;
}

export const outputFormat = (options: RawOptions): OutputFormat =>
  formatByEnding(options, OUTPUT_FORMATS, 'table');

const LEAST_WIDTH = 60;
const USUAL_WIDTH = 80;

export function renderOptions(options: RawOptions, { env, stdout }: Process): RenderOptions {
  const isFile = options.output !== undefined && options.output !== '-';
  const screen = isFile ? undefined : (stdout.columns ?? columnsIn(env));
  const width = readWidth(options.width) ?? screen ?? USUAL_WIDTH;
  return {
    decimal: readOneOf('--decimal', options.decimal ?? 'point', ['point', 'comma']),
    screen: {
      width: Math.max(width, LEAST_WIDTH),
      hasColour: hasColour(options, isFile, stdout, env),
      isAscii:
        options.ascii === true ||
        env['TERM'] === 'dumb' ||
        /^(C|POSIX)$/.test(env['LC_ALL'] ?? env['LANG'] ?? ''),
    },
  };
}

/** What a shell says of its window where standard output is none; anything but a number says nothing. */
function columnsIn({ COLUMNS = '' }: Process['env']): number | undefined {
  return /^[1-9]\d{0,4}$/.test(COLUMNS) ? Number(COLUMNS) : undefined;
}

function hasColour(
  { color }: RawOptions,
  isFile: boolean,
  stdout: Process['stdout'],
  env: Process['env'],
): boolean {
  const when = readOneOf('--color', String(color ?? 'auto'), ['auto', 'always', 'never']);
  if (when !== 'auto') return when === 'always';
  return !isFile && stdout.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
}
