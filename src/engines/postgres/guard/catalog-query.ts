import { quoteLiteral } from '#engines/postgres/quote.ts';
import { type CatalogRequest, firstUserId } from './catalog-rows.ts';
import type { Name } from './names.ts';

/**
 * One statement that gives one text: what the catalog has for all the names and OIDs, as JSON in a fixed order, so
 * that two readings can be compared. For a search path of pg_catalog alone: views and expressions are then printed
 * with the schema of every name. https://www.postgresql.org/docs/18/catalogs.html
 */
export function catalogQuery(request: CatalogRequest, major: number): string {
  const wants = {
    functions: request.functions.length + request.functionIds.length > 0,
    types: request.types.length + request.typeIds.length > 0,
    relations: request.relations.length > 0,
  };
  // Planning takes longer than running: what is not asked for is left out.
  const parts = [
    ownFunctions,
    ...(wants.functions ? [functions(request, major)] : []),
    ...(wants.types ? [types(request, major)] : []),
    ...(wants.relations ? [relations(request, major)] : []),
  ];
  const rows = (query: string, order: string, wanted = true) =>
    wanted ? `coalesce((SELECT json_agg(x ORDER BY ${order}) FROM (${query}) x), '[]'::json)` : `'[]'::json`;
  return `
    WITH RECURSIVE ${parts.join(',')}
    SELECT json_build_object(
      'functions', ${rows('TABLE function_row', 'x.id', wants.functions)},
      'operators', ${rows(operators(request), 'x.id', request.operators.length > 0)},
      'types', ${rows('TABLE type_row', 'x.id', wants.types)},
      'relations', ${rows('TABLE relation_row', 'x.id', wants.relations)},
      'hidden', ${rows(hidden, 'x.function, x."from", x."to"', request.hidden)}
    )::text AS found`;
}

const ownFunctions = `
    own_function AS (
      -- Brought by an extension and written in C: only a superuser can make such a function.
      SELECT p.oid, p.prolang IN (SELECT l.oid FROM pg_language l WHERE l.lanname IN ('c', 'internal'))
             AND d.objid IS NOT NULL AS machinery
      FROM pg_proc p
      LEFT JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
      WHERE p.oid >= ${firstUserId})`;

function asked(names: readonly Name[]): string {
  const rows = names.map(({ name, schemas }) => ({ name, schemas }));
  return `jsonb_to_recordset(${quoteLiteral(JSON.stringify(rows))}::jsonb) AS a(name text, schemas text[])`;
}

function ids(list: readonly number[]): string {
  return `'{${list.join(',')}}'::oid[]`;
}

function functions(request: CatalogRequest, major: number): string {
  const definition =
    major >= 14 ? `CASE WHEN p.prosqlbody IS NOT NULL THEN pg_get_functiondef(p.oid) END` : 'NULL::text';
  const source = major >= 14 ? 'AND p.prosqlbody IS NULL' : '';
  return `
    function_id AS (
      SELECT DISTINCT p.oid
      FROM ${asked(request.functions)}
      JOIN pg_proc p ON p.proname = a.name::name
      JOIN pg_namespace n ON n.oid = p.pronamespace AND n.nspname = ANY (a.schemas::name[])
      UNION SELECT unnest(${ids(request.functionIds)})),
    function_row AS (
      SELECT p.oid::int8 AS id, n.nspname AS schema, p.proname AS name, l.lanname AS language,
             p.provolatile AS volatility, p.prokind AS kind, p.prosecdef AS definer,
             p.proconfig IS NOT NULL AS configured, p.pronargs - p.pronargdefaults AS least, p.pronargs AS most,
             p.provariadic <> 0 AS variadic,
             p.proargtypes::oid[]::int8[] AS takes,
             ARRAY[p.prorettype::int8] || coalesce(p.proallargtypes::oid[]::int8[], '{}') AS gives,
             e.extname AS extension,
             CASE WHEN l.lanname = 'sql' AND p.oid >= ${firstUserId} ${source} THEN p.prosrc END AS source,
             CASE WHEN l.lanname = 'sql' AND p.oid >= ${firstUserId} THEN ${definition} END AS definition,
             CASE WHEN p.oid >= ${firstUserId} AND a.aggfnoid IS NOT NULL THEN array_remove(ARRAY[
               a.aggtransfn, a.aggfinalfn, a.aggcombinefn, a.aggserialfn, a.aggdeserialfn,
               a.aggmtransfn, a.aggminvtransfn, a.aggmfinalfn]::oid[]::int8[], 0::int8) ELSE '{}' END AS parts
      FROM function_id
      JOIN pg_proc p USING (oid)
      JOIN pg_namespace n ON n.oid = p.pronamespace
      JOIN pg_language l ON l.oid = p.prolang
      LEFT JOIN pg_aggregate a ON a.aggfnoid = p.oid
      LEFT JOIN pg_depend d
        ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e' AND p.oid >= ${firstUserId}
      LEFT JOIN pg_extension e ON e.oid = d.refobjid)`;
}

