import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { RelationName } from '#vocabulary/migration-action.ts';
import { tableNamed } from './table-family.ts';

/** PostgreSQL cuts longer names, in bytes. */
const longestName = 63;

/**
 * The name that PostgreSQL itself gives a constraint or an index: `orders_user_id_fkey`, with a number behind it where
 * the table or its schema has that name already. Names beyond ASCII may come out longer than the server's.
 * https://www.postgresql.org/docs/18/sql-createtable.html
 */
export function defaultName(
  table: RelationName,
  columns: readonly string[],
  label: 'pkey' | 'key' | 'fkey' | 'check' | 'not_null' | 'idx' | 'excl' | 'seq',
  schema: DatabaseSchema,
): string {
  const taken = takenBy(table, schema);
  const middle = label === 'pkey' ? '' : columns.join('_');
  for (let number = 0; ; number += 1) {
    const name = fitted(table.name, middle, `${label}${number === 0 ? '' : number}`);
    if (!taken.has(name)) return name;
  }
}

/** The longer of the two parts loses its end first. */
function fitted(first: string, second: string, label: string): string {
  let [one, other] = [first, second];
  const whole = () => [one, other, label].filter((part) => part !== '').join('_');
  while (whole().length > longestName) {
    if (one.length > other.length) one = one.slice(0, -1);
    else other = other.slice(0, -1);
  }
  return whole();
}

function takenBy(table: RelationName, schema: DatabaseSchema): ReadonlySet<string> {
  const indexes = schema.tables.filter((one) => one.schema === table.schema).flatMap((one) => one.indexes);
  const constraints = tableNamed(schema, table)?.constraints ?? [];
  return new Set([...indexes, ...constraints].map(({ name }) => name));
}
