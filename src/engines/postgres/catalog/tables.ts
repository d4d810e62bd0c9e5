import { ofUser } from '#engines/postgres/inspect/conditions.ts';
import { grantsSql } from './grants.ts';

/**
 * Tables and what they are tied to. https://www.postgresql.org/docs/18/catalog-pg-class.html
 * https://www.postgresql.org/docs/18/catalog-pg-inherits.html
 */
export const tableQuery = `
  SELECT json_build_object('at', format('pg_class:%s:0', c.oid), 'kind', 'table', 'schema', n.nspname, 'name', c.relname,
           'persistence', c.relpersistence,
           'partitionKey', CASE c.relkind WHEN 'p' THEN pg_get_partkeydef(c.oid) END,
           'bound', CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END,
           'parents', (SELECT json_agg(json_build_object('schema', pn.nspname, 'name', p.relname) ORDER BY i.inhseqno)
                         FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent JOIN pg_namespace pn ON pn.oid = p.relnamespace
                        WHERE i.inhrelid = c.oid),
           'options', c.reloptions,
           'toastOptions', (SELECT toast.reloptions FROM pg_class toast WHERE toast.oid = c.reltoastrelid),
           'rowSecurity', c.relrowsecurity, 'forced', c.relforcerowsecurity,
           'accessMethod', (SELECT am.amname FROM pg_am am WHERE am.oid = c.relam AND am.amname <> 'heap'),
           'ofType', CASE WHEN c.reloftype <> 0 THEN format_type(c.reloftype, NULL) END,
           'replicaIdentity', c.relreplident,
           'replicaIndex', (SELECT r.relname FROM pg_index i JOIN pg_class r ON r.oid = i.indexrelid
                             WHERE i.indrelid = c.oid AND i.indisreplident),
           'comment', obj_description(c.oid, 'pg_class'),
           'grants', ${grantsSql('c.relacl', 'r', 'c.relowner')}) AS item
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't' AND ${ofUser('c', 'pg_class')}`;
