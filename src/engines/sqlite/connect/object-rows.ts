import type { Row } from '#contracts/session.ts';
import type { RowsTaken } from './thread.ts';

/** Rows by the names of their columns. */
export function objectRows({ columns, rows }: RowsTaken): readonly Row[] {
  return rows.map((row) => Object.fromEntries(columns.map((column, at) => [column, row[at]])));
}
