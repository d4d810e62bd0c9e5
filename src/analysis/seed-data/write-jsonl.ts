import { columnType } from '#analysis/column-type.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { TextRows } from './text-rows.ts';

/** An object for each row: numbers, booleans and JSON as they are, everything else as the server would print it. */
export function* jsonlPieces(schema: DatabaseSchema, table: TextRows): Generator<string, void, undefined> {
  const { columns, batches } = table;
  const known = schema.tables.find(({ schema: place, name }) => place === table.schema && name === table.name);
  const writers = columns.map((name) => {
    const key = JSON.stringify(name);
    const write = writerOf(schema, known?.columns.find((column) => column.name === name)?.type ?? 'text');
    return (value: string | null) => `${key}:${value === null ? 'null' : write(value)}`;
  });
  for (const batch of batches())
    yield batch.map((row) => `{${row.map((value, at) => writers[at]?.(value) ?? '').join(',')}}\n`).join('');
}

function writerOf(schema: DatabaseSchema, type: string): (value: string) => string {
  const { family, base } = columnType(schema, type);
  switch (family) {
    case 'integer':
    case 'number':
      // JSON's numbers have no end of digits, but most readers' have.
      return (value) =>
        base !== 'money' && /^-?(0|[1-9]\d{0,14})(\.\d+)?$/.test(value) ? value : JSON.stringify(value);
    case 'boolean':
      return (value) => (value === 't' ? 'true' : 'false');
    case 'json':
      return (value) => value.replace(/\n/g, ' ');
    default:
      return (value) => JSON.stringify(value);
  }
}
