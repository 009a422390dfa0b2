/** Records as a platform exports them: all cells quoted, objects as JSON, nothing where there is nothing. */
export function csvOf(records: readonly Readonly<Record<string, unknown>>[]): string {
  const columns = [...new Set(records.flatMap((record) => Object.keys(record)))];
  const rows = records.map((record) => columns.map((column) => cell(record[column])));
  return [columns, ...rows].map((cells) => cells.map(quoted).join(',')).join('\n');
}

function cell(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
