import { ofUser } from './conditions.ts';

/**
 * Enums, domains, composite types and ranges, oldest first, each with the statement that makes it.
 * to_jsonb reads fields that older servers do not have.
 * https://www.postgresql.org/docs/18/catalog-pg-type.html https://www.postgresql.org/docs/18/sql-createtype.html
 */
export const typeQuery = `
  SELECT CASE t.typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' WHEN 'c' THEN 'composite' ELSE 'range' END AS kind,
         n.nspname AS schema, t.typname AS name, NULL AS table,
         CASE t.typtype
           WHEN 'e' THEN format('CREATE TYPE %I.%I AS ENUM (%s)', n.nspname, t.typname,
             (SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder)
                FROM pg_enum e WHERE e.enumtypid = t.oid))
           WHEN 'd' THEN format('CREATE DOMAIN %I.%I AS %s%s%s%s%s', n.nspname, t.typname,
             format_type(t.typbasetype, t.typtypmod),
             (SELECT format(' COLLATE %s', t.typcollation::regcollation) FROM pg_type b
               WHERE b.oid = t.typbasetype AND t.typcollation <> 0 AND t.typcollation <> b.typcollation),
             ' DEFAULT ' || t.typdefault,
             CASE WHEN t.typnotnull THEN ' NOT NULL' END,
             (SELECT string_agg(format(' CONSTRAINT %I %s', k.conname, pg_get_constraintdef(k.oid)), '' ORDER BY k.conname)
                FROM pg_constraint k WHERE k.contypid = t.oid AND k.contype = 'c'))
           WHEN 'c' THEN format('CREATE TYPE %I.%I AS (%s)', n.nspname, t.typname,
             (SELECT string_agg(format('%I %s%s', a.attname, format_type(a.atttypid, a.atttypmod),
                       (SELECT format(' COLLATE %s', a.attcollation::regcollation) FROM pg_type b
                         WHERE b.oid = a.atttypid AND a.attcollation <> 0 AND a.attcollation <> b.typcollation)), ', '
                     ORDER BY a.attnum)
                FROM pg_attribute a WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped))
           ELSE (SELECT format('CREATE TYPE %I.%I AS RANGE (SUBTYPE = %s, SUBTYPE_OPCLASS = %I.%I%s%s%s)',
                        n.nspname, t.typname, format_type(r.rngsubtype, NULL), opn.nspname, op.opcname,
                        CASE WHEN r.rngcollation <> 0 THEN format(', COLLATION = %s', r.rngcollation::regcollation) END,
                        CASE WHEN r.rngsubdiff <> 0 THEN format(', SUBTYPE_DIFF = %s', r.rngsubdiff) END,
                        (SELECT format(', MULTIRANGE_TYPE_NAME = %I.%I', mn.nspname, m.typname)
                           FROM pg_type m JOIN pg_namespace mn ON mn.oid = m.typnamespace
                          WHERE m.oid = oidin(textout(to_jsonb(r) ->> 'rngmultitypid'))))
                   FROM pg_range r JOIN pg_opclass op ON op.oid = r.rngsubopc
                   JOIN pg_namespace opn ON opn.oid = op.opcnamespace WHERE r.rngtypid = t.oid)
         END AS definition,
         obj_description(t.oid, 'pg_type') AS comment
    FROM pg_type t
    JOIN pg_namespace n ON n.oid = t.typnamespace
    LEFT JOIN pg_class c ON c.oid = t.typrelid
   WHERE t.typtype IN ('e', 'd', 'r', 'c') AND (t.typtype <> 'c' OR c.relkind = 'c') AND ${ofUser('t', 'pg_type')}
   ORDER BY t.oid`;
