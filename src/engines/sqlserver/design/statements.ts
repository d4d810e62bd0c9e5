import type { Dialect } from '#analysis/physical-design/dialect.ts';
import { loadingOrder } from '#engines/sql/design/loading-order.ts';
import { quoteIdentifier as q, quoteLiteral } from '#engines/sqlserver/quote.ts';
import type { Column, Constraint, Table } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import { shaped } from './shape.ts';

type Made = ReturnType<Dialect['statements']>[number];

/** DDL in an order that runs: tables with their rules, late foreign keys, indexes, triggers, comments. */
export function sqlserverStatements({
  tables,
  objects,
  native,
  after = [],
}: Parameters<Dialect['statements']>[0]): readonly Made[] {
  const { order, late } = loadingOrder(shaped(tables).tables);
  return [
    ...native.map((text) => ({ of: 'a statement of the model', text })),
    ...order.map((table) => tableStatement(table, late)),
    ...late.map(({ table, constraint }) => ({
      of: `constraint ${constraint.name}`,
      text: `ALTER TABLE ${q(table)} ADD CONSTRAINT ${q(constraint.name)} ${constraint.definition}`,
      undo: `ALTER TABLE ${q(table)} DROP CONSTRAINT ${q(constraint.name)}`,
    })),
    ...order.flatMap(({ indexes }) => indexes.map(indexStatement)),
    ...objects.map((one) => ({
      of: `trigger ${one.name}`,
      text: one.definition,
      undo: `DROP TRIGGER ${q(one.name)}`,
    })),
    ...order.flatMap(comments),
    ...after.map((text) => ({ of: 'a statement of the imported schema', text })),
  ];
}

function tableStatement(table: Table, late: readonly { readonly constraint: Constraint }[]): Made {
  const lines = [
    ...table.columns.map((column) => columnText(column, table)),
    ...table.constraints
      .filter((constraint) => !late.some((one) => one.constraint === constraint))
      .map(({ name, definition }) => `CONSTRAINT ${q(name)} ${definition}`),
  ];
  return {
    of: `table ${table.name}`,
    text: `CREATE TABLE ${q(table.name)} (\n${lines.map((line) => `  ${line}`).join(',\n')}\n)`,
    undo: `DROP TABLE ${q(table.name)}`,
  };
}

function columnText(column: Column, table: Table): string {
  const { name, type, collation, identity, generated, nullable } = column;
  if (generated !== undefined && column.generatedKind === 'virtual') return `${q(name)} AS (${generated})`;
  if (generated !== undefined) return `${q(name)} AS (${generated}) PERSISTED${nullable ? '' : ' NOT NULL'}`;
  return [
    q(name),
    type,
    collation === undefined ? '' : `COLLATE ${collation}`,
    identity === undefined ? '' : 'IDENTITY(1,1)',
    nullable ? 'NULL' : 'NOT NULL',
    // Named, or dropping it needs a look into the catalog first.
    column.default === undefined
      ? ''
      : `CONSTRAINT ${q(`df_${table.name}_${name}`.slice(0, 128))} DEFAULT ${column.default}`,
  ]
    .filter((word) => word !== '')
    .join(' ');
}

function indexStatement(index: IndexDefinition): Made {
  const keys = index.keys.map(({ column, direction }) => `${q(column ?? '')}${direction === 'desc' ? ' DESC' : ''}`);
  return {
    of: `index ${index.name}`,
    text: [
      `CREATE ${index.unique ? 'UNIQUE ' : ''}${index.method === 'clustered' ? 'CLUSTERED' : 'NONCLUSTERED'} INDEX ${q(index.name)} ON ${q(index.table)} (${keys.join(', ')})`,
      index.include.length === 0 ? '' : `INCLUDE (${index.include.map(q).join(', ')})`,
      index.predicate === undefined ? '' : `WHERE ${index.predicate}`,
    ]
      .filter((word) => word !== '')
      .join(' '),
    undo: `DROP INDEX ${q(index.name)} ON ${q(index.table)}`,
  };
}

/** https://learn.microsoft.com/sql/relational-databases/system-stored-procedures/sp-addextendedproperty-transact-sql */
function comments(table: Table): readonly Made[] {
  const on = (text: string, column: string | undefined): Made => ({
    of: 'a comment',
    text: [
      `EXEC sys.sp_addextendedproperty @name = 'MS_Description', @value = ${quoteLiteral(text.slice(0, 3750))}`,
      `@level0type = 'SCHEMA', @level0name = ${quoteLiteral(table.schema)}`,
      `@level1type = 'TABLE', @level1name = ${quoteLiteral(table.name)}`,
      ...(column === undefined ? [] : [`@level2type = 'COLUMN', @level2name = ${quoteLiteral(column)}`]),
    ].join(', '),
  });
  return [
    ...(table.comment === undefined ? [] : [on(table.comment, undefined)]),
    ...table.columns.flatMap(({ name, comment }) => (comment === undefined ? [] : [on(comment, name)])),
  ];
}
