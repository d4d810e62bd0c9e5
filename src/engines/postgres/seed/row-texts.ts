import { createHash } from 'node:crypto';

type Rows = readonly (readonly (string | null)[])[];

/** Rows as COPY reads them, a line each. https://www.postgresql.org/docs/18/sql-copy.html#SQL-COPY-FILE-FORMATS */
export function copyLines(rows: Rows): string {
  return rows.map((row) => `${row.map(copyText).join('\t')}\n`).join('');
}

function copyText(value: string | null): string {
  if (value === null) return '\\N';
  if (!/[\\\t\n\r]/.test(value)) return value;
  return value.replace(/\\/g, '\\\\').replace(/\t/g, '\\t').replace(/\n/g, '\\n').replace(/\r/g, '\\r');
}

export interface RowDigest {
  /** What the lines are for that follow. */
  readonly begin: (place: string, columns: readonly string[]) => void;
  readonly add: (lines: string) => void;
  readonly end: () => string;
}

/** SHA-256 of rows, of the places where they go, and of their order. */
export function rowDigest(): RowDigest {
  const hash = createHash('sha256');
  return {
    begin: (place, columns) => void hash.update(`${JSON.stringify([place, ...columns])}\n`),
    add: (lines) => void hash.update(lines),
    end: () => hash.digest('hex'),
  };
}
