import { explodedSql } from './grants.ts';

/**
 * What objects made later are granted. Those of one schema add to those of the whole database, which replace what the
 * server gives by itself (`usual`). https://www.postgresql.org/docs/18/catalog-pg-default-acl.html
 */
export const defaultPrivilegeQuery = `
  SELECT json_build_object('kind', 'default-privileges',
           'role', pg_get_userbyid(d.defaclrole), 'schema', n.nspname,
           'objects', CASE d.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'FUNCTIONS'
                                           WHEN 'T' THEN 'TYPES' WHEN 'n' THEN 'SCHEMAS' ELSE 'LARGE OBJECTS' END,
           'usual', CASE WHEN d.defaclnamespace = 0 THEN ${explodedSql(
             `acldefault(CASE d.defaclobjtype WHEN 'S' THEN 's' ELSE d.defaclobjtype END, d.defaclrole)`,
             'd.defaclrole',
           )} END,
           'grants', ${explodedSql('d.defaclacl', 'd.defaclrole')}) AS item
    FROM pg_default_acl d LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace`;
