import type { Table } from '#vocabulary/database-schema.ts';
import { isImmutable } from './stable-expression.ts';

/** `created_at AT TIME ZONE 'UTC'`, bare or in parentheses of its own. */
const fixedZone = /\(?\b(\w+)\s+AT\s+TIME\s+ZONE\s+'[^']+'\)?|\btimezone\('[^']+',\s*(\w+)\)/gi;

/** The distance to a point, a text or a number: what it is measured from changes with each query. */
const distance = /<->|<<->|<->>|<#>|<=>|<\+>/;

/**
 * Whether an index may hold the expression, and one made for it would serve more than this one query. A time with zone
 * that is moved to a zone written out no longer depends on the session.
 * https://www.postgresql.org/docs/18/functions-datetime.html#FUNCTIONS-DATETIME-ZONECONVERT
 */
export function isIndexable(expression: string, columns: readonly string[], table: Table): boolean {
  if (distance.test(withoutTexts(expression))) return false;
  const moved = new Set<string>();
  const settled = expression.replace(fixedZone, (whole, one?: string, other?: string) => {
    const column = table.columns.find(({ name }) => name === (one ?? other));
    if (column === undefined || !/with time zone|^timestamptz/i.test(column.type)) return whole;
    moved.add(column.name);
    return 'moved';
  });
  const rest = columns.filter((column) => !moved.has(column) || new RegExp(`\\b${column}\\b`).test(settled));
  return isImmutable(settled, rest, table);
}

/** SQL with its text literals emptied. */
export function withoutTexts(sql: string): string {
  return sql.replace(/'(?:[^']|'')*'/g, "''");
}
