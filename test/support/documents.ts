import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { withFreshOutputs } from './console-blocks.ts';
import { withFreshTables } from './generated.ts';
import { ROOT } from './recost.ts';

export interface Document {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: string;
}

const inFolder = (folder: string): readonly string[] =>
  readdirSync(`${ROOT}${folder}`).map((name) => join(folder, name));

const PATHS = [
  'README.md',
  'CHANGELOG.md',
  ...inFolder('docs'),
  'pricing/README.md',
  'samples/README.md',
  'samples/ci/README.md',
];

/** The document with every output and table as it is today. */
export const refreshed = (text: string): string => withFreshTables(withFreshOutputs(text));

/** Everything that is written for readers; with `UPDATE_DOCS=1`, first brought up to date. */
export const documents: readonly Document[] = PATHS.map((path) => {
  const text = readFileSync(`${ROOT}${path}`, 'utf8');
  if (process.env['UPDATE_DOCS'] !== '1') return { path, text };
  writeFileSync(`${ROOT}${path}`, refreshed(text));
  return { path, text: refreshed(text) };
});

/** Links and paths in code marks that lead to nothing in the repository. */
export function deadPaths({ path, text }: Document): readonly string[] {
  const links = [...text.matchAll(/\]\(([^)\s#]+)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => join(dirname(path), target));
  const named = [...text.matchAll(/`((?:src|test|docs|pricing|samples|bench)\/[\w./-]*)`/g)].map(
    ([, target = '']) => target,
  );
  return [...links, ...named].filter((target) => !existsSync(`${ROOT}${target}`));
}

/** Headings that links within documents lead to, but that are not there. */
export function deadAnchors({ path, text }: Document): readonly string[] {
  return [...text.matchAll(/\]\(([^)\s#:]*)#([^)\s]+)\)/g)]
    .filter(([, target = '', anchor = '']) => {
      const file = target === '' ? path : join(dirname(path), target);
      return !anchorsIn(readFileSync(`${ROOT}${file}`, 'utf8')).has(anchor);
    })
    .map(([link]) => link);
}

const anchorsIn = (text: string): ReadonlySet<string> =>
  new Set(
    [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
