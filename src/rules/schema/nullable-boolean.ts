import { columnStatistics, tableStatistics } from '#analysis/column-selectivity.ts';
import { rowsOf } from '#analysis/schema-review/known-values.ts';
import { reviewedTables } from '#analysis/schema-review/reviewed-tables.ts';
import { listed } from '#analysis/schema-review/sql-name.ts';
import { typeFamily } from '#analysis/schema-review/type-family.ts';
import { defineRule } from '#contracts/rule.ts';
import { schemaFinding } from '#rules/schema-finding.ts';
import type { Table } from '#vocabulary/database-schema.ts';
import type { Finding } from '#vocabulary/finding.ts';
import type { Statistics } from '#vocabulary/statistics.ts';

const id = 'nullable-boolean';
const source = 'https://www.postgresql.org/docs/18/functions-logical.html';

export const nullableBoolean = defineRule({
  id,
  summary: 'A boolean column has a third state.',
  needs: ['schema'],
  likes: ['statistics'],
  source,
  *check({ schema, statistics }) {
    for (const table of reviewedTables(schema)) {
      const columns = table.columns
        .filter(
          ({ type, nullable, generated }) => typeFamily(type) === 'boolean' && nullable && generated === undefined,
        )
        .map(({ name }) => name);
      if (columns.length === 0) continue;
      yield schemaFinding({
        rule: { id, source },
        severity: 'info',
        at: table,
        message: `${listed(columns)} can be true, false or NULL.`,
        why: 'NOT of NULL is NULL: rows without a value are found neither by WHERE active nor by WHERE NOT active, and the two counts do not add up.',
        shown: { what: 'nullable booleans', value: columns.length },
        ...remedy(table, columns, statistics, schema.engine === 'postgres'),
        about: columns,
      });
    }
  },
});

function remedy(
  table: Table,
  columns: readonly string[],
  statistics: Statistics | undefined,
  isPostgres: boolean,
): Pick<Finding, 'advice' | 'changes'> {
  const known = tableStatistics(statistics, table);
  const isFilled = (column: string) =>
    (rowsOf(statistics, table) ?? 0) > 0 && columnStatistics(known, column)?.nullFraction === 0;
  const filled = isPostgres ? columns.filter(isFilled) : [];
  const others = columns.filter((column) => !filled.includes(column));
  const changes = filled.map((column) => ({
    kind: 'set-not-null' as const,
    schema: table.schema,
    table: table.name,
    column,
  }));
  if (others.length === 0) return { changes };
  return {
    changes,
    advice: `Decide what NULL means in ${listed(others)}: update the rows to false, then SET DEFAULT false and SET NOT NULL. If "not known yet" is a state of its own, silence this finding with that reason, or name the states in a column that is checked.`,
  };
}
