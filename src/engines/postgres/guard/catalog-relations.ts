import { asked, isTouched, usedBy } from './catalog-functions.ts';
import { type CatalogRequest, firstUserId } from './catalog-rows.ts';

/** The first of the name along the path, and all that inherit from it. */
export function relationRows(request: CatalogRequest, major: number): string {
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
              JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw WHERE t.ftrelid = c.oid
              AND NOT array_to_string(coalesce(t.ftoptions || s.srvoptions, t.ftoptions, s.srvoptions, '{}'), ',') ~ 'use_remote_estimate')
              AS wrapper,
             CASE WHEN c.relkind = 'v' AND (c.oid >= ${firstUserId} OR EXISTS (
                 SELECT FROM pg_rewrite w WHERE w.ev_class = c.oid AND (w.oid >= ${firstUserId} OR ${isTouched('w')})))
               THEN pg_get_viewdef(c.oid) END AS view,
             ARRAY(SELECT b.attname::text FROM pg_attribute b WHERE b.attrelid = c.oid AND b.attnum > 0
                   AND NOT b.attisdropped AND c.oid >= ${firstUserId} ORDER BY 1) AS columns,
             ARRAY(SELECT DISTINCT x FROM (
                     SELECT b.atttypid::int8 AS x FROM pg_attribute b
                     WHERE b.attrelid = c.oid AND b.attnum > 0 AND NOT b.attisdropped
                     UNION ALL SELECT c.reltype::int8) y WHERE x >= ${firstUserId} ORDER BY 1) AS types,
             c.relrowsecurity AND row_security_active(c.oid) AS policed,
             ARRAY(SELECT 'SELECT ' || x FROM (
                     SELECT p.oid, unnest(ARRAY[pg_get_expr(p.polqual, c.oid), pg_get_expr(p.polwithcheck, c.oid)]) AS x
                     FROM pg_policy p WHERE p.polrelid = c.oid AND c.relrowsecurity) y
                   WHERE x IS NOT NULL ORDER BY oid, x) AS policies,
             ARRAY(SELECT DISTINCT u.used FROM pg_policy p CROSS JOIN LATERAL (${usedBy('pg_policy', 'p.oid')}) u
                   WHERE p.polrelid = c.oid AND c.relrowsecurity ORDER BY 1) AS "policyUses",
             ARRAY(SELECT 'SELECT ' || pg_get_expr(d.adbin, c.oid) FROM pg_attrdef d
                   JOIN pg_attribute b ON b.attrelid = c.oid AND b.attnum = d.adnum
                   WHERE d.adrelid = c.oid AND b.attgenerated = 'v' ORDER BY d.oid) AS computed,
             ARRAY(SELECT DISTINCT u.used FROM (
                     SELECT u.used FROM pg_rewrite w CROSS JOIN LATERAL (${usedBy('pg_rewrite', 'w.oid')}) u
                     WHERE w.ev_class = c.oid AND w.ev_type = '1' AND c.relkind = 'v'
                     UNION ALL SELECT u.used FROM pg_attrdef k
                     JOIN pg_attribute b ON b.attrelid = c.oid AND b.attnum = k.adnum AND b.attgenerated = 'v'
                     CROSS JOIN LATERAL (${usedBy('pg_attrdef', 'k.oid')}) u
                     WHERE k.adrelid = c.oid) u ORDER BY 1) AS uses,
             ARRAY(SELECT DISTINCT o.opcfamily::int8 FROM pg_opclass o WHERE o.oid IN (
                     SELECT unnest(i.indclass) FROM pg_index i WHERE i.indrelid = c.oid
                     UNION ALL SELECT unnest(q.partclass) FROM pg_partitioned_table q WHERE q.partrelid = c.oid)
                   ORDER BY 1) AS families,
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
                   WHERE d.adrelid = c.oid ORDER BY d.oid)
               || ARRAY(SELECT 'SELECT ' || pg_get_expr(t.typdefaultbin, 0) FROM pg_attribute b
                   JOIN pg_type t ON t.oid = b.atttypid WHERE b.attrelid = c.oid AND b.attnum > 0
                   AND t.oid >= ${firstUserId} AND t.typdefaultbin IS NOT NULL ORDER BY b.attnum) AS defaults,
             ARRAY(SELECT pg_get_ruledef(w.oid) FROM pg_rewrite w WHERE w.ev_class = c.oid AND w.ev_type <> '1'
                   AND c.oid >= ${firstUserId} ORDER BY w.oid) AS rules
      FROM (SELECT oid, bool_and(inherited) AS inherited FROM relation_id GROUP BY oid) r
      JOIN pg_class c USING (oid)
      JOIN pg_namespace n ON n.oid = c.relnamespace)`;
}
