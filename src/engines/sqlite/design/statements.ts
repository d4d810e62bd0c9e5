import type { Dialect } from '#analysis/physical-design/dialect.ts';
import { loadingOrder } from '#engines/sql/design/loading-order.ts';
import { quoteIdentifier } from '#engines/sqlite/quote.ts';
import { indexDdl } from '#engines/sqlite/spell.ts';
import type { Column, Constraint, Table } from '#vocabulary/database-schema.ts';
import type { IndexDefinition, IndexKey } from '#vocabulary/index-definition.ts';
import { marks } from './sum-guards.ts';
import { wordsStatements } from './words-table.ts';

type Made = ReturnType<Dialect['statements']>[number];

/** DDL in an order that runs: tables with their rules, indexes, triggers. Tables may refer to later ones. */
export function sqliteStatements({
  tables,
  objects,
  native,
  after = [],
}: Parameters<Dialect['statements']>[0]): readonly Made[] {
  const needsMarks = [...objects.map(({ definition }) => definition), ...after].some((text) =>
    text.includes(` ${marks} `),
  );
  return [
    ...native.map((text) => ({ of: 'a statement of the model', text })),
    ...(needsMarks ? [marksTable] : []),
    ...loadingOrder(tables).order.map(tableStatement),
    ...tables.flatMap((table) =>
      [...table.indexes, ...nullIndexes(table)].flatMap((index) =>
        index.method === 'fts5' ? wordsStatements(table, index) : [indexStatement(index)],
      ),
    ),
    ...objects.map((one) => ({
      of: `trigger ${one.name}`,
      text: one.definition,
      undo: `DROP TRIGGER ${quoteIdentifier(one.name)}`,
    })),
    ...after.map((text) => ({ of: 'a statement of the imported schema', text })),
  ];
}

const marksTable: Made = {
  of: `table ${marks}`,
  text: `-- Holds a row only while a movement writes its level.\nCREATE TABLE ${marks} (\n  level TEXT NOT NULL PRIMARY KEY\n) STRICT, WITHOUT ROWID`,
  undo: `DROP TABLE ${marks}`,
};

/** Comments stand in the text, which SQLite keeps: what is inside of a statement is in sqlite_schema too. */
function tableStatement(table: Table): Made {
  const key = table.constraints.find(({ kind }) => kind === 'primary-key');
  const counted = table.columns.find(
    ({ name, identity }) => identity !== undefined && key?.columns.length === 1 && key.columns[0] === name,
  );
  const rules = table.constraints.filter(
    (one) => !isNullsEqual(one) && !(one.kind === 'primary-key' && counted !== undefined),
  );
  const lines = [
    ...table.columns.map((column) => ({
      text: columnText(column, column === counted, table.options),
      comment: column.comment,
    })),
    ...rules.map(({ name, definition }) => ({
      text: `CONSTRAINT ${quoteIdentifier(name)} ${definition}`,
      comment: undefined,
    })),
  ];
  const body = lines.map(({ text, comment }, at) => {
    const comma = at === lines.length - 1 ? '' : ',';
    return `  ${text}${comma}${comment === undefined ? '' : ` -- ${oneLine(comment)}`}`;
  });
  const about = table.comment === undefined ? [] : [`  -- ${oneLine(table.comment)}`];
  return {
    of: `table ${table.name}`,
    text: [`CREATE TABLE ${quoteIdentifier(table.name)} (`, ...about, ...body, `)${storage(table.options)}`].join('\n'),
    undo: `DROP TABLE ${quoteIdentifier(table.name)}`,
  };
}

/** STRICT, unless the schema that was read says otherwise. */
function storage(options: readonly string[]): string {
  const words = options.length === 0 ? ['STRICT'] : options.filter((one) => /^(?:STRICT|WITHOUT ROWID)$/.test(one));
  return words.length === 0 ? '' : ` ${words.join(', ')}`;
}

function columnText(column: Column, isCounted: boolean, options: readonly string[]): string {
  return [
    quoteIdentifier(column.name),
    column.type,
    isCounted ? `PRIMARY KEY${options.includes('AUTOINCREMENT') ? ' AUTOINCREMENT' : ''}` : '',
    column.collation === undefined ? '' : `COLLATE ${column.collation}`,
    column.generated === undefined
      ? ''
      : `GENERATED ALWAYS AS (${column.generated}) ${column.generatedKind === 'virtual' ? 'VIRTUAL' : 'STORED'}`,
    column.default === undefined ? '' : `DEFAULT ${column.default}`,
    column.nullable || isCounted ? '' : 'NOT NULL',
  ]
    .filter((word) => word !== '')
    .join(' ');
}

function isNullsEqual({ definition }: Constraint): boolean {
  return definition.startsWith('UNIQUE NULLS NOT DISTINCT');
}

/** SQLite tells two NULLs apart: an index over "is it NULL" and "what else is it" does not. */
function nullIndexes(table: Table): readonly IndexDefinition[] {
  return table.constraints.filter(isNullsEqual).map(({ name, columns }) => ({
    schema: table.schema,
    table: table.name,
    name,
    method: 'btree',
    unique: true,
    keys: columns.flatMap((column): IndexKey[] => {
      const isNullable = table.columns.find((one) => one.name === column)?.nullable === true;
      const plain = quoteIdentifier(column);
      return isNullable
        ? [
            { expression: `ifnull(${plain}, 0)`, direction: 'asc' },
            { expression: `${plain} IS NULL`, direction: 'asc' },
          ]
        : [{ column, direction: 'asc' }];
    }),
    include: [],
    valid: true,
  }));
}

function indexStatement(index: IndexDefinition): Made {
  const keys = index.keys.map((key) => (key.expression === '(true)' ? { ...key, expression: '(1)' } : key));
  return {
    of: `index ${index.name}`,
    text: indexDdl({ ...index, keys }),
    undo: `DROP INDEX ${quoteIdentifier(index.name)}`,
  };
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}
