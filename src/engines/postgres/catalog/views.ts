import { ofUser } from '#engines/postgres/inspect/conditions.ts';
import { grantsSql } from './grants.ts';

/** https://www.postgresql.org/docs/18/sql-createview.html https://www.postgresql.org/docs/18/sql-creatematerializedview.html */
export const viewQuery = `
  SELECT json_build_object('at', format('pg_class:%s:0', c.oid),
           'kind', CASE c.relkind WHEN 'v' THEN 'view' ELSE 'materialized-view' END,
           'schema', n.nspname, 'name', c.relname,
           'definition', pg_get_viewdef(c.oid), 'options', c.reloptions,
           'columns', (SELECT json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
                                'collation', CASE WHEN a.attcollation <> 0 THEN format('%s', a.attcollation::regcollation) END) ORDER BY a.attnum)
                         FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
           'comment', obj_description(c.oid, 'pg_class'),
           'grants', ${grantsSql('c.relacl', 'r', 'c.relowner')}) AS item
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relkind IN ('v', 'm') AND c.relpersistence <> 't' AND ${ofUser('c', 'pg_class')}`;

/** Rules that people wrote; those that make views are the views. */
export const ruleQuery = `
  SELECT json_build_object('at', format('pg_rewrite:%s:0', r.oid), 'kind', 'rule',
           'schema', n.nspname, 'table', c.relname, 'name', r.rulename,
           'definition', pg_get_ruledef(r.oid), 'enabled', r.ev_enabled,
           'comment', obj_description(r.oid, 'pg_rewrite')) AS item
    FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE r.rulename <> '_RETURN' AND ${ofUser('c', 'pg_class')}`;
