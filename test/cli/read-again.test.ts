import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { kept, readableAgain } from '../../src/cli/read-again.ts';
import type { InputFile } from '../../src/domain/files.ts';
import { RecostError } from '../../src/domain/problem.ts';

/** Standard input: it can be opened once. */
function once(blocks: readonly string[]): InputFile & { readonly opened: () => number } {
  let opened = 0;
  return {
    name: '-',
    opened: () => opened,
    open: async function* () {
      opened++;
      for (const block of blocks) yield new TextEncoder().encode(block);
    },
  };
}

async function textOf(file: InputFile | undefined): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of file?.open() ?? []) parts.push(part);
  return Buffer.concat(parts).toString();
}

describe('an input that can be read only once', () => {
  it('is opened once, and read twice', async () => {
    const input = once(['one ', 'two ', 'three']);
    const [file] = await readableAgain([input]);
    expect(await textOf(file)).toBe('one two three');
    expect(await textOf(file)).toBe('one two three');
    expect(input.opened()).toBe(1);
  });

  it('may be left half-way the first time', async () => {
    const [file] = await readableAgain([once(['one ', 'two ', 'three'])]);
    for await (const _ of file?.open() ?? []) break;
    expect(await textOf(file)).toBe('one two three');
  });

  it('is refused when it is longer than what is kept', async () => {
    const refusal = await textOf(kept(once(['1234', '5678']), 7)).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(RecostError);
    expect(refusal).toMatchObject({ code: 'input-too-long-to-keep', exitCode: 2 });
  });

  it('is no file: of those nothing is kept', async () => {
    const path = `${mkdtempSync(`${tmpdir()}/recost-again-`)}/log.csv`;
    writeFileSync(path, 'text');
    const file = { ...once(['text']), name: path };
    const [again] = await readableAgain([file]);
    expect(again).toBe(file);
  });
});
