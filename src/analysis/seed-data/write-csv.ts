import type { TextRows } from './text-rows.ts';

/** A head with the names, then a line for each row; NULL is nothing at all, and an empty text is `""` (RFC 4180). */
export function* csvPieces({ columns, batches }: TextRows): Generator<string, void, undefined> {
  yield `${columns.map(field).join(',')}\n`;
  for (const batch of batches()) yield batch.map((row) => `${row.map(field).join(',')}\n`).join('');
}

function field(value: string | null): string {
  if (value === null) return '';
  return value === '' || /[",\n\r\\]|^\s|\s$/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
