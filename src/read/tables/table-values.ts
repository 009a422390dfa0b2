import type { Text } from '../text/bytes.ts';
import { faulty, type JsonValue } from '../text/json-value.ts';

/** The column names of a table: its first row that has more than one cell. */
export async function tableHeader(head: Uint8Array): Promise<readonly string[]> {
  const { parseHead, sniffDelimiter } = await import('./csv-rows.ts');
  return parseHead(head, sniffDelimiter(head)).find((cells) => cells.length > 1) ?? [];
}

/** The rows of a table as objects, for formats that also exist as JSON. Empty cells are left out. */
export async function* tableValues(text: Text): AsyncGenerator<readonly JsonValue[]> {
  const { sniffDelimiter, tableRows } = await import('./csv-rows.ts');
  const header = await tableHeader(text.head);
  const delimiter = sniffDelimiter(text.head);
  let hasHeader = false;
  for await (const rows of tableRows(text.blocks, delimiter, () => header.length)) {
    const batch: JsonValue[] = rows.faults.map(({ line, fault }) => faulty(line, fault));
    rows.records.forEach((cells, index) => {
      const line = rows.lineOf(index);
      if (cells.every((cell, column) => cell === header[column])) hasHeader = true;
      else if (hasHeader && cells.some((cell) => cell !== ''))
        batch.push(
          cells.length === header.length
            ? { line, value: objectOf(header, cells), fault: undefined }
            : faulty(line, `has ${cells.length} cells, the header ${header.length}`),
        );
    });
    yield batch;
  }
}

function objectOf(header: readonly string[], cells: readonly string[]): Readonly<Record<string, unknown>> {
  const filled = header.map((name, column) => [name, cells[column] ?? ''] as const);
  return Object.fromEntries(
    filled.filter(([, cell]) => cell !== '').map(([name, cell]) => [name, cellValue(cell)]),
  );
}

/** A cell that holds an object or a list is one, also if its quotes were doubled once more (Helicone's exports). */
function cellValue(cell: string): unknown {
  if (!/^\s*["]?[[{]/.test(cell)) return cell;
  for (const text of [cell, cell.replaceAll('""', '"'), cell.replace(/^"|"$/g, '').replaceAll('""', '"')]) {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      // The next reading of its quotes may do.
    }
  }
  return cell;
}
