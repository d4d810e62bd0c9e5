import { columnStatistics, tableStatistics } from '#analysis/column-selectivity.ts';
import { rowsOf } from '#analysis/schema-review/known-values.ts';
import { nameWords } from '#analysis/schema-review/name-words.ts';
import { reviewedTables } from '#analysis/schema-review/reviewed-tables.ts';
import { listed, sqlName } from '#analysis/schema-review/sql-name.ts';
import { foreignKeys } from '#analysis/schema-review/table-keys.ts';
import { typeFamily } from '#analysis/schema-review/type-family.ts';
import { defineRule } from '#contracts/rule.ts';
import { schemaFinding } from '#rules/schema-finding.ts';
import type { Table } from '#vocabulary/database-schema.ts';
import type { Statistics } from '#vocabulary/statistics.ts';

const id = 'enum-as-free-text';
const source = 'https://www.postgresql.org/docs/18/ddl-constraints.html#DDL-CONSTRAINTS-CHECK-CONSTRAINTS';

const fewestRows = 200;
const mostValues = 20;
/** Names of what has a few states, and of which the application knows all. */
const states = new Set('status state kind role priority gender severity mode phase stage visibility'.split(' '));

export const enumAsFreeText = defineRule({
  id,
  summary: 'A column of states is a text that may hold anything.',
  needs: ['schema'],
  likes: ['statistics'],
  source,
  *check({ schema, statistics }) {
    for (const table of reviewedTables(schema)) {
      for (const { name, type, generated } of table.columns) {
        const word = nameWords(name).at(-1) ?? '';
        const isText = typeFamily(type) === 'text' && generated === undefined;
        if (!isText || !states.has(word) || isGuarded(table, name)) continue;
        const values = statesOf(table, name, statistics);
        // Only this word can be nothing else: a state may be one of fifty, a role a job.
        if (values === 'many' || (values === undefined && word !== 'status')) continue;
        const muddled = values === undefined ? [] : variants(values);
        yield schemaFinding({
          rule: { id, source },
          severity: muddled.length > 0 ? 'warning' : 'info',
          at: table,
          column: name,
          message: messageOf(name, type, values, muddled),
          why: 'A typing error is accepted and found by no query; nobody can see which states there are.',
          shown: {
            what: 'different values',
            value: values?.length ?? 'unknown',
            by: values === undefined ? 'the schema' : 'the statistics',
          },
          ...(values === undefined || muddled.length > 0 || schema.engine !== 'postgres'
            ? {
                advice: `Name the states: CHECK (${sqlName(name)} IN (…))${muddled.length > 0 ? ', after the variants were made one' : ''}.`,
              }
            : { changes: [checked(table, name, values)] }),
        });
      }
    }
  },
});

function messageOf(
  name: string,
  type: string,
  values: readonly string[] | undefined,
  muddled: readonly string[],
): string {
  if (values === undefined) return `${name} is ${type}, and no CHECK says which states there are.`;
  if (muddled.length > 0) return `${name} writes one state in several ways: ${listed(muddled.map(quoted))}.`;
  return `${name} is ${type} without a CHECK, and has ${values.length} values: ${listed(values.map(quoted), 8)}.`;
}

function quoted(value: string): string {
  return `"${value}"`;
}

function isGuarded(table: Table, column: string): boolean {
  const isChecked = table.constraints.some(({ kind, columns }) => kind === 'check' && columns.includes(column));
  return isChecked || foreignKeys(table).some(({ columns }) => columns.includes(column));
}

/** All values, where the statistics hold all of them; 'many' where there are too many to be states. */
function statesOf(
  table: Table,
  column: string,
  statistics: Statistics | undefined,
): readonly string[] | 'many' | undefined {
  const known = columnStatistics(tableStatistics(statistics, table), column);
  if (known === undefined || (rowsOf(statistics, table) ?? 0) < fewestRows) return undefined;
  const values = known.mostCommonValues ?? [];
  const isFew = known.distinct > 0 && known.distinct <= mostValues;
  if (!isFew) return 'many';
  return values.length === known.distinct ? [...values].sort() : undefined;
}

/** Values that differ in case, blanks or signs only. */
function variants(values: readonly string[]): readonly string[] {
  const bare = (value: string) => value.toLowerCase().replace(/[\s_-]+/g, '');
  return values.filter((value) => values.some((other) => other !== value && bare(other) === bare(value)));
}

function checked(table: Table, column: string, values: readonly string[]) {
  const list = values.map((value) => `'${value.replaceAll("'", "''")}'`).join(', ');
  return {
    kind: 'add-constraint' as const,
    schema: table.schema,
    table: table.name,
    constraint: {
      name: `chk_${table.name}_${column}`.slice(0, 63),
      kind: 'check' as const,
      columns: [column],
      definition: `CHECK (${sqlName(column)} IN (${list}))`,
    },
  };
}
