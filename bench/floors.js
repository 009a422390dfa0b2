/*
 * The least that reading a log can cost: `node bench/floors.js csv FILE` parses a CSV with csv-parse into one
 * object a row; `node bench/floors.js jsonl FILE` splits lines and parses each. Neither keeps anything.
 */
import { createReadStream } from 'node:fs';

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

const [kind, file] = process.argv.slice(2);
console.log(await { csv, jsonl }[kind](file));
