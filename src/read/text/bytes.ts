import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { RecostError } from '../../domain/problem.ts';

/** Enough to recognise any format and to see a table's first rows. */
export const HEAD_BYTES = 256 * 1024;

/** A file's content as UTF-8, decompressed, without byte order mark. */
export interface Text {
  readonly head: Uint8Array;
  /** The whole content, the head included. */
  readonly blocks: AsyncIterable<Uint8Array>;
}

/** Reads any compression by its magic bytes and any Unicode encoding by its mark. @throws RecostError for what is no text */
export async function openText(name: string, source: AsyncIterable<Uint8Array>): Promise<Text> {
  const packed = await withHead(source, 64);
  const plain = await withHead(await decompressed(name, packed), HEAD_BYTES);
  refuseBinary(name, plain.head);
  const decoded = await withHead(asUtf8(plain), HEAD_BYTES);
  return decoded;
}

/** Reads ahead until `size` bytes are there, or all. */
async function withHead(source: AsyncIterable<Uint8Array>, size: number): Promise<Text> {
  const iterator = source[Symbol.asyncIterator]();
  const ahead: Uint8Array[] = [];
  let length = 0;
  while (length < size) {
    const next = await iterator.next();
    if (next.done === true) break;
    ahead.push(next.value);
    length += next.value.length;
  }
  async function* blocks(): AsyncGenerator<Uint8Array> {
    yield* ahead;
    yield* { [Symbol.asyncIterator]: () => iterator };
  }
  return { head: Buffer.concat(ahead).subarray(0, Math.max(size, 0)), blocks: blocks() };
}

const startsWith = (bytes: Uint8Array, ...magic: readonly number[]): boolean =>
  magic.every((byte, index) => bytes[index] === byte);

async function decompressed(name: string, { head, blocks }: Text): Promise<AsyncIterable<Uint8Array>> {
  if (startsWith(head, 0x1f, 0x8b)) {
    // A failure on either side ends the iteration with that error; the callback only keeps it from going unheard.
    return soundly(
      name,
      pipeline(Readable.from(blocks), createGunzip(), () => {}),
    );
  }
  if (startsWith(head, 0x28, 0xb5, 0x2f, 0xfd)) return soundly(name, unzstd(blocks));
  if (startsWith(head, 0x42, 0x5a, 0x68))
    throw new RecostError('compression-unknown', { name, kind: 'bzip2' });
  if (startsWith(head, 0xfd, 0x37, 0x7a, 0x58))
    throw new RecostError('compression-unknown', { name, kind: 'xz' });
  return blocks;
}

/** Names the file whose compressed data is broken; what came out before is good. */
async function* soundly(name: string, plain: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* plain;
  } catch (error) {
    if (error instanceof Error && /^E[A-Z]+$/.test(String(Object(error).code))) throw error; // the file system's
    throw new RecostError('compressed-data-broken', { name });
  }
}

async function* unzstd(blocks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { Decompress } = await import('fzstd');
  const out: Uint8Array[] = [];
  const stream = new Decompress((chunk) => out.push(chunk));
  for await (const block of blocks) {
    stream.push(block);
    yield* out.splice(0);
  }
  stream.push(new Uint8Array(), true);
  yield* out.splice(0);
}

const BINARY: readonly (readonly [string, readonly number[]])[] = [
  ['a PNG image', [0x89, 0x50, 0x4e, 0x47]],
  ['a JPEG image', [0xff, 0xd8, 0xff]],
  ['a GIF image', [0x47, 0x49, 0x46, 0x38]],
  ['a PDF document', [0x25, 0x50, 0x44, 0x46]],
  ['a ZIP archive (or a spreadsheet or Inspect .eval file, which is one)', [0x50, 0x4b, 0x03, 0x04]],
  ['a Parquet file', [0x50, 0x41, 0x52, 0x31]],
  ['an SQLite database', [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65]],
];

function refuseBinary(name: string, head: Uint8Array): void {
  const known = BINARY.find(([, magic]) => startsWith(head, ...magic));
  if (known !== undefined) throw new RecostError('not-text', { name, kind: known[0] });
  if (utf16(head) !== undefined) return;
  const sample = head.subarray(0, 4096);
  const zeros = sample.filter((byte) => byte === 0).length;
  // One in a text is a fault of one line; many are no text.
  if (zeros > Math.max(2, sample.length / 100))
    throw new RecostError('not-text', { name, kind: 'a binary file' });
}

type Utf16 = 'utf-16le' | 'utf-16be';

/** By its mark, or, for text without one, by zero bytes in every second place. */
function utf16(head: Uint8Array): Utf16 | undefined {
  if (startsWith(head, 0xff, 0xfe)) return 'utf-16le';
  if (startsWith(head, 0xfe, 0xff)) return 'utf-16be';
  const sample = head.subarray(0, 512);
  const zeros = (parity: number): number =>
    sample.filter((byte, index) => byte === 0 && index % 2 === parity).length;
  const most = sample.length / 2;
  if (sample.length >= 8 && zeros(1) > most * 0.8 && zeros(0) === 0) return 'utf-16le';
  if (sample.length >= 8 && zeros(0) > most * 0.8 && zeros(1) === 0) return 'utf-16be';
  return undefined;
}

async function* asUtf8({ head, blocks }: Text): AsyncGenerator<Uint8Array> {
  const encoding = utf16(head);
  if (encoding === undefined) {
    yield* startsWith(head, 0xef, 0xbb, 0xbf) ? withoutFirst(blocks, 3) : blocks;
    return;
  }
  const decoder = new TextDecoder(encoding);
  const encoder = new TextEncoder();
  for await (const block of blocks) yield encoder.encode(decoder.decode(block, { stream: true }));
  yield encoder.encode(decoder.decode());
}

async function* withoutFirst(blocks: AsyncIterable<Uint8Array>, count: number): AsyncGenerator<Uint8Array> {
  let left = count;
  for await (const block of blocks) {
    const cut = Math.min(left, block.length);
    left -= cut;
    yield block.subarray(cut);
  }
}
