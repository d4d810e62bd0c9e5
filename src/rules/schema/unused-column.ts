import { columnStatistics, tableStatistics } from '#analysis/column-selectivity.ts';
import { countOf } from '#analysis/plan-words.ts';
import { rowsOf } from '#analysis/schema-review/known-values.ts';
import { reviewedTables } from '#analysis/schema-review/reviewed-tables.ts';
import { listed } from '#analysis/schema-review/sql-name.ts';
import { typeFamily } from '#analysis/schema-review/type-family.ts';
import { defineRule } from '#contracts/rule.ts';
import { schemaFinding } from '#rules/schema-finding.ts';
import type { Column } from '#vocabulary/database-schema.ts';
import type { ColumnStatistics } from '#vocabulary/statistics.ts';

const id = 'unused-column';
const source = 'https://www.postgresql.org/docs/18/view-pg-stats.html';

/** In fewer rows nothing is a habit. */
const fewestRows = 1_000;
const rowsOfConstant = 100_000;
/** One value for all is their normal state. */
const constantByNature =
  /currency|locale|language|country|tenant|org|status|state|type|kind|version|region|role|source|unit|deleted|archived|is_|has_|enabled|active/i;

export const unusedColumn = defineRule({
  id,
  summary: 'A column of a large table holds nothing, or one value in all rows.',
  needs: ['schema', 'statistics'],
  source,
  *check({ schema, statistics }) {
    if (statistics.origin !== 'catalog') return;
    for (const table of reviewedTables(schema)) {
      const rows = rowsOf(statistics, table) ?? 0;
      if (rows < fewestRows) continue;
      const known = tableStatistics(statistics, table);
      const told = (column: Column) => columnStatistics(known, column.name);
      const empty = table.columns.filter((column) => told(column)?.nullFraction === 1).map(({ name }) => name);
      const constant =
        rows < rowsOfConstant
          ? []
          : table.columns.filter((column) => isConstant(column, told(column))).map(({ name }) => name);
      const names = [...empty, ...constant];
      if (names.length === 0) continue;
      const parts = [
        empty.length === 0 ? '' : `${listed(empty)} ${empty.length === 1 ? 'is' : 'are'} NULL in all`,
        constant.length === 0 ? '' : `${listed(constant)} ${constant.length === 1 ? 'has' : 'have'} one value in all`,
      ].filter((part) => part !== '');
      yield schemaFinding({
        rule: { id, source },
        severity: 'info',
        at: table,
        message: `${parts.join('; ')} rows of ${table.name} that ANALYZE saw (${countOf(rows, 'row')}).`,
        why: 'It is written and read with each row, and everybody who meets it asks what it is for.',
        shown: { what: 'columns that say nothing', value: names.length, by: 'the statistics' },
        advice: `See whether any code reads it; then ALTER TABLE … DROP COLUMN, which takes a moment. The statistics are of a sample: a few rows may hold more.`,
        about: names,
      });
    }
  },
});

function isConstant({ name, type, nullable }: Column, known: ColumnStatistics | undefined): boolean {
  const isFlag = typeFamily(type) === 'boolean' || constantByNature.test(name);
  return known?.distinct === 1 && !isFlag && (nullable ? known.nullFraction < 0.01 : true);
}
