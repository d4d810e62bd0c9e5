import { ofUser } from '#engines/postgres/inspect/conditions.ts';
import { grantsSql } from './grants.ts';

const head = `'at', format('pg_type:%s:0', t.oid), 'schema', n.nspname, 'name', t.typname,
           'comment', obj_description(t.oid, 'pg_type'), 'grants', ${grantsSql('t.typacl', 'T', 't.typowner')}`;

/** https://www.postgresql.org/docs/18/catalog-pg-enum.html */
export const enumQuery = `
  SELECT json_build_object('kind', 'enum', ${head},
           'labels', (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid)) AS item
    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
   WHERE t.typtype = 'e' AND ${ofUser('t', 'pg_type')}`;

/** Types of several attributes; the row types of tables are the tables' own. */
export const compositeQuery = `
  SELECT json_build_object('kind', 'composite', ${head},
           'attributes', (SELECT json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
                'collation', (SELECT format('%s', a.attcollation::regcollation) FROM pg_type b
                               WHERE b.oid = a.atttypid AND a.attcollation <> 0 AND a.attcollation <> b.typcollation),
                'comment', col_description(a.attrelid, a.attnum)) ORDER BY a.attnum)
              FROM pg_attribute a WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped)) AS item
    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace JOIN pg_class c ON c.oid = t.typrelid
   WHERE t.typtype = 'c' AND c.relkind = 'c' AND ${ofUser('t', 'pg_type')}`;

/** https://www.postgresql.org/docs/18/catalog-pg-range.html */
export const rangeQuery = `
  SELECT json_build_object('kind', 'range', ${head},
           'definition', format('SUBTYPE = %s, SUBTYPE_OPCLASS = %I.%I%s%s%s',
             format_type(r.rngsubtype, NULL), opn.nspname, op.opcname,
             CASE WHEN r.rngcollation <> sub.typcollation THEN format(', COLLATION = %s', r.rngcollation::regcollation) END,
             CASE WHEN r.rngsubdiff <> 0 THEN format(', SUBTYPE_DIFF = %s', r.rngsubdiff) END,
             (SELECT format(', MULTIRANGE_TYPE_NAME = %I.%I', mn.nspname, m.typname)
                FROM pg_type m JOIN pg_namespace mn ON mn.oid = m.typnamespace
               WHERE m.oid = oidin(textout(to_jsonb(r) ->> 'rngmultitypid'))))) AS item
    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
    JOIN pg_range r ON r.rngtypid = t.oid
    JOIN pg_type sub ON sub.oid = r.rngsubtype
    JOIN pg_opclass op ON op.oid = r.rngsubopc
    JOIN pg_namespace opn ON opn.oid = op.opcnamespace
   WHERE t.typtype = 'r' AND ${ofUser('t', 'pg_type')}`;

/** https://www.postgresql.org/docs/18/sql-createdomain.html */
export const domainQuery = `
  SELECT json_build_object('kind', 'domain', ${head},
           'type', format_type(t.typbasetype, t.typtypmod),
           'collation', CASE WHEN t.typcollation <> 0 AND t.typcollation <> b.typcollation
                             THEN format('%s', t.typcollation::regcollation) END,
           'default', coalesce(pg_get_expr(t.typdefaultbin, 0), t.typdefault),
           'notNull', t.typnotnull) AS item
    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace JOIN pg_type b ON b.oid = t.typbasetype
   WHERE t.typtype = 'd' AND ${ofUser('t', 'pg_type')}`;

export const domainConstraintQuery = `
  SELECT json_build_object('at', format('pg_constraint:%s:0', k.oid), 'kind', 'domain-constraint',
           'schema', n.nspname, 'domain', t.typname, 'name', k.conname,
           'definition', pg_get_constraintdef(k.oid), 'validated', k.convalidated,
           'comment', obj_description(k.oid, 'pg_constraint')) AS item
    FROM pg_constraint k JOIN pg_type t ON t.oid = k.contypid JOIN pg_namespace n ON n.oid = t.typnamespace
   WHERE k.contype = 'c' AND ${ofUser('t', 'pg_type')}`;

/** https://www.postgresql.org/docs/18/catalog-pg-collation.html */
export const collationQuery = `
  SELECT json_build_object('at', format('pg_collation:%s:0', c.oid), 'kind', 'collation',
           'schema', n.nspname, 'name', c.collname,
           'definition', format('PROVIDER = %s, %s%s%s',
                CASE c.collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END,
                coalesce(
                  'LOCALE = ' || quote_literal(coalesce(j ->> 'colllocale', j ->> 'colliculocale',
                                                        CASE c.collprovider WHEN 'i' THEN c.collcollate END)),
                  format('LC_COLLATE = %L, LC_CTYPE = %L', c.collcollate, c.collctype)),
                CASE WHEN c.collisdeterministic THEN '' ELSE ', DETERMINISTIC = false' END,
                ', RULES = ' || quote_literal(j ->> 'collicurules')),
           'comment', obj_description(c.oid, 'pg_collation')) AS item
    FROM pg_collation c JOIN pg_namespace n ON n.oid = c.collnamespace CROSS JOIN LATERAL to_jsonb(c) j
   WHERE ${ofUser('c', 'pg_collation')}`;
