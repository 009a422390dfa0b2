import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, test } from 'vitest';

const SRC = fileURLToPath(new URL('../src/', import.meta.url));

/** What each folder of src/ may import besides itself: folders of src/, packages, parts of Node. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  read: ['domain', 'csv-parse/sync', 'fzstd', 'node:buffer', 'node:stream', 'node:zlib'],
  normalize: ['domain'],
  tokenize: ['domain', 'js-tiktoken/*', 'node:zlib', 'node:crypto'],
  price: ['domain', 'config', 'yaml', 'node:crypto'],
  replay: ['domain'],
  caches: ['domain'],
  config: ['domain', 'yaml'],
  plan: ['domain', 'config', 'yaml', 'csv-parse/sync'],
  gate: ['domain', 'config'],
  reconcile: ['domain'],
  render: ['domain', 'chalk', 'cli-table3', 'node:crypto', 'node:module'],
  pipeline: [
    'domain',
    'read',
    'normalize',
    'tokenize',
    'price',
    'replay',
    'caches',
    'config',
    'plan',
    'gate',
    'reconcile',
  ],
  cli: [
    'domain',
    'pipeline',
    'render',
    'commander',
    'tinyglobby',
    'node:child_process',
    'node:fs',
    'node:fs/promises',
    'node:path',
    'node:readline',
  ],
};

/** The build step is a script: it writes the vocabulary files. */
const SCRIPTS: Readonly<Record<string, readonly string[]>> = {
  'tokenize/pack.ts': ['node:fs/promises'],
};

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .sort();
const textOf = (file: string): string => readFileSync(join(SRC, file), 'utf8');

function importsOf(file: string): readonly string[] {
  const found = textOf(file).matchAll(
    /^(?:import|export)\s[^;]*?from\s+'([^']+)'|\bimport\('([^']+)'\)|createRequire\(import\.meta\.url\)\('([^']+)'\)/gm,
  );
  return [...found].map(([, plain, lazy, required]) => plain ?? lazy ?? required ?? '');
}

/** The folder of src/ that an import leads to, or the package. */
function targetOf(file: string, imported: string): string {
  const isOwn = imported.startsWith('.');
  const path = relative(SRC, join(SRC, dirname(file), imported));
  return isOwn ? (path.split('/')[0] ?? '') : imported.replace(/^(js-tiktoken\/).*/, '$1*');
}

describe('src/', () => {
  test.each(files)('%s imports only what its folder may', (file) => {
    const folder = file.split('/')[0] ?? '';
    const allowed = [folder, ...(ALLOWED[folder] ?? []), ...(SCRIPTS[file] ?? [])];
    const targets = importsOf(file).map((each) => targetOf(file, each));
    expect(targets.filter((target) => !allowed.includes(target))).toEqual([]);
  });

  it('has no file above 300 lines', () => {
    const long = files.filter((file) => textOf(file).split('\n').length > 301);
    expect(long).toEqual([]);
  });

  it('knows the process only in cli/', () => {
    const users = files.filter(
      (file) => /\bprocess\.(?!env\b)/.test(textOf(file)) && !file.startsWith('cli/'),
    );
    expect(users).toEqual([]);
  });

  it('reads no clock for a figure', () => {
    const clocks = files.filter((file) => /Date\.now\(|new Date\(\)|performance\.now/.test(textOf(file)));
    expect(clocks).toEqual(['cli/today.ts']); // for the age of a book, and what is in force today
  });

  it('never uses the network', () => {
    const users = files.filter((file) => /\bfetch\(|node:(https?|net|tls|dns|http2)'/.test(textOf(file)));
    expect(users).toEqual([]);
  });
});
