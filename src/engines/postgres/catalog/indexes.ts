import { ofUser } from '#engines/postgres/inspect/conditions.ts';

/** Those of constraints come with them. https://www.postgresql.org/docs/18/catalog-pg-index.html */
export const indexQuery = `
  SELECT json_build_object('at', format('pg_class:%s:0', c.oid), 'kind', 'index',
           'schema', n.nspname, 'table', t.relname, 'name', c.relname, 'relation', t.relkind,
           'definition', pg_get_indexdef(c.oid),
           'valid', i.indisvalid AND i.indisready AND i.indislive, 'clustered', i.indisclustered,
           'partitioned', c.relkind = 'I',
           'parent', (SELECT json_build_object('schema', pn.nspname, 'name', p.relname)
                        FROM pg_inherits h JOIN pg_class p ON p.oid = h.inhparent JOIN pg_namespace pn ON pn.oid = p.relnamespace
                       WHERE h.inhrelid = c.oid),
           'statistics', (SELECT json_agg(json_build_object('number', a.attnum, 'target', to_jsonb(a) ->> 'attstattarget') ORDER BY a.attnum)
                            FROM pg_attribute a
                           WHERE a.attrelid = c.oid AND left(to_jsonb(a) ->> 'attstattarget', 1) <> '-'
                             AND i.indkey[a.attnum - 1] = 0),
           'comment', obj_description(c.oid, 'pg_class')) AS item
    FROM pg_index i
    JOIN pg_class c ON c.oid = i.indexrelid
    JOIN pg_class t ON t.oid = i.indrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE t.relkind IN ('r', 'p', 'm') AND t.relpersistence <> 't' AND ${ofUser('t', 'pg_class')}
     AND NOT EXISTS (SELECT FROM pg_constraint k
                      WHERE k.conindid = i.indexrelid AND k.conrelid = i.indrelid AND k.contype IN ('p', 'u', 'x'))`;

/** https://www.postgresql.org/docs/18/catalog-pg-statistic-ext.html */
export const statisticsQuery = `
  SELECT json_build_object('at', format('pg_statistic_ext:%s:0', s.oid), 'kind', 'statistics',
           'schema', n.nspname, 'name', s.stxname, 'tableSchema', tn.nspname, 'table', t.relname,
           'definition', pg_get_statisticsobjdef(s.oid),
           'target', CASE WHEN left(to_jsonb(s) ->> 'stxstattarget', 1) <> '-' THEN to_jsonb(s) ->> 'stxstattarget' END,
           'comment', obj_description(s.oid, 'pg_statistic_ext')) AS item
    FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace
    JOIN pg_class t ON t.oid = s.stxrelid JOIN pg_namespace tn ON tn.oid = t.relnamespace
   WHERE ${ofUser('s', 'pg_statistic_ext')}`;
