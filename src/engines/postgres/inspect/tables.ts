import type { Row } from '#contracts/session.ts';
import type { Table } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import { ofUser } from './conditions.ts';
import { list, number, optional, queryText, text, texts } from './rows.ts';
import type { TableSize } from './sizes.ts';

/**
 * Tables, partitions, foreign tables and materialized views.
 * https://www.postgresql.org/docs/18/catalog-pg-class.html https://www.postgresql.org/docs/18/catalog-pg-inherits.html
 */
export const tableQuery = `
  SELECT format('%s', c.oid) AS id, n.nspname AS schema, c.relname AS name, c.relkind AS kind, c.relpersistence AS persistence,
         c.relrowsecurity AS row_security, c.reloptions AS options, c.relispartition AS is_partition,
         CASE WHEN c.reltuples >= 0 AND (c.reltuples > 0 OR c.relpages > 0 OR int4in(textout(current_setting('server_version_num'))) >= 140000)
              THEN c.reltuples END AS rows,
         CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END AS bound,
         CASE c.relkind WHEN 'p' THEN pg_get_partkeydef(c.oid) END AS partition_key,
         CASE c.relkind WHEN 'm' THEN pg_get_viewdef(c.oid) END AS definition,
         obj_description(c.oid, 'pg_class') AS comment,
         (SELECT json_agg(json_build_object('schema', pn.nspname, 'table', p.relname) ORDER BY i.inhseqno)
            FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent JOIN pg_namespace pn ON pn.oid = p.relnamespace
           WHERE i.inhrelid = c.oid) AS parents
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relkind IN ('r', 'p', 'f', 'm') AND c.relpersistence <> 't' AND ${ofUser('c', 'pg_class')}
   ORDER BY n.nspname, c.relname`;

/**
 * One row a table. to_jsonb reads fields that older servers do not have.
 * https://www.postgresql.org/docs/18/catalog-pg-attribute.html
 */
export const columnQuery = `
  SELECT format('%s', a.attrelid) AS id,
         json_agg(json_build_object(
           'name', a.attname,
           'type', format_type(a.atttypid, a.atttypmod),
           'nullable', NOT (a.attnotnull OR (t.typtype = 'd' AND t.typnotnull)),
           'expression', pg_get_expr(d.adbin, d.adrelid),
           'identity', a.attidentity,
           'generated', a.attgenerated,
           'collation', CASE WHEN a.attcollation <> 0 AND a.attcollation <> t.typcollation
                             THEN format('%s', a.attcollation::regcollation) END,
           'comment', col_description(a.attrelid, a.attnum)) ORDER BY a.attnum) AS columns
    FROM pg_attribute a
    JOIN pg_class c ON c.oid = a.attrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_type t ON t.oid = a.atttypid
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
   WHERE a.attnum > 0 AND NOT a.attisdropped
     AND c.relkind IN ('r', 'p', 'f', 'm') AND c.relpersistence <> 't' AND ${ofUser('c', 'pg_class')}
   GROUP BY a.attrelid`;

/**
 * One row a table. The copies of a foreign key that PostgreSQL keeps for the partitions of the referenced table are
 * its own affair. https://www.postgresql.org/docs/18/catalog-pg-constraint.html
 */
export const constraintQuery = `
  SELECT format('%s', k.conrelid) AS id,
         json_agg(json_build_object(
           'name', k.conname, 'kind', k.contype, 'validated', k.convalidated,
           'definition', pg_get_constraintdef(k.oid),
           'comment', obj_description(k.oid, 'pg_constraint'),
           'columns', (SELECT json_agg(a.attname ORDER BY u.at) FROM unnest(k.conkey) WITH ORDINALITY u (number, at)
                         JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.number),
           'references', CASE WHEN k.contype = 'f' THEN json_build_object(
             'schema', fn.nspname, 'table', f.relname,
             'columns', (SELECT json_agg(a.attname ORDER BY u.at) FROM unnest(k.confkey) WITH ORDINALITY u (number, at)
                           JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.number),
             'onDelete', k.confdeltype, 'onUpdate', k.confupdtype) END) ORDER BY k.contype, k.conname) AS constraints
    FROM pg_constraint k
    JOIN pg_class c ON c.oid = k.conrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_class f ON f.oid = k.confrelid
    LEFT JOIN pg_namespace fn ON fn.oid = f.relnamespace
   WHERE k.contype IN ('p', 'u', 'f', 'c', 'x', 'n') AND c.relpersistence <> 't' AND ${ofUser('c', 'pg_class')}
     AND NOT EXISTS (SELECT FROM pg_constraint above
                      WHERE above.oid = k.conparentid AND above.conrelid = k.conrelid AND k.contype = 'f')
   GROUP BY k.conrelid`;

