import { columnStatistics, tableStatistics } from '#analysis/column-selectivity.ts';
import { count, percent } from '#analysis/plan-words.ts';
import { rowsOf } from '#analysis/schema-review/known-values.ts';
import { reviewedTables } from '#analysis/schema-review/reviewed-tables.ts';
import { listed, sqlName, sqlTable } from '#analysis/schema-review/sql-name.ts';
import { foreignKeys, primaryKey } from '#analysis/schema-review/table-keys.ts';
import { integerBytes } from '#analysis/schema-review/type-family.ts';
import { defineRule } from '#contracts/rule.ts';
import { schemaFinding } from '#rules/schema-finding.ts';
import type { DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import type { Severity } from '#vocabulary/finding.ts';
import type { Statistics } from '#vocabulary/statistics.ts';

const id = 'key-too-small';
const source = 'https://www.postgresql.org/docs/18/datatype-numeric.html#DATATYPE-INT';

/** Of the numbers that the type has. */
const told = 0.25;
const warned = 0.5;
const critical = 0.8;

export const keyTooSmall = defineRule({
  id,
  summary: 'The numbers of a key are running out.',
  needs: ['schema', 'statistics'],
  engines: ['postgres'],
  source,
  *check({ schema, statistics }) {
    for (const table of reviewedTables(schema)) {
      const [column = '', ...more] = primaryKey(table)?.columns ?? [];
      const found = table.columns.find(({ name }) => name === column);
      const bytes = found === undefined || more.length > 0 ? undefined : integerBytes(found.type);
      const isNumbered = found?.identity !== undefined || /^nextval\(/.test(found?.default ?? '');
      if (found === undefined || bytes === undefined || bytes === 8 || !isNumbered) continue;
      const last = bytes === 2 ? 32_767 : 2_147_483_647;
      const reached = reachedBy(table, column, statistics);
      if (reached === undefined || reached < last * told) continue;
      const referring = referringTo(table, column, schema);
      yield schemaFinding({
        rule: { id, source },
        severity: severityOf(reached / last),
        at: table,
        column,
        message: `${column} is ${found.type} and has reached ${count(reached)}: ${percent(Math.min(1, reached / last))} of its numbers are used.`,
        why: `At ${count(last)} every insert fails, and widening a key under a running application takes days of preparation.`,
        shown: {
          what: 'share of the numbers used',
          value: Math.round((reached / last) * 1000) / 1000,
          by: 'the statistics',
        },
        advice: `ALTER TABLE ${sqlTable(table)} ALTER COLUMN ${sqlName(column)} TYPE bigint; writes the table anew while nobody may read it. While there is time: add a bigint column, fill it in small steps and by a trigger, build its index, and swap the two.${referring.length === 0 ? '' : ` Before that, and in the same way: ${listed(referring)}.`}`,
      });
    }
  },
});

function severityOf(share: number): Severity {
  if (share >= critical) return 'critical';
  return share >= warned ? 'warning' : 'info';
}

/** The greatest number that the statistics saw, or the number of rows, which it cannot be below. */
function reachedBy(table: Table, column: string, statistics: Statistics): number | undefined {
  const found = columnStatistics(tableStatistics(statistics, table), column);
  const seen = [...(found?.histogram ?? []).slice(-1), ...(found?.mostCommonValues ?? [])].map(Number);
  const known = [...seen, rowsOf(statistics, table) ?? Number.NaN].filter(Number.isFinite);
  return known.length === 0 ? undefined : Math.max(...known);
}

function referringTo(table: Table, column: string, { tables }: DatabaseSchema): readonly string[] {
  return tables.flatMap((one) =>
    foreignKeys(one).flatMap(({ columns, references }) => {
      const isMeant = references.schema === table.schema && references.table === table.name;
      const own = isMeant ? columns[references.columns.indexOf(column)] : undefined;
      const type = one.columns.find(({ name }) => name === own)?.type ?? 'bigint';
      return own === undefined || integerBytes(type) === 8 ? [] : [`${one.name}.${own}`];
    }),
  );
}
