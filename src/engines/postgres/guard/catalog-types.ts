import { asked, ids } from './catalog-functions.ts';
import { type CatalogRequest, firstUserId } from './catalog-rows.ts';

/** Types by name and by OID. */
export function typeRows(request: CatalogRequest, major: number): string {
  const multirange = major >= 14 ? 'r.rngmultitypid' : '0';
  const ofMultirange = major >= 14 ? `OR r.rngmultitypid = t.oid` : '';
  const subscript = major >= 14 ? ', t.typsubscript' : '';
  const range = `pg_range r WHERE r.rngtypid = t.oid ${ofMultirange}`;
  return `
    type_id AS (
      SELECT DISTINCT t.oid
      FROM ${asked(request.types)}
      JOIN pg_type t ON t.typname = a.name::name
      JOIN pg_namespace n ON n.oid = t.typnamespace AND n.nspname = ANY (a.schemas::name[])
      UNION SELECT unnest(${ids(request.typeIds)})),
    type_row AS (
      SELECT t.oid::int8 AS id, n.nspname AS schema, t.typname AS name, t.typtype AS kind,
             CASE WHEN t.oid >= ${firstUserId} THEN (SELECT array_agg(DISTINCT part ORDER BY part) FROM (
                 SELECT unnest(ARRAY[t.typbasetype, t.typelem, t.typarray]::int8[]) AS part
                 UNION ALL SELECT c.atttypid::int8 FROM pg_attribute c
                 WHERE c.attrelid = t.typrelid AND t.typrelid <> 0 AND c.attnum > 0 AND NOT c.attisdropped
                 UNION ALL SELECT unnest(ARRAY[r.rngsubtype, r.rngtypid, ${multirange}]::int8[]) FROM ${range}) x
               WHERE part <> 0) ELSE array_remove(ARRAY[t.typelem::int8], 0::int8) END AS parts,
             ARRAY(SELECT c.attname::text FROM pg_attribute c WHERE c.attrelid = t.typrelid AND t.typrelid <> 0
                   AND t.oid >= ${firstUserId} AND c.attnum > 0 AND NOT c.attisdropped ORDER BY 1) AS columns,
             ARRAY(SELECT pg_get_expr(c.conbin, 0) FROM pg_constraint c
                   WHERE c.contypid = t.oid AND c.conbin IS NOT NULL ORDER BY c.oid) AS checks,
             ARRAY(SELECT DISTINCT f.oid::int8 FROM own_function f WHERE NOT f.machinery AND (
                     f.oid IN (t.typinput, t.typoutput, t.typreceive, t.typsend, t.typmodin, t.typmodout${subscript})
                     OR f.oid IN (SELECT unnest(ARRAY[r.rngcanonical, r.rngsubdiff]::oid[]) FROM ${range}))
                   ORDER BY 1) AS machinery,
             ARRAY(SELECT c.opcfamily::int8 FROM pg_opclass c
                   WHERE c.oid IN (SELECT r.rngsubopc FROM ${range})) AS families
      FROM type_id
      JOIN pg_type t USING (oid)
      JOIN pg_namespace n ON n.oid = t.typnamespace)`;
}