/** Operators of the system are made of harmless functions. */
function operators(request: CatalogRequest): string {
  return `
      SELECT DISTINCT o.oid::int8 AS id, n.nspname AS schema, o.oprname AS name, o.oprcode::oid::int8 AS function
      FROM ${asked(request.operators)}
      JOIN pg_operator o ON o.oprname = a.name::name
      JOIN pg_namespace n ON n.oid = o.oprnamespace AND n.nspname = ANY (a.schemas::name[])
      LEFT JOIN own_function f ON f.oid = o.oprcode
      WHERE (o.oid >= ${firstUserId} OR o.oprcode >= ${firstUserId}) AND NOT coalesce(f.machinery, false)`;
}

function types(request: CatalogRequest, major: number): string {
  const multirange = major >= 14 ? 'r.rngmultitypid' : '0';
  const ofMultirange = major >= 14 ? `OR r.rngmultitypid = t.oid` : '';
  const subscript = major >= 14 ? ', t.typsubscript' : '';
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
                 UNION ALL SELECT unnest(ARRAY[r.rngsubtype, r.rngtypid, ${multirange}]::int8[]) FROM pg_range r
                 WHERE r.rngtypid = t.oid ${ofMultirange}) x
               WHERE part <> 0) ELSE array_remove(ARRAY[t.typelem::int8], 0::int8) END AS parts,
             ARRAY(SELECT c.attname::text FROM pg_attribute c WHERE c.attrelid = t.typrelid AND t.typrelid <> 0
                   AND t.oid >= ${firstUserId} AND c.attnum > 0 AND NOT c.attisdropped ORDER BY 1) AS columns,
             ARRAY(SELECT pg_get_expr(c.conbin, 0) FROM pg_constraint c
                   WHERE c.contypid = t.oid AND c.conbin IS NOT NULL ORDER BY c.oid) AS checks,
             ARRAY(SELECT DISTINCT f.oid::int8 FROM own_function f WHERE NOT f.machinery AND (
                     f.oid IN (t.typinput, t.typoutput, t.typmodin, t.typmodout${subscript})
                     OR f.oid IN (SELECT unnest(ARRAY[r.rngcanonical, r.rngsubdiff]::oid[]) FROM pg_range r
                                  WHERE r.rngtypid = t.oid))
                   ORDER BY 1) AS machinery
      FROM type_id
      JOIN pg_type t USING (oid)
      JOIN pg_namespace n ON n.oid = t.typnamespace)`;
}

/** The first of the name along the path, and all that inherit from it. */
function relations(request: CatalogRequest, major: number): string {
  const usesOwn = (catalog: string, id: string) => `EXISTS (
        SELECT FROM pg_depend d WHERE d.classid = '${catalog}'::regclass AND d.objid = ${id}
        AND d.refclassid IN ('pg_proc'::regclass, 'pg_operator'::regclass))`;
  const statistics =
    major >= 14
      ? `UNION ALL SELECT 'SELECT ' || pg_get_expr(s.stxexprs, c.oid) FROM pg_statistic_ext s
         WHERE s.stxrelid = c.oid AND s.stxexprs IS NOT NULL AND ${usesOwn('pg_statistic_ext', 's.oid')}`
      : '';
  return `
    named_relation AS (
      SELECT DISTINCT ON (a.name, a.schemas) c.oid
      FROM ${asked(request.relations)}
      JOIN pg_class c ON c.relname = a.name::name
      JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = ANY (a.schemas::name[])
      ORDER BY a.name, a.schemas, array_position(a.schemas, n.nspname::text)),
    relation_id AS (
      SELECT oid, false AS inherited FROM named_relation
      UNION SELECT i.inhrelid, true FROM relation_id r JOIN pg_inherits i ON i.inhparent = r.oid),
    relation_row AS (
      SELECT c.oid::int8 AS id, n.nspname AS schema, c.relname AS name, c.relkind AS kind, r.inherited,
             (SELECT w.fdwname FROM pg_foreign_table t JOIN pg_foreign_server s ON s.oid = t.ftserver
              JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw WHERE t.ftrelid = c.oid) AS wrapper,
             CASE WHEN c.relkind = 'v' AND c.oid >= ${firstUserId} THEN pg_get_viewdef(c.oid) END AS view,
             ARRAY(SELECT b.attname::text FROM pg_attribute b WHERE b.attrelid = c.oid AND b.attnum > 0
                   AND NOT b.attisdropped AND c.oid >= ${firstUserId} ORDER BY 1) AS columns,
             ARRAY(SELECT DISTINCT x FROM (
                     SELECT b.atttypid::int8 AS x FROM pg_attribute b
                     WHERE b.attrelid = c.oid AND b.attnum > 0 AND NOT b.attisdropped
                     UNION ALL SELECT c.reltype::int8) y WHERE x >= ${firstUserId} ORDER BY 1) AS types,
             ARRAY(SELECT 'SELECT ' || x FROM (
                     SELECT p.oid, unnest(ARRAY[pg_get_expr(p.polqual, c.oid), pg_get_expr(p.polwithcheck, c.oid)]) AS x
                     FROM pg_policy p WHERE p.polrelid = c.oid AND c.relrowsecurity) y
                   WHERE x IS NOT NULL ORDER BY oid, x) AS policies,
             ARRAY(SELECT 'SELECT ' || pg_get_expr(d.adbin, c.oid) FROM pg_attrdef d
                   JOIN pg_attribute b ON b.attrelid = c.oid AND b.attnum = d.adnum
                   WHERE d.adrelid = c.oid AND b.attgenerated = 'v' ORDER BY d.oid) AS computed,
             ARRAY(SELECT x FROM (
                     SELECT unnest(ARRAY['SELECT ' || pg_get_expr(i.indexprs, c.oid),
                                         'SELECT ' || pg_get_expr(i.indpred, c.oid)]) AS x FROM pg_index i
                     WHERE i.indrelid = c.oid AND (i.indexprs IS NOT NULL OR i.indpred IS NOT NULL)
                       AND ${usesOwn('pg_class', 'i.indexrelid')}
                     UNION ALL SELECT 'SELECT ' || pg_get_expr(k.conbin, c.oid) FROM pg_constraint k
                     WHERE k.conrelid = c.oid AND k.conbin IS NOT NULL AND ${usesOwn('pg_constraint', 'k.oid')}
                     UNION ALL SELECT 'SELECT ' || pg_get_expr(q.partexprs, c.oid) FROM pg_partitioned_table q
                     WHERE q.partrelid = c.oid AND q.partexprs IS NOT NULL AND ${usesOwn('pg_class', 'c.oid')}
                     ${statistics}) y
                   WHERE x IS NOT NULL ORDER BY x) AS planned,
             ARRAY(SELECT 'SELECT ' || pg_get_expr(d.adbin, c.oid) FROM pg_attrdef d
                   WHERE d.adrelid = c.oid ORDER BY d.oid) AS defaults,
             ARRAY(SELECT pg_get_ruledef(w.oid) FROM pg_rewrite w WHERE w.ev_class = c.oid AND w.ev_type <> '1'
                   AND c.oid >= ${firstUserId} ORDER BY w.oid) AS rules
      FROM (SELECT oid, bool_and(inherited) AS inherited FROM relation_id GROUP BY oid) r
      JOIN pg_class c USING (oid)
      JOIN pg_namespace n ON n.oid = c.relnamespace)`;
}

/** Casts and comparisons whose function no extension brought. */
const hidden = `
      SELECT 'cast' AS what, c.castsource::int8 AS "from", c.casttarget::int8 AS "to", c.castcontext AS context,
             c.castfunc::int8 AS function
      FROM pg_cast c LEFT JOIN own_function f ON f.oid = c.castfunc
      WHERE c.oid >= ${firstUserId} AND c.castfunc <> 0 AND NOT coalesce(f.machinery, false)
      UNION SELECT 'comparison', p.amproclefttype::int8, p.amprocrighttype::int8, 'i', p.amproc::oid::int8
      FROM pg_amproc p JOIN own_function f ON f.oid = p.amproc
      WHERE NOT f.machinery
        AND EXISTS (SELECT FROM pg_opclass c WHERE c.opcfamily = p.amprocfamily AND c.opcdefault)
      UNION SELECT 'comparison', m.amoplefttype::int8, m.amoprighttype::int8, 'i', o.oprcode::oid::int8
      FROM pg_amop m JOIN pg_operator o ON o.oid = m.amopopr JOIN own_function f ON f.oid = o.oprcode
      WHERE NOT f.machinery
        AND EXISTS (SELECT FROM pg_opclass c WHERE c.opcfamily = m.amopfamily AND c.opcdefault)`;
