import { columnStatistics, distinctValues, tableStatistics } from '#analysis/column-selectivity.ts';
import { singular } from '#analysis/plural.ts';
import { rowsOf } from '#analysis/schema-review/known-values.ts';
import { nameWords } from '#analysis/schema-review/name-words.ts';
import { isRecord, reviewedTables } from '#analysis/schema-review/reviewed-tables.ts';
import { sqlTable } from '#analysis/schema-review/sql-name.ts';
import { foreignKeys, isNullable, primaryKey, uniqueKeys } from '#analysis/schema-review/table-keys.ts';
import { defineRule } from '#contracts/rule.ts';
import { schemaFinding } from '#rules/schema-finding.ts';
import type { Table } from '#vocabulary/database-schema.ts';
import type { Finding } from '#vocabulary/finding.ts';
import type { Statistics } from '#vocabulary/statistics.ts';

const id = 'table-without-primary-key';
const source = 'https://www.postgresql.org/docs/18/ddl-constraints.html#DDL-CONSTRAINTS-PRIMARY-KEYS';

export const tableWithoutPrimaryKey = defineRule({
  id,
  summary: 'A table has no primary key.',
  needs: ['schema'],
  likes: ['statistics'],
  source,
  *check({ schema, statistics }) {
    for (const table of reviewedTables(schema)) {
      if (primaryKey(table) !== undefined || table.columns.length === 0) continue;
      const keys = uniqueKeys(table).filter((columns) => columns.every((column) => !isNullable(table, column)));
      const key = keys.find((columns) => columns.join() === 'id') ?? keys[0];
      const isLight = key !== undefined || table.kind === 'partitioned' || isRecord(table);
      yield schemaFinding({
        rule: { id, source },
        severity: isLight ? 'info' : 'warning',
        at: table,
        message:
          key === undefined
            ? `${table.name} has no primary key.`
            : `${table.name} has no primary key, though ${key.join(', ')} is unique and never NULL.`,
        why: 'Nothing keeps one row from being there twice, no other table can refer to a row, and logical replication cannot tell which row was updated or deleted.',
        shown: { what: 'primary keys', value: 0 },
        ...remedy(table, key, { statistics, isPostgres: schema.engine === 'postgres' }),
      });
    }
  },
});

function remedy(
  table: Table,
  key: readonly string[] | undefined,
  { statistics, isPostgres }: { readonly statistics: Statistics | undefined; readonly isPostgres: boolean },
): Pick<Finding, 'advice'> | Pick<Finding, 'changes'> {
  if (!isPostgres) return { advice: 'Make the table anew with a primary key, and copy the rows.' };
  if (key !== undefined) {
    return { advice: `Say so: drop the unique constraint or index, and make these columns the primary key instead.` };
  }
  const columns = table.kind === 'partitioned' ? undefined : (ownIdentity(table, statistics) ?? junctionKey(table));
  if (columns === undefined) {
    const cost =
      table.kind === 'partitioned'
        ? 'The key must hold the columns that it is partitioned by.'
        : 'It writes the table anew while nobody may read or write it.';
    return {
      advice: `Choose the columns that tell two rows apart. If there are none: ALTER TABLE ${sqlTable(table)} ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY; ${cost}`,
    };
  }
  return {
    changes: [
      {
        kind: 'add-constraint',
        schema: table.schema,
        table: table.name,
        constraint: {
          name: `${table.name.slice(0, 58)}_pkey`,
          kind: 'primary-key',
          columns: [...columns],
          definition: `PRIMARY KEY (${columns.join(', ')})`,
        },
      },
    ],
  };
}

/** A column called id, or after the table, that is never NULL and, as far as is known, never twice the same. */
function ownIdentity(table: Table, statistics: Statistics | undefined): readonly string[] | undefined {
  const words = nameWords(table.name);
  const own = [...words.slice(0, -1), singular(words.at(-1) ?? ''), 'id'].join('_');
  const column = table.columns.find(({ name }) => name === 'id' || nameWords(name).join('_') === own);
  if (column === undefined || column.nullable) return undefined;
  const rows = rowsOf(statistics, table);
  const distinct = distinctValues(columnStatistics(tableStatistics(statistics, table), column.name), rows);
  const isRepeated = distinct !== undefined && rows !== undefined && distinct < rows * 0.99;
  return isRepeated ? undefined : [column.name];
}

/** Two foreign keys or more, and little else: the pair is the row. */
function junctionKey(table: Table): readonly string[] | undefined {
  const tied = new Set(foreignKeys(table).flatMap((key) => key.columns));
  const columns = table.columns.map(({ name }) => name).filter((name) => tied.has(name));
  const isPair = foreignKeys(table).length >= 2 && table.columns.length - columns.length <= 2;
  return isPair && columns.every((column) => !isNullable(table, column)) ? columns : undefined;
}