interface TableRows {
  readonly tables: readonly Row[];
  readonly columns: readonly Row[];
  readonly constraints: readonly Row[];
  /** By the table's oid. */
  readonly indexes: ReadonlyMap<string, readonly IndexDefinition[]>;
  readonly sizes: ReadonlyMap<string, TableSize>;
}

export function tablesOf(rows: TableRows): readonly Table[] {
  const columns = new Map(rows.columns.map((row) => [row['id'], list(row['columns']).map(columnOf)]));
  const constraints = new Map(rows.constraints.map((row) => [row['id'], list(row['constraints']).map(constraintOf)]));
  return rows.tables.map((row) => {
    const parents = list(row['parents']).map((parent) => ({
      schema: String(parent['schema']),
      table: String(parent['table']),
    }));
    const isPartition = row['is_partition'] === true;
    return {
      schema: String(row['schema']),
      name: String(row['name']),
      kind: tableKinds[String(row['kind'])] ?? 'table',
      columns: columns.get(row['id']) ?? [],
      constraints: constraints.get(row['id']) ?? [],
      indexes: [...(rows.indexes.get(String(row['id'])) ?? [])],
      persistence: row['persistence'] === 'u' ? 'unlogged' : 'permanent',
      rowSecurity: row['row_security'] === true,
      options: texts(row['options']),
      inherits: isPartition ? [] : parents,
      ...(isPartition && parents[0] ? { partitionOf: { ...parents[0], bound: String(row['bound']) } } : {}),
      ...text('partitionKey', row['partition_key']),
      ...(row['definition'] === null ? {} : { definition: queryText(row['definition']) }),
      ...number('rows', row['rows']),
      ...optional('bytes', rows.sizes.get(String(row['id']))),
      ...text('comment', row['comment']),
    };
  });
}

const tableKinds: Readonly<Record<string, Table['kind']>> = {
  r: 'table',
  p: 'partitioned',
  f: 'foreign',
  m: 'materialized-view',
};

function columnOf(row: Row): Table['columns'][number] {
  const generated = row['generated'] === 's' || row['generated'] === 'v';
  return {
    name: String(row['name']),
    type: String(row['type']),
    nullable: row['nullable'] === true,
    ...text(generated ? 'generated' : 'default', row['expression']),
    ...(generated ? { generatedKind: row['generated'] === 'v' ? ('virtual' as const) : ('stored' as const) } : {}),
    ...(row['identity'] === 'a' ? { identity: 'always' as const } : {}),
    ...(row['identity'] === 'd' ? { identity: 'by-default' as const } : {}),
    ...text('collation', row['collation']),
    ...text('comment', row['comment']),
  };
}

const constraintKinds: Readonly<Record<string, Table['constraints'][number]['kind']>> = {
  p: 'primary-key',
  u: 'unique',
  f: 'foreign-key',
  c: 'check',
  x: 'exclusion',
  n: 'not-null',
};
const actions: Readonly<Record<string, string>> = {
  a: 'NO ACTION',
  r: 'RESTRICT',
  c: 'CASCADE',
  n: 'SET NULL',
  d: 'SET DEFAULT',
};

function constraintOf(row: Row): Table['constraints'][number] {
  const [references] = list([row['references']]);
  return {
    name: String(row['name']),
    kind: constraintKinds[String(row['kind'])] ?? 'check',
    columns: texts(row['columns']),
    definition: String(row['definition']),
    validated: row['validated'] === true,
    ...(references === undefined
      ? {}
      : {
          references: {
            schema: String(references['schema']),
            table: String(references['table']),
            columns: texts(references['columns']),
            onDelete: actions[String(references['onDelete'])] ?? 'NO ACTION',
            onUpdate: actions[String(references['onUpdate'])] ?? 'NO ACTION',
          },
        }),
    ...text('comment', row['comment']),
  };
}
