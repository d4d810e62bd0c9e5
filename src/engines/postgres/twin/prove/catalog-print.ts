import type { TwinConnection } from '#engines/postgres/twin/connection.ts';

/** Everything that stands in the schema public, a line each: two catalogs are the same if their lines are. */
export async function catalogPrint(connection: TwinConnection): Promise<readonly string[]> {
  const rows = await connection.query(`
    SELECT line FROM (
      SELECT format('relation %s %s %s', c.relkind, c.relname, coalesce(obj_description(c.oid, 'pg_class'), '')) AS line
      FROM pg_class AS c WHERE c.relnamespace = 'public'::regnamespace
      UNION ALL
      SELECT format('column %s.%s %s %s %s %s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
        a.attnotnull, a.attidentity, coalesce(pg_get_expr(d.adbin, d.adrelid), ''), coalesce(col_description(c.oid, a.attnum), ''))
      FROM pg_attribute AS a
      JOIN pg_class AS c ON c.oid = a.attrelid
      LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      WHERE c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
      UNION ALL
      SELECT format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
      FROM pg_constraint WHERE connamespace = 'public'::regnamespace
      UNION ALL
      SELECT format('index %s', indexdef) FROM pg_indexes WHERE schemaname = 'public'
      UNION ALL
      SELECT format('trigger %s', pg_get_triggerdef(t.oid))
      FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid
      WHERE c.relnamespace = 'public'::regnamespace AND NOT t.tgisinternal
      UNION ALL
      SELECT format('function %s', pg_get_functiondef(p.oid))
      FROM pg_proc AS p
      WHERE p.pronamespace = 'public'::regnamespace AND p.prokind IN ('f', 'p')
        AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.objid = p.oid AND d.deptype = 'e')
      UNION ALL
      SELECT format('view %s %s', viewname, definition) FROM pg_views WHERE schemaname = 'public'
      UNION ALL
      SELECT format('materialized view %s %s', matviewname, definition) FROM pg_matviews WHERE schemaname = 'public'
    ) AS lines ORDER BY line COLLATE "C"`);
  return rows.map(({ line }) => String(line));
}
