import type { Dialect } from '#analysis/physical-design/dialect.ts';
import { quoteIdentifier, quoteLiteral } from '#engines/postgres/quote.ts';
import { loadingOrder } from '#engines/sql/design/loading-order.ts';
import type { Constraint, Table } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import { partStatement } from './monthly-parts.ts';

type Made = ReturnType<Dialect['statements']>[number];

/** DDL in an order that runs: extensions, functions, tables with their rules, late foreign keys, indexes, triggers, views. */
export function postgresStatements(design: Parameters<Dialect['statements']>[0]): readonly Made[] {
  const { tables, objects, native, after = [] } = design;
  const views = tables.filter(({ kind }) => kind === 'materialized-view');
  const whole = tables.filter(({ kind, partitionOf }) => partitionOf === undefined && kind !== 'materialized-view');
  const parts = tables.filter(({ partitionOf }) => partitionOf !== undefined);
  const { order, late } = loadingOrder(whole);
  const leaning = leaningKeys(whole);
  const foreignKeys = late.filter(({ constraint }) => !leaning.some((one) => one.constraint === constraint));
  const functions = objects.filter(({ kind }) => kind === 'function' || kind === 'procedure');
  return [
    ...extensions(tables).map((name) => ({ of: `extension ${name}`, text: `CREATE EXTENSION IF NOT EXISTS ${name}` })),
    ...native.map(nativeStatement),
    ...order.map((table) => tableStatement(table, [...late, ...leaning])),
    ...parts.map((table) => ({ of: `part ${table.name}`, text: partStatement(table) })),
    ...foreignKeys.map(foreignKeyStatement),
    ...whole.flatMap(({ indexes }) => indexes.map(indexStatement)),
    ...leaning.map(foreignKeyStatement),
    ...functions.map((one) => ({
      of: `${one.kind} ${one.name}`,
      text: one.definition,
      // Of one name there is one: its arguments need not be told.
      undo: `DROP ${one.kind.toUpperCase()} ${quoteIdentifier(one.name)}`,
    })),
    ...objects
      .filter(({ kind }) => kind === 'trigger')
      .map((one) => ({
        of: `trigger ${one.name}`,
        text: one.definition,
        undo: `DROP TRIGGER ${quoteIdentifier(one.name)} ON ${quoteIdentifier(one.table ?? '')}`,
      })),
    ...views.map(({ name, definition = '' }) => ({
      of: `materialized view ${name}`,
      text: `CREATE MATERIALIZED VIEW ${quoteIdentifier(name)} AS\n${definition}`,
      undo: `DROP MATERIALIZED VIEW ${quoteIdentifier(name)}`,
    })),
    ...views.flatMap(({ indexes }) => indexes.map(indexStatement)),
    ...[...whole, ...views].flatMap(comments),
    ...after.map(nativeStatement),
  ];
}

interface LateKey {
  readonly table: string;
  readonly constraint: Constraint;
}

/** Foreign keys to columns that no constraint keeps unique, but an index that is made after the tables. */
function leaningKeys(tables: readonly Table[]): readonly LateKey[] {
  const isKept = ({ references }: Constraint) =>
    tables.some(
      ({ name, constraints }) =>
        name === references?.table &&
        constraints.some(
          ({ kind, columns }) =>
            (kind === 'primary-key' || kind === 'unique') &&
            String(columns.toSorted()) === String(references.columns.toSorted()),
        ),
    );
  return tables.flatMap((table) =>
    table.constraints.flatMap((constraint) =>
      constraint.references === undefined ||
      isKept(constraint) ||
      !tables.some(({ name }) => name === constraint.references?.table)
        ? []
        : [{ table: table.name, constraint }],
    ),
  );
}

function foreignKeyStatement({ table, constraint }: LateKey): Made {
  return {
    of: `constraint ${constraint.name}`,
    text: `ALTER TABLE ${quoteIdentifier(table)} ADD CONSTRAINT ${quoteIdentifier(constraint.name)} ${constraint.definition}`,
    undo: `ALTER TABLE ${quoteIdentifier(table)} DROP CONSTRAINT ${quoteIdentifier(constraint.name)}`,
  };
}

