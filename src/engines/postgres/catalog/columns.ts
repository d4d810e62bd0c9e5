import { ofUser } from '#engines/postgres/inspect/conditions.ts';
import { explodedSql, grantsSql } from './grants.ts';
import { sequenceOptions } from './sequences.ts';

/**
 * One row a table or view. to_jsonb reads fields that older servers do not have: compression came with 14, NOT NULL as
 * a constraint with 18; the statistics target is -1 or, since 17, NULL where none was set.
 * https://www.postgresql.org/docs/18/catalog-pg-attribute.html
 */
export const columnQuery = `
  SELECT json_agg(json_build_object(
           'at', format('pg_class:%s:%s', a.attrelid, a.attnum), 'kind', 'column',
           'relation', c.relkind, 'schema', n.nspname, 'table', c.relname, 'name', a.attname, 'position', a.attnum,
           'type', format_type(a.atttypid, a.atttypmod),
           'collation', CASE WHEN a.attcollation <> 0 AND a.attcollation <> t.typcollation
                             THEN format('%s', a.attcollation::regcollation) END,
           'notNull', a.attnotnull,
           'notNullConstraint', (SELECT json_build_object('name', k.conname, 'validated', k.convalidated, 'noInherit', k.connoinherit,
                                          'local', k.conislocal, 'comment', obj_description(k.oid, 'pg_constraint'))
                                   FROM pg_constraint k
                                  WHERE k.conrelid = a.attrelid AND k.contype = 'n' AND k.conkey[1] = a.attnum),
           'identity', a.attidentity,
           'sequence', (SELECT json_build_object('schema', sn.nspname, 'name', sc.relname, 'options', ${sequenceOptions},
                                 'comment', obj_description(sc.oid, 'pg_class'),
                                 'grants', ${grantsSql('sc.relacl', 's', 'sc.relowner')})
                          FROM pg_depend d JOIN pg_sequence s ON s.seqrelid = d.objid
                          JOIN pg_class sc ON sc.oid = d.objid JOIN pg_namespace sn ON sn.oid = sc.relnamespace
                         WHERE d.classid = 'pg_class'::regclass AND d.deptype = 'i' AND d.refclassid = 'pg_class'::regclass
                           AND d.refobjid = a.attrelid AND d.refobjsubid = a.attnum),
           'generated', a.attgenerated,
           'expressionAt', CASE WHEN d.oid IS NOT NULL THEN format('pg_attrdef:%s:0', d.oid) END,
           'expression', pg_get_expr(d.adbin, d.adrelid),
           'storage', CASE WHEN a.attstorage <> t.typstorage THEN a.attstorage END, 'usualStorage', t.typstorage,
           'compression', nullif(to_jsonb(a) ->> 'attcompression', ''),
           'statistics', CASE WHEN left(to_jsonb(a) ->> 'attstattarget', 1) <> '-' THEN to_jsonb(a) ->> 'attstattarget' END,
           'options', a.attoptions,
           'local', a.attislocal, 'inherited', a.attinhcount > 0,
           'comment', col_description(a.attrelid, a.attnum),
           'grants', ${explodedSql('a.attacl', 'c.relowner')}) ORDER BY a.attnum) AS item
    FROM pg_attribute a
    JOIN pg_class c ON c.oid = a.attrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_type t ON t.oid = a.atttypid
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
   WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'v', 'm')
     AND c.relpersistence <> 't' AND ${ofUser('c', 'pg_class')}
   GROUP BY a.attrelid`;
