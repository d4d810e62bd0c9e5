import { nameOf, sqlParts } from './sql-parts.ts';

/**
 * A condition over columns as one over a row of a trigger: `status = 'open'` -> `NEW.status = 'open'`. Names behind a
 * dot and names that are called stay.
 */
export function ofRow(
  condition: string,
  columns: readonly string[],
  row: 'NEW' | 'OLD',
  quote: (name: string) => string,
): string {
  const parts = sqlParts(condition);
  return parts
    .map((part, at) => {
      const name = nameOf(part);
      const isColumn = name !== undefined && columns.includes(name);
      const isCalled = parts[at + 1]?.text === '(' && part.kind === 'word';
      return isColumn && !isCalled && parts[at - 1]?.text !== '.' ? `${row}.${quote(name)}` : part.text;
    })
    .join('');
}

/** Those of the columns that a condition names. */
export function columnsIn(condition: string | undefined, columns: readonly string[]): readonly string[] {
  const named = new Set(sqlParts(condition ?? '').map(nameOf));
  return columns.filter((column) => named.has(column));
}
