import { ofUser } from '#engines/postgres/inspect/conditions.ts';

/**
 * Keys, foreign keys, checks and exclusions. NOT NULL comes with its column, constraint triggers with the triggers; the
 * copies of a foreign key for the partitions of the table that it refers to are the server's own affair.
 * https://www.postgresql.org/docs/18/catalog-pg-constraint.html
 */
export const constraintQuery = `
  SELECT json_agg(json_build_object(
           'at', format('pg_constraint:%s:0', k.oid), 'kind', 'constraint',
           'schema', n.nspname, 'table', c.relname, 'name', k.conname, 'type', k.contype,
           'definition', pg_get_constraintdef(k.oid), 'validated', k.convalidated,
           'columns', (SELECT json_agg(a.attname ORDER BY u.at) FROM unnest(k.conkey) WITH ORDINALITY u (number, at)
                         JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.number),
           'inherited', k.coninhcount > 0 AND NOT k.conislocal,
           'parent', (SELECT json_build_object('schema', pn.nspname, 'table', pc.relname, 'name', p.conname)
                        FROM pg_constraint p JOIN pg_class pc ON pc.oid = p.conrelid JOIN pg_namespace pn ON pn.oid = pc.relnamespace
                       WHERE p.oid = k.conparentid),
           'clustered', (SELECT i.indisclustered FROM pg_index i
                          WHERE i.indexrelid = k.conindid AND k.contype IN ('p', 'u', 'x')),
           'indexOptions', (SELECT x.reloptions FROM pg_class x
                             WHERE x.oid = k.conindid AND k.contype IN ('p', 'u', 'x')),
           'comment', obj_description(k.oid, 'pg_constraint'))) AS item
    FROM pg_constraint k
    JOIN pg_class c ON c.oid = k.conrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE k.contype IN ('p', 'u', 'f', 'c', 'x') AND c.relkind IN ('r', 'p')
     AND c.relpersistence <> 't' AND ${ofUser('c', 'pg_class')}
     AND NOT EXISTS (SELECT FROM pg_constraint above
                      WHERE above.oid = k.conparentid AND above.conrelid = k.conrelid AND k.contype = 'f')
   GROUP BY k.conrelid`;
