import { ofUser } from '#engines/postgres/inspect/conditions.ts';
import { grantsSql } from './grants.ts';

/** SQL: what a sequence was made with; numbers as texts, since they may be larger than JSON's. */
export const sequenceOptions = `json_build_object('type', format_type(s.seqtypid, NULL), 'increment', format('%s', s.seqincrement),
             'min', format('%s', s.seqmin), 'max', format('%s', s.seqmax), 'start', format('%s', s.seqstart),
             'cache', format('%s', s.seqcache), 'cycle', s.seqcycle)`;

/**
 * Those of identity columns come with their column. Where they stand is data, no part of the catalog.
 * https://www.postgresql.org/docs/18/catalog-pg-sequence.html
 */
export const sequenceQuery = `
  SELECT json_build_object('at', format('pg_class:%s:0', c.oid), 'kind', 'sequence', 'schema', n.nspname, 'name', c.relname,
           'persistence', c.relpersistence, 'options', ${sequenceOptions},
           'owner', (SELECT json_build_object('schema', tn.nspname, 'table', t.relname, 'column', a.attname)
                       FROM pg_depend d JOIN pg_class t ON t.oid = d.refobjid JOIN pg_namespace tn ON tn.oid = t.relnamespace
                       JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
                      WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'a'
                        AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0),
           'comment', obj_description(c.oid, 'pg_class'),
           'grants', ${grantsSql('c.relacl', 's', 'c.relowner')}) AS item
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_sequence s ON s.seqrelid = c.oid
   WHERE c.relpersistence <> 't' AND ${ofUser('c', 'pg_class')}
     AND NOT EXISTS (SELECT FROM pg_depend d
                      WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'i')`;
