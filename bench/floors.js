/*
 * The least that reading a log can cost: `node bench/floors.js csv FILE` parses a CSV with csv-parse into one
 * object a row; `node bench/floors.js jsonl FILE` splits lines and parses each; `node bench/floors.js long-lines FILE`
 * does so without decoding a line in parts, which takes less where lines are longer than blocks. None keeps anything.
 */
import { createReadStream } from 'node:fs';

const NEWLINE = 0x0a;

async function csv(file) {
  const { parse } = await import('csv-parse');
  let rows = 0;
  const parser = createReadStream(file).pipe(parse({ columns: true }));
  await new Promise((resolve, reject) => {
    parser
      .on('data', () => {
        rows += 1;
      })
      .on('end', resolve)
      .on('error', reject);
  });
  return rows;
}

async function jsonl(file) {
  const decoder = new TextDecoder();
  let rest = '';
  let records = 0;
  for await (const block of createReadStream(file)) {
    const text = rest + decoder.decode(block, { stream: true });
    let start = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      if (JSON.parse(text.slice(start, end)).usage !== undefined) records += 1;
      start = end + 1;
    }
    rest = text.slice(start);
  }
  return records;
}

async function longLines(file) {
  let parts = [];
  let records = 0;
  for await (const block of createReadStream(file, { highWaterMark: 256 * 1024 })) {
    let start = 0;
    for (let end = block.indexOf(NEWLINE); end >= 0; end = block.indexOf(NEWLINE, start)) {
      parts.push(block.subarray(start, end));
      if (JSON.parse(Buffer.concat(parts).toString()).response !== undefined) records += 1;
      parts = [];
      start = end + 1;
    }
    parts.push(block.subarray(start));
  }
  return records;
}

const [kind, file] = process.argv.slice(2);
console.log(await { csv, jsonl, 'long-lines': longLines }[kind](file));
