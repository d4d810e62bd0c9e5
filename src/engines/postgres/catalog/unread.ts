import type { Row } from '#contracts/session.ts';
import { list, texts } from '#engines/postgres/inspect/rows.ts';

const own = (alias: string, catalog: string) => `${alias}.oid >= 16384 AND NOT EXISTS (SELECT FROM pg_depend e
    WHERE e.classid = '${catalog}'::regclass AND e.objid = ${alias}.oid AND e.deptype IN ('e', 'i'))`;

const named = (kind: string, name: string, from: string, where: string) =>
  `SELECT '${kind}' AS kind, ${name} AS name FROM ${from} WHERE ${where}`;

/** Kinds that the catalog is not read for, by name: whoever compares must know that they are there. */
export const unreadQuery = `
  SELECT json_build_object('kind', found.kind, 'names', json_agg(found.name ORDER BY found.name)) AS item
    FROM (${[
      named(
        'cast',
        `format('%s AS %s', format_type(k.castsource, NULL), format_type(k.casttarget, NULL))`,
        'pg_cast k',
        own('k', 'pg_cast'),
      ),
      ...(
        [
          ['operator', 'pg_operator', 'oprnamespace', 'oprname'],
          ['operator class', 'pg_opclass', 'opcnamespace', 'opcname'],
          ['operator family', 'pg_opfamily', 'opfnamespace', 'opfname'],
          ['conversion', 'pg_conversion', 'connamespace', 'conname'],
          ['text search configuration', 'pg_ts_config', 'cfgnamespace', 'cfgname'],
          ['text search dictionary', 'pg_ts_dict', 'dictnamespace', 'dictname'],
          ['text search parser', 'pg_ts_parser', 'prsnamespace', 'prsname'],
          ['text search template', 'pg_ts_template', 'tmplnamespace', 'tmplname'],
        ] as const
      ).map(([kind, catalog, schema, name]) =>
        named(
          kind,
          `format('%I.%s', n.nspname, o.${name})`,
          `${catalog} o JOIN pg_namespace n ON n.oid = o.${schema}`,
          own('o', catalog),
        ),
      ),
      ...(
        [
          ['foreign-data wrapper', 'pg_foreign_data_wrapper', 'fdwname'],
          ['foreign server', 'pg_foreign_server', 'srvname'],
          ['publication', 'pg_publication', 'pubname'],
          ['procedural language', 'pg_language', 'lanname'],
          ['access method', 'pg_am', 'amname'],
        ] as const
      ).map(([kind, catalog, name]) => named(kind, `format('%s', o.${name})`, `${catalog} o`, own('o', catalog))),
      // Who is not a superuser sees no connection string of a subscription, but these columns.
      named(
        'subscription',
        `format('%s', s.subname)`,
        'pg_subscription s',
        's.subdbid = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())',
      ),
      named(
        'transform',
        `format('%s for %s', format_type(f.trftype, NULL), l.lanname)`,
        'pg_transform f JOIN pg_language l ON l.oid = f.trflang',
        own('f', 'pg_transform'),
      ),
      named(
        'foreign table',
        `format('%I.%I', n.nspname, c.relname)`,
        'pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace',
        `c.relkind = 'f' AND ${own('c', 'pg_class')}`,
      ),
      named(
        'base type',
        `format('%I.%I', n.nspname, t.typname)`,
        'pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace',
        `t.typtype IN ('b', 'p') AND NOT EXISTS (SELECT FROM pg_type el WHERE el.typarray = t.oid) AND ${own('t', 'pg_type')}`,
      ),
      named(
        'security label',
        `format('%s on %s %s', b.label, b.classoid::regclass, b.objoid)`,
        'pg_seclabel b',
        'b.objoid >= 16384',
      ),
    ].join('\n   UNION ALL\n   ')}) found
   GROUP BY found.kind ORDER BY found.kind`;

export function unreadOf(rows: readonly Row[]): readonly string[] {
  return rows.map((row) => {
    const [item] = list([row['item']]);
    const names = texts(item?.['names']);
    const more = names.length > 10 ? ` and ${names.length - 10} more` : '';
    return `Not read, kind "${String(item?.['kind'])}": ${names.slice(0, 10).join(', ')}${more}.`;
  });
}
