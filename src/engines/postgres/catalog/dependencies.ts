/**
 * What needs what, one row for all needs of a thing. Addresses are `catalog:oid:column`; what the server brings itself
 * (oids below 16384) is always there. https://www.postgresql.org/docs/18/catalog-pg-depend.html
 */
export const dependencyQuery = `
  SELECT json_build_object('at', format('%s:%s:%s', d.classid::regclass, d.objid, d.objsubid),
           'on', json_agg(DISTINCT format('%s:%s:%s', d.refclassid::regclass, d.refobjid, d.refobjsubid))) AS item
    FROM pg_depend d
   WHERE d.objid >= 16384 AND (d.refobjid >= 16384 OR d.refclassid = 'pg_namespace'::regclass)
     AND d.deptype IN ('n', 'a', 'i', 'P', 'S')
   GROUP BY d.classid, d.objid, d.objsubid`;

/** What belongs to an extension: needing it is needing the extension. */
export const memberQuery = `
  SELECT json_build_object('to', format('pg_extension:%s:0', d.refobjid),
           'of', json_agg(format('%s:%s:0', d.classid::regclass, d.objid))) AS item
    FROM pg_depend d
   WHERE d.deptype = 'e' AND d.refclassid = 'pg_extension'::regclass
   GROUP BY d.refobjid`;

/**
 * Things that stand for others: an array for its elements' type, a row type for its table, the rule of a view for the
 * view, a constraint's index for the constraint, an identity's sequence and a generated column's expression for the column.
 */
export const aliasQuery = `
  SELECT json_build_object('from', format('pg_type:%s:0', t.typarray), 'to', format('pg_type:%s:0', t.oid)) AS item
    FROM pg_type t WHERE t.typarray >= 16384
  UNION ALL
  SELECT json_build_object('from', format('pg_type:%s:0', t.oid), 'to', format('pg_class:%s:0', c.oid))
    FROM pg_type t JOIN pg_class c ON c.oid = t.typrelid WHERE t.oid >= 16384 AND c.relkind <> 'c'
  UNION ALL
  SELECT json_build_object('from', format('pg_class:%s:0', c.oid), 'to', format('pg_type:%s:0', t.oid))
    FROM pg_type t JOIN pg_class c ON c.oid = t.typrelid WHERE t.oid >= 16384 AND c.relkind = 'c'
  UNION ALL
  SELECT json_build_object('from', format('pg_type:%s:0', to_jsonb(r) ->> 'rngmultitypid'), 'to', format('pg_type:%s:0', r.rngtypid))
    FROM pg_range r WHERE r.rngtypid >= 16384 AND to_jsonb(r) ->> 'rngmultitypid' IS NOT NULL
  UNION ALL
  SELECT json_build_object('from', format('pg_rewrite:%s:0', w.oid), 'to', format('pg_class:%s:0', w.ev_class))
    FROM pg_rewrite w WHERE w.oid >= 16384 AND w.rulename = '_RETURN'
  UNION ALL
  SELECT json_build_object('from', format('pg_class:%s:0', k.conindid), 'to', format('pg_constraint:%s:0', k.oid))
    FROM pg_constraint k WHERE k.oid >= 16384 AND k.contype IN ('p', 'u', 'x') AND k.conindid <> 0
  UNION ALL
  SELECT json_build_object('from', format('pg_constraint:%s:0', k.oid), 'to', format('pg_class:%s:%s', k.conrelid, k.conkey[1]))
    FROM pg_constraint k WHERE k.oid >= 16384 AND k.contype = 'n' AND k.conrelid <> 0
  UNION ALL
  SELECT json_build_object('from', format('pg_attrdef:%s:0', f.oid), 'to', format('pg_class:%s:%s', f.adrelid, f.adnum))
    FROM pg_attrdef f WHERE f.oid >= 16384
  UNION ALL
  SELECT json_build_object('from', format('%s:%s:0', d.classid::regclass, d.objid),
                           'to', format('%s:%s:%s', d.refclassid::regclass, d.refobjid, d.refobjsubid))
    FROM pg_depend d
   WHERE d.deptype = 'i' AND d.objid >= 16384
     AND (d.classid = 'pg_proc'::regclass OR d.classid = 'pg_class'::regclass AND d.refobjsubid > 0)`;
