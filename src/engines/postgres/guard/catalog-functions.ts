import { quoteLiteral } from '#engines/postgres/quote.ts';
import { type CatalogRequest, firstUserId } from './catalog-rows.ts';
import { dangerousSymbols, readingLibraries, readingSymbols } from './extension-policy.ts';
import type { Name } from './names.ts';

/** The names of a request, as rows to join with. */
export function asked(names: readonly Name[]): string {
  const rows = names.map(({ name, schemas }) => ({ name, schemas }));
  return `jsonb_to_recordset(${quoteLiteral(JSON.stringify(rows))}::jsonb) AS a(name text, schemas text[])`;
}

export function ids(list: readonly number[]): string {
  return `'{${list.join(',')}}'::oid[]`;
}

/**
 * Transaction numbers up to that of initdb's last step, which loads plpgsql: a row of the catalog that is younger was
 * changed by somebody. Nobody can write an older number into a row.
 */
export const origin = `
    origin AS MATERIALIZED (
      SELECT coalesce(min(int8in(xidout(d.xmin))), 1000) AS last FROM pg_depend d JOIN pg_extension e ON d.refobjid = e.oid
      WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e' AND e.extname = 'plpgsql' AND d.objid < ${firstUserId})`;

/** `SELECT … WHERE ${isTouched('p')}`: a row that came with the server and was changed since. */
export function isTouched(row: string): string {
  return `(${row}.oid < ${firstUserId} AND int8in(xidout(${row}.xmin)) > (SELECT last FROM origin))`;
}

const list = (names: Iterable<string>) => [...names].map(quoteLiteral).join(', ');

/**
 * Functions of users. `machinery`: brought by an extension, in C, from a library that is known to read. A superuser may
 * add any function to any extension, so the library and the symbol count, not the extension alone.
 */
export const ownFunctions = `
    own_function AS (
      SELECT p.oid,
             ((p.prolang = 13 AND p.probin ~ '^([$]libdir/)?[A-Za-z0-9_.+-]+$'
               AND regexp_replace(p.probin, '^[$]libdir/|-[0-9.]+$|[.]so$', '', 'g') IN (${list(readingLibraries)})
               AND p.prosrc !~ ${quoteLiteral(dangerousSymbols.source)})
              OR (p.prolang = 12 AND p.prosrc IN (${list(readingSymbols)})))
             AND EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid
                         AND d.deptype = 'e') AS machinery
      FROM pg_proc p
      WHERE p.oid >= ${firstUserId})`;

/** Functions and operators that something in the catalog was made of, by its dependencies: what runs there unnamed. */
export function usedBy(catalog: string, id: string): string {
  return `SELECT f.oid::int8 AS used FROM pg_depend d
          LEFT JOIN pg_operator o ON d.refclassid = 'pg_operator'::regclass AND o.oid = d.refobjid
          JOIN own_function f ON NOT f.machinery
           AND f.oid = CASE WHEN d.refclassid = 'pg_proc'::regclass THEN d.refobjid ELSE o.oprcode END
          WHERE d.classid = '${catalog}'::regclass AND d.objid = ${id}
            AND d.refclassid IN ('pg_proc'::regclass, 'pg_operator'::regclass)`;
}

/** The languages by their fixed OIDs: a language may be renamed. */
const language = `CASE WHEN l.oid IN (12, 13, 14) THEN (ARRAY['internal', 'c', 'sql'])[l.oid::int - 11]
             WHEN l.lanname IN ('internal', 'c', 'sql') THEN 'another ' || l.lanname ELSE l.lanname END`;

