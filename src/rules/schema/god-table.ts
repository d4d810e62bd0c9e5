import { columnStatistics, tableStatistics } from '#analysis/column-selectivity.ts';
import { percent } from '#analysis/plan-words.ts';
import { reviewedTables } from '#analysis/schema-review/reviewed-tables.ts';
import { listed } from '#analysis/schema-review/sql-name.ts';
import { defineRule } from '#contracts/rule.ts';
import { schemaFinding } from '#rules/schema-finding.ts';

const id = 'god-table';
const source = 'https://www.postgresql.org/docs/18/limits.html';

const manyColumns = 40;
const tooMany = 100;
const leastNullable = 0.5;
const mostlyEmpty = 0.9;

export const godTable = defineRule({
  id,
  summary: 'A table has very many columns, most of which can be empty.',
  needs: ['schema'],
  likes: ['statistics'],
  source,
  *check({ schema, statistics }) {
    for (const table of reviewedTables(schema)) {
      const nullable = table.columns.filter((column) => column.nullable).length;
      const share = nullable / table.columns.length;
      if (table.columns.length <= manyColumns || share < leastNullable) continue;
      const known = tableStatistics(statistics, table);
      const empty = table.columns
        .filter(({ name }) => (columnStatistics(known, name)?.nullFraction ?? 0) >= mostlyEmpty)
        .map(({ name }) => name);
      yield schemaFinding({
        rule: { id, source },
        severity: table.columns.length > tooMany ? 'warning' : 'info',
        at: table,
        message: `${table.name} has ${table.columns.length} columns, of which ${percent(share)} can be NULL.${empty.length === 0 ? '' : ` Nearly always empty: ${listed(empty, 8)}.`}`,
        why: 'Several things share one row: each update writes all of it anew, what is mandatory for one of them cannot be said, and every query carries the rest along.',
        shown: { what: 'columns', value: table.columns.length },
        advice: `Find the columns that are filled together${empty.length === 0 ? '' : ' (those that are nearly always empty first)'}, and give each such group a table with the same primary key, which is its foreign key too.`,
      });
    }
  },
});
