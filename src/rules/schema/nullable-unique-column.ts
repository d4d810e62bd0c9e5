import { indexesOf } from '#analysis/index-coverage.ts';
import { indexName } from '#analysis/index-name.ts';
import { nameWords } from '#analysis/schema-review/name-words.ts';
import { reviewedTables } from '#analysis/schema-review/reviewed-tables.ts';
import { sqlName } from '#analysis/schema-review/sql-name.ts';
import { foreignKeys, isNullable, sameColumns } from '#analysis/schema-review/table-keys.ts';
import { defineRule } from '#contracts/rule.ts';
import { schemaFinding } from '#rules/schema-finding.ts';
import type { Table } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';

const id = 'nullable-unique-column';
const source = 'https://www.postgresql.org/docs/18/ddl-constraints.html#DDL-CONSTRAINTS-UNIQUE-CONSTRAINTS';

export const nullableUniqueColumn = defineRule({
  id,
  summary: 'A column of a key of several can be NULL, and such rows may be there twice.',
  needs: ['schema'],
  source,
  *check({ schema }) {
    for (const table of reviewedTables(schema)) {
      for (const { index, columns, optional } of leakyKeys(table)) {
        const rest = columns.filter((column) => column !== optional);
        const isCovered = indexesOf(table).some((other) => guards(other, rest, optional));
        if (isCovered) continue;
        yield schemaFinding({
          rule: { id, source },
          severity: 'warning',
          at: table,
          message: `${index.name} makes (${columns.join(', ')}) unique, but not where ${optional} is NULL: two such rows may agree in ${rest.join(', ')}.`,
          why: 'NULL is not equal to NULL, so that a unique key does not see rows in which a column of it is NULL.',
          shown: { what: 'nullable columns of the key', value: optional },
          changes: [{ kind: 'create-index', index: guard(table, rest, optional) }],
          about: [index.name],
        });
      }
    }
  },
});

interface LeakyKey {
  readonly index: IndexDefinition;
  readonly columns: readonly string[];
  readonly optional: string;
}

/**
 * Unique keys of several columns of which exactly one can be NULL, where that one is a reference or a time: it is part of
 * where something belongs or whether it is still there. An optional number of another system is meant to be missing often.
 */
function leakyKeys(table: Table): readonly LeakyKey[] {
  return indexesOf(table).flatMap((index) => {
    const columns = index.keys.flatMap(({ column }) => column ?? []);
    if (!index.unique || index.nullsNotDistinct || index.predicate !== undefined) return [];
    if (columns.length !== index.keys.length || columns.length < 2) return [];
    const [optional, ...more] = columns.filter((column) => isNullable(table, column));
    // What holds the whole primary key is unique without it: it is there to be referred to.
    if (holdsPrimaryKey(table, columns)) return [];
    if (optional === undefined || more.length > 0 || !isMeantToCount(table, optional)) return [];
    return [{ index, columns, optional }];
  });
}

function isMeantToCount(table: Table, column: string): boolean {
  const isReference = foreignKeys(table).some(({ columns }) => columns.includes(column));
  const words = nameWords(column);
  const isEnd =
    ['deleted', 'archived', 'removed', 'ended', 'valid', 'cancelled'].includes(words[0] ?? '') && words.length > 1;
  return isReference || isEnd;
}

/** A unique index over the rest of the key for exactly the rows that the key does not see. */
function guards(index: IndexDefinition, rest: readonly string[], optional: string): boolean {
  const columns = index.keys.flatMap(({ column }) => column ?? []);
  const condition = index.predicate
    ?.replace(/[()"\s]+/g, ' ')
    .trim()
    .toLowerCase();
  return index.unique && sameColumns(columns, rest) && condition === `${optional.toLowerCase()} is null`;
}

function guard(table: Table, rest: readonly string[], optional: string): IndexDefinition {
  const index = {
    schema: table.schema,
    table: table.name,
    method: 'btree',
    unique: true,
    keys: rest.map((column) => ({ column, direction: 'asc' as const })),
    include: [],
    predicate: `${sqlName(optional)} IS NULL`,
    valid: true,
    ...(table.kind === 'partitioned' ? { partitioned: true } : {}),
  };
  return { ...index, name: indexName(index, new Set(table.indexes.map(({ name }) => name))) };
}

function holdsPrimaryKey(table: Table, columns: readonly string[]): boolean {
  const key = table.constraints.find(({ kind }) => kind === 'primary-key');
  return key?.columns.every((column) => columns.includes(column)) ?? false;
}