/** What it makes is unmade, where its first words tell what that is. */
function nativeStatement(text: string): Made {
  const of = 'a statement of the model';
  const name = '((?:"(?:[^"]|"")*"|[^\\s.("]+)(?:\\.(?:"(?:[^"]|"")*"|[^\\s.("]+))?)';
  const made = new RegExp(
    `^\\s*CREATE (?:OR REPLACE )?(?:UNLOGGED )?(TABLE|VIEW|MATERIALIZED VIEW|TYPE|DOMAIN|SEQUENCE|FUNCTION|PROCEDURE) ${name}`,
    'i',
  ).exec(text);
  if (made !== null) return { of, text, undo: `DROP ${made[1]?.toUpperCase()} IF EXISTS ${made[2]}` };
  const trigger = new RegExp(`^\\s*CREATE (?:CONSTRAINT )?TRIGGER ${name} .*? ON ${name} `, 'is').exec(text);
  if (trigger !== null) return { of, text, undo: `DROP TRIGGER IF EXISTS ${trigger[1]} ON ${trigger[2]}` };
  const place = /^CREATE SCHEMA (?:IF NOT EXISTS )?(\S+)$/i.exec(text)?.[1];
  if (place !== undefined) return { of, text, undo: `DROP SCHEMA IF EXISTS ${place}` };
  const rule = new RegExp(`^ALTER TABLE (?:ONLY )?${name} ADD CONSTRAINT ("(?:[^"]|"")*"|\\S+) FOREIGN KEY`, 'i').exec(
    text,
  );
  return rule === null ? { of, text } : { of, text, undo: `ALTER TABLE ${rule[1]} DROP CONSTRAINT ${rule[2]}` };
}

function extensions(tables: readonly Table[]): readonly string[] {
  const needsScalarGist = tables.some(({ constraints }) => constraints.some(({ kind }) => kind === 'exclusion'));
  const needsTrigrams = tables.some(({ indexes }) =>
    indexes.some(({ keys }) => keys.some(({ operatorClass }) => operatorClass === 'gin_trgm_ops')),
  );
  return [...(needsScalarGist ? ['btree_gist'] : []), ...(needsTrigrams ? ['pg_trgm'] : [])];
}

function tableStatement(table: Table, late: readonly { readonly constraint: Constraint }[]): Made {
  const columns = table.columns.map((column) =>
    [
      quoteIdentifier(column.name),
      column.type,
      column.collation === undefined ? '' : `COLLATE ${column.collation}`,
      column.identity === undefined
        ? ''
        : `GENERATED ${column.identity === 'always' ? 'ALWAYS' : 'BY DEFAULT'} AS IDENTITY`,
      column.generated === undefined
        ? ''
        : `GENERATED ALWAYS AS (${column.generated}) ${(column.generatedKind ?? 'stored').toUpperCase()}`,
      column.default === undefined ? '' : `DEFAULT ${column.default}`,
      column.nullable || column.identity !== undefined ? '' : 'NOT NULL',
    ]
      .filter((word) => word !== '')
      .join(' '),
  );
  const rules = table.constraints
    .filter((constraint) => !late.some((one) => one.constraint === constraint))
    .map(({ name, definition }) => `CONSTRAINT ${quoteIdentifier(name)} ${definition}`);
  const body = [...columns, ...rules].map((line) => `  ${line}`).join(',\n');
  const partition = table.partitionKey === undefined ? '' : ` PARTITION BY ${table.partitionKey}`;
  return {
    of: `table ${table.name}`,
    text: `CREATE TABLE ${quoteIdentifier(table.name)} (\n${body}\n)${partition}`,
    undo: `DROP TABLE ${quoteIdentifier(table.name)}`,
  };
}

function indexStatement(index: IndexDefinition): Made {
  const keys = index.keys.map(({ column, expression, operatorClass, direction, nulls }) =>
    [
      column === undefined ? expressionKey(expression ?? '') : quoteIdentifier(column),
      operatorClass ?? '',
      direction === 'desc' ? 'DESC' : '',
      nulls === undefined ? '' : `NULLS ${nulls.toUpperCase()}`,
    ]
      .filter((word) => word !== '')
      .join(' '),
  );
  const text = [
    `CREATE ${index.unique ? 'UNIQUE ' : ''}INDEX ${quoteIdentifier(index.name)} ON ${quoteIdentifier(index.table)}`,
    index.method === 'btree' ? '' : `USING ${index.method}`,
    `(${keys.join(', ')})`,
    index.nullsNotDistinct === true ? 'NULLS NOT DISTINCT' : '',
    index.predicate === undefined ? '' : `WHERE ${index.predicate}`,
  ];
  return {
    of: `index ${index.name}`,
    // One that was imported says itself what it is.
    text: index.definition ?? text.filter((word) => word !== '').join(' '),
    undo: `DROP INDEX ${quoteIdentifier(index.name)}`,
  };
}

/** A call needs no parentheses of its own, any other expression does. */
function expressionKey(expression: string): string {
  return /^[a-z_]+\([^()]*\)$/.test(expression) ? expression : `(${expression})`;
}

function comments(table: Table): readonly Made[] {
  const noun = table.kind === 'materialized-view' ? 'MATERIALIZED VIEW' : 'TABLE';
  const on = (what: string, text: string): Made => ({
    of: 'a comment',
    text: `COMMENT ON ${what} IS ${quoteLiteral(text)}`,
  });
  return [
    ...(table.comment === undefined ? [] : [on(`${noun} ${quoteIdentifier(table.name)}`, table.comment)]),
    ...table.columns.flatMap(({ name, comment }) =>
      comment === undefined ? [] : [on(`COLUMN ${quoteIdentifier(table.name)}.${quoteIdentifier(name)}`, comment)],
    ),
  ];
}
