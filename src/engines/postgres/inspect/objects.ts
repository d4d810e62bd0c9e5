import type { Row } from '#contracts/session.ts';
import { CatalogObject } from '#vocabulary/database-schema.ts';
import { attachedQuery } from './attached.ts';
import { ofUser } from './conditions.ts';
import { queryText, text } from './rows.ts';
import { typeQuery } from './types.ts';

/** Functions and procedures; aggregates have no printed definition and are named in `unread`. */
const routineQuery = `
  SELECT CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END AS kind,
         n.nspname AS schema, p.proname AS name, NULL AS table,
         CASE WHEN p.prokind <> 'a' THEN pg_get_functiondef(p.oid) END AS definition,
         obj_description(p.oid, 'pg_proc') AS comment
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
   WHERE ${ofUser('p', 'pg_proc')}
     AND NOT EXISTS (SELECT FROM pg_depend i
                      WHERE i.classid = 'pg_proc'::regclass AND i.objid = p.oid AND i.deptype = 'i')
   ORDER BY p.oid`;

/**
 * Sequences (those of identity columns come with the column), extensions and collations.
 * https://www.postgresql.org/docs/18/catalog-pg-sequence.html https://www.postgresql.org/docs/18/catalog-pg-collation.html
 */
const otherQuery = `
  SELECT 'sequence' AS kind, n.nspname AS schema, c.relname AS name, owner.name AS table,
         format('CREATE %sSEQUENCE %I.%I AS %s INCREMENT BY %s MINVALUE %s MAXVALUE %s START WITH %s CACHE %s%s',
                CASE c.relpersistence WHEN 'u' THEN 'UNLOGGED ' ELSE '' END, n.nspname, c.relname,
                format_type(s.seqtypid, NULL), s.seqincrement, s.seqmin, s.seqmax, s.seqstart, s.seqcache,
                CASE WHEN s.seqcycle THEN ' CYCLE' ELSE '' END) AS definition,
         obj_description(c.oid, 'pg_class') AS comment, c.oid AS id
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_sequence s ON s.seqrelid = c.oid
    LEFT JOIN LATERAL (SELECT t.relname AS name, d.deptype AS type FROM pg_depend d JOIN pg_class t ON t.oid = d.refobjid
                        WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.refobjsubid > 0
                          AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i') LIMIT 1) owner ON true
   WHERE c.relpersistence <> 't' AND owner.type IS DISTINCT FROM 'i' AND ${ofUser('c', 'pg_class')}
  UNION ALL
  SELECT 'extension', n.nspname, x.extname, NULL,
         format('CREATE EXTENSION IF NOT EXISTS %I SCHEMA %I VERSION %L', x.extname, n.nspname, x.extversion),
         obj_description(x.oid, 'pg_extension'), x.oid
    FROM pg_extension x JOIN pg_namespace n ON n.oid = x.extnamespace
  UNION ALL
  SELECT 'collation', n.nspname, c.collname, NULL,
         format('CREATE COLLATION %I.%I (PROVIDER = %s, %s%s%s)', n.nspname, c.collname,
                CASE c.collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END,
                coalesce(
                  'LOCALE = ' || quote_literal(coalesce(j ->> 'colllocale', j ->> 'colliculocale',
                                                        CASE c.collprovider WHEN 'i' THEN c.collcollate END)),
                  format('LC_COLLATE = %L, LC_CTYPE = %L', c.collcollate, c.collctype)),
                CASE WHEN c.collisdeterministic THEN '' ELSE ', DETERMINISTIC = false' END,
                ', RULES = ' || quote_literal(j ->> 'collicurules')),
         obj_description(c.oid, 'pg_collation'), c.oid
    FROM pg_collation c JOIN pg_namespace n ON n.oid = c.collnamespace CROSS JOIN LATERAL to_jsonb(c) j
   WHERE ${ofUser('c', 'pg_collation')}
   ORDER BY id`;

/** All give the same columns: kind, schema, name, table, definition, comment. */
export const objectQueries = {
  types: typeQuery,
  routines: routineQuery,
  attached: attachedQuery,
  others: otherQuery,
} as const;

interface Objects {
  readonly objects: readonly CatalogObject[];
  readonly unread: readonly string[];
}

/** In the order of their making within each group. */
export function objectsOf(rows: Readonly<Record<keyof typeof objectQueries, readonly Row[]>>): Objects {
  const all = [...rows.others, ...rows.types, ...rows.routines, ...rows.attached];
  const known = all.filter((row) => CatalogObject.unwrap().shape.kind.safeParse(row['kind']).success);
  const aggregates = all.filter((row) => row['kind'] === 'aggregate').map((row) => `${row['schema']}.${row['name']}`);
  return {
    objects: known.map((row) =>
      CatalogObject.parse({
        kind: row['kind'],
        schema: row['schema'],
        name: row['name'],
        ...text('table', row['table']),
        ...text('tableSchema', row['table_schema']),
        definition: queryText(row['definition']),
        ...text('comment', row['comment']),
      }),
    ),
    unread: aggregates.length === 0 ? [] : [`Aggregates are not read: ${aggregates.slice(0, 20).join(', ')}.`],
  };
}
