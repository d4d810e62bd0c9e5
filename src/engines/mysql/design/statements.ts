import type { Dialect } from '#analysis/physical-design/dialect.ts';
import { createNames } from '#analysis/physical-design/names.ts';
import { quoteIdentifier as q, quoteLiteral } from '#engines/mysql/quote.ts';
import { loadingOrder } from '#engines/sql/design/loading-order.ts';
import type { Column, Constraint, Table } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { Flavour } from './flavour.ts';
import { locks } from './guard-trigger.ts';
import { keyable } from './keyable.ts';
import { isLong } from './long-type.ts';
import { checkTriggers, setNullChecks } from './set-null-checks.ts';

type Design = Parameters<Dialect['statements']>[0];
type Made = ReturnType<Dialect['statements']>[number];

/**
 * DDL in an order that runs: tables with their rules and indexes, since a foreign key's index cannot be dropped alone;
 * foreign keys that close a circle; triggers.
 */
export function mysqlStatements(flavour: Flavour): (design: Design) => readonly Made[] {
  return ({ tables: given, objects, native, after = [] }) => {
    const tables = given.map((table) => keyable(table, flavour));
    const { order, late } = loadingOrder(tables);
    const site = { nameFor: createNames(64), schema: '' };
    const triggers = [...objects, ...tables.flatMap((table) => checkTriggers(table, site))];
    return [
      ...native.map((text) => ({ of: 'a statement of the model', text })),
      ...lockStatements([...triggers.map(({ definition }) => definition), ...after], flavour),
      ...order.map((table) =>
        tableStatement(
          table,
          late.map(({ constraint }) => constraint),
          flavour,
        ),
      ),
      ...late.map(({ table, constraint }) => ({
        of: `constraint ${constraint.name}`,
        text: `ALTER TABLE ${q(table)} ADD CONSTRAINT ${q(constraint.name)} ${constraint.definition}`,
        undo: `ALTER TABLE ${q(table)} DROP FOREIGN KEY ${q(constraint.name)}`,
      })),
      ...triggers.map(({ kind, name, definition }) => ({
        of: `${kind} ${name}`,
        text: definition,
        undo: `DROP ${kind.toUpperCase()} ${q(name)}`,
      })),
      ...after.map((text) => ({ of: 'a statement of the imported schema', text })),
    ];
  };
}

/** A row for each rule that takes turns without a row of the model's. */
function lockStatements(definitions: readonly string[], flavour: Flavour): readonly Made[] {
  const named = definitions.flatMap((definition) =>
    [...definition.matchAll(new RegExp(`FROM ${locks} WHERE name = '([^']+)'`, 'g'))].map(([, name = '']) => name),
  );
  const rules = [...new Set(named)];
  if (rules.length === 0) return [];
  return [
    {
      of: `table ${locks}`,
      text: `CREATE TABLE ${locks} (\n  name varchar(200) NOT NULL PRIMARY KEY COMMENT 'Whoever checks this rule locks its row first.'\n)${ending(flavour, 'Turns of rules that no other row stands for.')}`,
      undo: `DROP TABLE ${locks}`,
    },
    {
      of: `rows of ${locks}`,
      text: `INSERT INTO ${locks} (name) VALUES ${rules.map((name) => `(${quoteLiteral(name)})`).join(', ')}`,
    },
  ];
}

function tableStatement(table: Table, late: readonly Constraint[], flavour: Flavour): Made {
  const out = new Set([...late, ...setNullChecks(table)]);
  const rules = table.constraints.filter((one) => !out.has(one));
  const lines = [
    ...table.columns.map(columnText),
    ...rules.map(({ name, kind, definition }) =>
      kind === 'primary-key' ? definition : `CONSTRAINT ${q(name)} ${definition}`,
    ),
    ...table.indexes.map((index) => indexText(index, table)),
  ];
  return {
    of: `table ${table.name}`,
    text: `CREATE TABLE ${q(table.name)} (\n${lines.map((line) => `  ${line}`).join(',\n')}\n)${ending(flavour, table.comment, table.options)}`,
    undo: `DROP TABLE ${q(table.name)}`,
  };
}

/** Options that were read of a schema stand in place of the design's; parts come last. */
function ending({ exactCollation }: Flavour, comment: string | undefined, given: readonly string[] = []): string {
  const [own = `ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=${exactCollation}`] = given;
  const at = own.indexOf('PARTITION BY');
  const [options, parts] = at < 0 ? [own, ''] : [own.slice(0, at).trimEnd(), `\n${own.slice(at)}`];
  return ` ${options}${commentText(comment, 2048)}${parts}`;
}

function columnText(column: Column): string {
  const isKept = column.name === 'updated_at' && column.default?.startsWith('CURRENT_TIMESTAMP') === true;
  const kept = column.onUpdate === undefined ? (isKept ? column.default : undefined) : (column.onUpdate ?? undefined);
  return [
    q(column.name),
    column.type,
    column.collation === undefined ? '' : `COLLATE ${column.collation}`,
    column.generated === undefined
      ? ''
      : `GENERATED ALWAYS AS (${column.generated}) ${column.generatedKind === 'virtual' ? 'VIRTUAL' : 'STORED'}`,
    column.nullable || column.generated !== undefined ? '' : 'NOT NULL',
    column.identity === undefined ? '' : 'AUTO_INCREMENT',
    column.default === undefined ? '' : `DEFAULT ${column.default}`,
    kept === undefined ? '' : `ON UPDATE ${kept}`,
    commentText(column.comment, 1024).trim(),
  ]
    .filter((word) => word !== '')
    .join(' ');
}

function commentText(comment: string | undefined, longest: number): string {
  return comment === undefined ? '' : ` COMMENT ${quoteLiteral(comment.slice(0, longest))}`;
}

function indexText(index: IndexDefinition, table: Table): string {
  const isWords = index.method === 'fulltext';
  const keys = index.keys.map(({ column = '', expression, direction, operatorClass }) => {
    if (expression !== undefined) return `(${expression})`;
    const type = table.columns.find(({ name }) => name === column)?.type ?? '';
    // An imported index has a length of its own.
    const prefix = operatorClass ?? (isLong(type) && !isWords ? '(255)' : '');
    return `${q(column)}${prefix}${direction === 'desc' && !isWords ? ' DESC' : ''}`;
  });
  const kind =
    isWords || index.method === 'spatial' ? `${index.method.toUpperCase()} KEY` : index.unique ? 'UNIQUE KEY' : 'KEY';
  return `${kind} ${q(index.name)} (${keys.join(', ')})`;
}
