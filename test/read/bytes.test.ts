import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { gist, read } from '../support/reading.ts';

const CSV = 'run_id,model,input_tokens,output_tokens\nr1,gpt-5.5,1200,80\n';
const CALL = { line: 2, model: 'gpt-5.5', input: '1200', output: '80' };

/** The smallest zstd frame: one raw block. */
function zstd(text: string): Uint8Array {
  const content = Buffer.from(text);
  const header = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x60, 0, 0]);
  header.writeUInt16LE(content.length - 256, 5);
  const block = Buffer.alloc(3);
  block.writeUIntLE((content.length << 3) | 1, 0, 3);
  return Buffer.concat([header, block, content]);
}

describe('compression, by its first bytes', () => {
  it('gzip', async () => {
    expect(gist(await read(gzipSync(CSV)))).toEqual([CALL]);
  });

  it('gzip of several members, as rotated logs joined to one are', async () => {
    const bytes = Buffer.concat([gzipSync(CSV), gzipSync('r2,gpt-5.5,5,6\n')]);
    expect((await read(bytes)).calls).toHaveLength(2);
  });

  it('zstd', async () => {
    const long = `${CSV}${'r2,gpt-5.5,5,6\n'.repeat(40)}`;
    expect((await read(zstd(long))).calls).toHaveLength(41);
  });

  it.each([
    ['bzip2', [0x42, 0x5a, 0x68, 0x39]],
    ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ])('%s is named and refused', async (kind, magic) => {
    await expect(read(new Uint8Array(magic))).rejects.toMatchObject({
      code: 'compression-unknown',
      exitCode: 3,
      message: expect.stringContaining(kind),
    });
  });

  it('broken data gives what came before it, then says so', async () => {
    const whole = gzipSync(CSV + Array.from({ length: 50_000 }, (_, i) => `r${i},gpt-5.5,${i},6\n`).join(''));
    await expect(read(whole.subarray(0, whole.length / 2))).rejects.toMatchObject({
      code: 'compressed-data-broken',
    });
  });
});

describe('what is no text is named', () => {
  it.each([
    ['a PNG image', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
    ['a PDF document', [0x25, 0x50, 0x44, 0x46, 0x2d]],
    ['a ZIP archive', [0x50, 0x4b, 0x03, 0x04]],
    ['a Parquet file', [0x50, 0x41, 0x52, 0x31]],
    ['an SQLite database', [...Buffer.from('SQLite format 3\0')]],
    ['a binary file', [0x01, 0x02, 0x00, 0x00, 0x17, 0x00, 0x00, 0x00, 0x05]],
  ])('%s', async (kind, magic) => {
    await expect(read(new Uint8Array(magic))).rejects.toMatchObject({
      code: 'not-text',
      exitCode: 3,
      message: expect.stringContaining(kind),
    });
  });

  it.each([
    ['nothing at all', ''],
    ['blanks', ' \n\n\t '],
    ['a byte order mark alone', '\uFEFF'],
  ])('an empty file: %s', async (_, text) => {
    await expect(read(text)).rejects.toMatchObject({ code: 'empty-file', exitCode: 3 });
  });
});
