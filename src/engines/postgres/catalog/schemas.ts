import { grantsSql } from './grants.ts';

/** https://www.postgresql.org/docs/18/catalog-pg-namespace.html */
export const schemaQuery = `
  SELECT json_build_object('at', format('pg_namespace:%s:0', n.oid), 'kind', 'schema', 'name', n.nspname,
           'comment', obj_description(n.oid, 'pg_namespace'),
           'grants', ${grantsSql('n.nspacl', 'n', 'n.nspowner')}) AS item
    FROM pg_namespace n
   WHERE left(n.nspname, 3) <> 'pg_' AND n.nspname <> 'information_schema'
     AND NOT EXISTS (SELECT FROM pg_depend e
                      WHERE e.classid = 'pg_namespace'::regclass AND e.objid = n.oid AND e.deptype = 'e')`;

/** https://www.postgresql.org/docs/18/catalog-pg-extension.html */
export const extensionQuery = `
  SELECT json_build_object('at', format('pg_extension:%s:0', x.oid), 'kind', 'extension', 'name', x.extname,
           'schema', n.nspname, 'version', x.extversion, 'comment', obj_description(x.oid, 'pg_extension')) AS item
    FROM pg_extension x JOIN pg_namespace n ON n.oid = x.extnamespace`;
