import type { Row } from '#contracts/session.ts';
import type { View } from '#vocabulary/database-schema.ts';
import { ofUser } from './conditions.ts';
import { list, queryText, text } from './rows.ts';

/** https://www.postgresql.org/docs/18/functions-info.html#FUNCTIONS-INFO-CATALOG */
export const viewQuery = `
  SELECT n.nspname AS schema, c.relname AS name, pg_get_viewdef(c.oid) AS definition,
         obj_description(c.oid, 'pg_class') AS comment,
         (SELECT json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod))
                          ORDER BY a.attnum)
            FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relkind = 'v' AND c.relpersistence <> 't' AND ${ofUser('c', 'pg_class')}
   ORDER BY c.oid`;

/** Oldest first: a view stands behind those it was made from. */
export function viewsOf(rows: readonly Row[]): readonly View[] {
  return rows.map((row) => ({
    schema: String(row['schema']),
    name: String(row['name']),
    columns: list(row['columns']).map((column) => ({ name: String(column['name']), type: String(column['type']) })),
    definition: queryText(row['definition']),
    ...text('comment', row['comment']),
  }));
}
