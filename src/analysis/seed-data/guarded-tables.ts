import { foreignKeysOf } from '#analysis/row-generator/loading-order.ts';
import type { Column, DatabaseSchema, Table } from '#vocabulary/database-schema.ts';

/** Tables with triggers, and those that they refer to: a trigger of the lines looks at the state of the order. */
export function guardedTables(schema: DatabaseSchema): ReadonlySet<Table> {
  const names = new Set(
    schema.objects.flatMap(({ kind, table, tableSchema, schema: place }) =>
      kind === 'trigger' && table !== undefined ? [`${tableSchema ?? place}.${table}`] : [],
    ),
  );
  const own = schema.tables.filter(({ schema: place, name }) => names.has(`${place}.${name}`));
  return new Set([...own, ...own.flatMap((table) => foreignKeysOf(schema, table).map(({ parent }) => parent))]);
}

/** `0`, `false`, `'pending'::order_status`, as a value; undefined where it is computed, or there is none. */
export function plainDefault({ default: expression, generated, identity }: Column): string | undefined {
  if (expression === undefined || generated !== undefined || identity !== undefined) return undefined;
  const literal = /^\(?'((?:[^']|'')*)'\)?(::[\w\s."()[\],]+)?$/.exec(expression)?.[1];
  if (literal !== undefined) return literal.replaceAll("''", "'");
  if (/^(true|false)$/i.test(expression)) return expression.toLowerCase() === 'true' ? 't' : 'f';
  return /^\(?(-?\d+(?:\.\d+)?)\)?(::[\w\s(),]+)?$/.exec(expression)?.[1];
}