/** Functions by name and by OID. */
export function functionRows(request: CatalogRequest, major: number): string {
  const definition =
    major >= 14 ? `CASE WHEN p.prosqlbody IS NOT NULL THEN pg_get_functiondef(p.oid) END` : 'NULL::text';
  const source = major >= 14 ? 'AND p.prosqlbody IS NULL' : '';
  const own = `(p.oid >= ${firstUserId} OR ${isTouched('p')})`;
  return `
    function_id AS (
      SELECT DISTINCT p.oid
      FROM ${asked(request.functions)}
      JOIN pg_proc p ON p.proname = a.name::name
      JOIN pg_namespace n ON n.oid = p.pronamespace AND n.nspname = ANY (a.schemas::name[])
      UNION SELECT unnest(${ids(request.functionIds)})),
    function_row AS (
      SELECT p.oid::int8 AS id, n.nspname AS schema, p.proname AS name, ${language} AS language,
             ${isTouched('p')} AS touched,
             p.provolatile AS volatility, p.prokind AS kind, p.prosecdef AS definer,
             p.proconfig IS NOT NULL AS configured, p.pronargs - p.pronargdefaults AS least, p.pronargs AS most,
             p.provariadic <> 0 AS variadic,
             p.proargtypes::oid[]::int8[] AS takes,
             ARRAY[p.prorettype::int8] || coalesce(p.proallargtypes::oid[]::int8[], '{}') AS gives,
             (SELECT e.extname FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
              WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e' AND p.oid >= ${firstUserId}
              LIMIT 1) AS extension,
             coalesce((SELECT f.machinery FROM own_function f WHERE f.oid = p.oid), false) AS machinery,
             p.oid >= ${firstUserId} AND p.prolang = 12 AND p.prosrc ~ '^(multi)?range_constructor[0-3]$'
               AND EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid
                           AND d.refclassid = 'pg_type'::regclass AND d.deptype = 'i') AS "makesRanges",
             CASE WHEN p.prolang = 14 AND ${own} ${source} THEN p.prosrc END AS source,
             CASE WHEN p.prolang = 14 AND ${own} THEN ${definition} END AS definition,
             CASE WHEN p.proargdefaults IS NOT NULL AND ${own} THEN pg_get_expr(p.proargdefaults, 0) END AS defaults,
             CASE WHEN p.oid >= ${firstUserId} AND p.prolang = 14 THEN
               ARRAY(SELECT DISTINCT used FROM (${usedBy('pg_proc', 'p.oid')}) u ORDER BY 1) ELSE '{}' END AS uses,
             CASE WHEN ${own} THEN array_remove(array_remove(ARRAY[
               a.aggtransfn, a.aggfinalfn, a.aggcombinefn, a.aggserialfn, a.aggdeserialfn,
               a.aggmtransfn, a.aggminvtransfn, a.aggmfinalfn,
               coalesce((SELECT o.oprcode FROM pg_operator o WHERE o.oid = a.aggsortop AND o.oid >= ${firstUserId}), 0)
               ]::oid[]::int8[] || CASE WHEN p.prosupport >= ${firstUserId} THEN p.prosupport::oid::int8 ELSE 0 END,
               0::int8), NULL) ELSE '{}' END AS parts
      FROM function_id
      JOIN pg_proc p USING (oid)
      JOIN pg_namespace n ON n.oid = p.pronamespace
      JOIN pg_language l ON l.oid = p.prolang
      LEFT JOIN pg_aggregate a ON a.aggfnoid = p.oid)`;
}

/** Operators of the system are made of harmless functions; the estimators of the others run while a plan is made. */
export function operatorRows(request: CatalogRequest): string {
  return `
      SELECT DISTINCT o.oid::int8 AS id, n.nspname AS schema, o.oprname AS name,
             ARRAY(SELECT x::oid::int8 FROM unnest(ARRAY[o.oprcode, o.oprrest, o.oprjoin]) x
                   WHERE x <> 0 AND NOT EXISTS (SELECT FROM own_function f WHERE f.oid = x AND f.machinery)) AS functions,
             ARRAY(SELECT DISTINCT m.amopfamily::int8 FROM pg_amop m WHERE m.amopopr = o.oid ORDER BY 1) AS families
      FROM ${asked(request.operators)}
      JOIN pg_operator o ON o.oprname = a.name::name
      JOIN pg_namespace n ON n.oid = o.oprnamespace AND n.nspname = ANY (a.schemas::name[])
      WHERE o.oid >= ${firstUserId} OR o.oprcode >= ${firstUserId} OR o.oprrest >= ${firstUserId}
         OR o.oprjoin >= ${firstUserId}`;
}
