import { tableStatistics } from '#analysis/column-selectivity.ts';
import { indexesOf, isUniqueOver } from '#analysis/index-coverage.ts';
import { leads } from '#analysis/index-drops/dependants.ts';
import { indexName } from '#analysis/index-name.ts';
import { count, countOf } from '#analysis/plan-words.ts';
import { defineRule } from '#contracts/rule.ts';
import { indexFinding } from '#rules/index-finding.ts';
import type { Constraint, DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import type { Severity } from '#vocabulary/finding.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { Usage } from '#vocabulary/usage.ts';

const id = 'foreign-key-without-index';
const source = 'https://www.postgresql.org/docs/18/ddl-constraints.html#DDL-CONSTRAINTS-FK';

/** Below, reading the table whole costs less than it takes to say. */
const fewestRows = 1000;
const manyRows = 10_000;

export const foreignKeyWithoutIndex = defineRule({
  id,
  summary: 'No index begins with the columns of a foreign key.',
  needs: ['schema'],
  likes: ['statistics', 'usage'],
  source,
  *check({ schema, statistics, usage }) {
    for (const table of schema.tables) {
      const indexes = indexesOf(table).filter(({ method, predicate }) => method === 'btree' && predicate === undefined);
      const proposed: IndexDefinition[] = [];
      for (const key of table.constraints) {
        const { references } = key;
        if (references === undefined || isInherited(key, table, schema)) continue;
        const decisive = decisiveColumns(key, references, schema);
        const columns = new Set(key.columns);
        const serves = (index: IndexDefinition) =>
          leads(index, key.columns) || leads(index, decisive) || isUniqueOver(index, columns);
        if ([...indexes, ...proposed].some(serves)) continue;
        const rows = tableStatistics(statistics, table)?.rows ?? table.rows;
        if (rows !== undefined && rows < fewestRows) continue;
        const removed = removedFrom(references, usage);
        const index = indexOn(key.columns, table);
        proposed.push(index);
        yield indexFinding({
          rule: { id, source },
          severity: severityOf(rows, removed),
          at: `${table.schema}.${table.name}`,
          message: `No index begins with ${key.columns.join(', ')}, the columns of the foreign key ${key.name}${rows === undefined ? '' : ` (${countOf(rows, 'row')})`}.`,
          why: `Each row that is deleted from ${references.table}, or whose key changes, makes the server look for rows of ${table.name} that refer to it: without an index it reads the whole table each time.${removed === undefined ? '' : ` ${removed === 0 ? 'None was' : `${count(removed)} were`} deleted or updated there so far.`}`,
          evidence: [
            { level: 'derived', by: 'the schema', what: 'indexes that begin with the columns', before: 0, after: 1 },
          ],
          changes: [{ kind: 'create-index', index }],
          about: [key.name],
        });
      }
    }
  },
});

/** Where a part of the columns refers to a whole key, that part finds the rows; the others only have to agree. */
function decisiveColumns(
  { columns }: Constraint,
  references: NonNullable<Constraint['references']>,
  schema: DatabaseSchema,
): readonly string[] {
  const parent = schema.tables.find((one) => one.schema === references.schema && one.name === references.table);
  const keys = parent?.constraints.filter(({ kind }) => kind === 'primary-key' || kind === 'unique') ?? [];
  const parts = keys.map((key) => columns.filter((_, at) => key.columns.includes(references.columns[at] ?? '')));
  const whole = parts.filter((part, at) => part.length === keys[at]?.columns.length);
  return whole.toSorted((a, b) => a.length - b.length)[0] ?? columns;
}

function severityOf(rows: number | undefined, removed: number | undefined): Severity {
  if (removed === 0) return 'info';
  return rows === undefined || rows >= manyRows || (removed ?? 0) > 0 ? 'warning' : 'info';
}

/** Rows deleted from or updated in the referenced table; undefined where nobody counted. */
function removedFrom({ schema, table }: { readonly schema: string; readonly table: string }, usage: Usage | undefined) {
  const found = usage?.nodes.flatMap(({ recovering, tables }) =>
    recovering ? [] : tables.filter((one) => one.schema === schema && one.name === table),
  );
  const [one] = found ?? [];
  return one === undefined ? undefined : one.deleted + one.updated;
}

/** The partitions of a table have its foreign keys too: the index belongs to the whole. */
function isInherited(key: Constraint, table: Table, schema: DatabaseSchema): boolean {
  const above = table.partitionOf;
  const parent = above && schema.tables.find((one) => one.schema === above.schema && one.name === above.table);
  return (
    parent?.constraints.some(
      ({ kind, columns }) => kind === 'foreign-key' && columns.join('\u0000') === key.columns.join('\u0000'),
    ) ?? false
  );
}

function indexOn(columns: readonly string[], table: Table): IndexDefinition {
  const index = {
    schema: table.schema,
    table: table.name,
    method: 'btree',
    unique: false,
    keys: columns.map((column) => ({ column, direction: 'asc' as const })),
    include: [],
    valid: true,
    ...(table.kind === 'partitioned' ? { partitioned: true } : {}),
  };
  return { ...index, name: indexName(index, new Set(table.indexes.map(({ name }) => name))) };
}
