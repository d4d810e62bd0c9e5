import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { RelationName } from '#vocabulary/migration-action.ts';
import { tableNamed } from './table-family.ts';

/** PostgreSQL cuts longer names, in bytes. */
const longestName = 63;

type Label = 'pkey' | 'key' | 'fkey' | 'check' | 'not_null' | 'idx' | 'excl' | 'seq';

/**
 * The name that PostgreSQL itself gives what a statement leaves unnamed: `orders_user_id_fkey`, with a number behind it
 * where that is taken. Names beyond ASCII may come out longer than the server's.
 * https://www.postgresql.org/docs/18/sql-createtable.html, ChooseRelationName in src/backend/commands/indexcmds.c
 */
export function firstFreeName(
  table: string,
  columns: readonly string[],
  label: Label,
  isTaken: (name: string) => boolean,
): string {
  const middle = label === 'pkey' ? '' : columns.join('_');
  for (let number = 0; ; number += 1) {
    const name = fitted(table, middle, `${label}${number === 0 ? '' : number}`);
    if (!isTaken(name)) return name;
  }
}

/** The same, free of what the table and its schema have. */
export function defaultName(
  table: RelationName,
  columns: readonly string[],
  label: Label,
  schema: DatabaseSchema,
): string {
  const taken = takenBy(table, schema);
  return firstFreeName(table.name, columns, label, (name) => taken.has(name));
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
