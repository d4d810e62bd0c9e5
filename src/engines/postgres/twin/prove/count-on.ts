import type { TwinConnection } from '#engines/postgres/twin/connection.ts';

/** What counts the keys goes on after those that statements gave. */
export async function countOn(connection: TwinConnection): Promise<void> {
  const columns = await connection.query(`
    SELECT format('SELECT setval(%L, greatest(nextval(%L), (SELECT max(%I) FROM %s)))', s.name, s.name, a.attname, a.attrelid::regclass) AS sql
    FROM pg_attribute AS a
    JOIN pg_class AS c ON c.oid = a.attrelid
    CROSS JOIN pg_get_serial_sequence(c.oid::regclass::text, a.attname) AS s (name)
    WHERE c.relnamespace = 'public'::regnamespace AND a.attidentity <> '' AND s.name IS NOT NULL AND c.relkind IN ('r', 'p')
      AND NOT c.relispartition`);
  for (const { sql } of columns) await connection.query(String(sql));
}
