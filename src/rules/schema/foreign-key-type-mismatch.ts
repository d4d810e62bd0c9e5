import { columnStatistics, tableStatistics } from '#analysis/column-selectivity.ts';
import { reviewedTables } from '#analysis/schema-review/reviewed-tables.ts';
import { listed } from '#analysis/schema-review/sql-name.ts';
import { foreignKeys, referencedTable } from '#analysis/schema-review/table-keys.ts';
import { integerBytes, typeFamily, typeLength } from '#analysis/schema-review/type-family.ts';
import { defineRule } from '#contracts/rule.ts';
import { retyped } from '#rules/retyped-column.ts';
import { schemaFinding } from '#rules/schema-finding.ts';
import type { Table } from '#vocabulary/database-schema.ts';
import type { Statistics } from '#vocabulary/statistics.ts';

const id = 'foreign-key-type-mismatch';
const source = 'https://www.postgresql.org/docs/18/ddl-constraints.html#DDL-CONSTRAINTS-FK';

export const foreignKeyTypeMismatch = defineRule({
  id,
  summary: 'A foreign key column has another type than the column that it refers to.',
  needs: ['schema'],
  likes: ['statistics'],
  source,
  *check({ schema, statistics }) {
    const roomy: string[] = [];
    for (const table of reviewedTables(schema)) {
      for (const { name, columns, references } of foreignKeys(table)) {
        const parent = referencedTable(schema, references);
        for (const [at, column] of columns.entries()) {
          const type = table.columns.find((one) => one.name === column)?.type;
          const target = parent?.columns.find((one) => one.name === references.columns[at])?.type;
          const harm = type === undefined || target === undefined ? undefined : harmOf(type, target);
          if (harm === undefined || target === undefined || type === undefined) continue;
          if (parent !== undefined && hasRoom(type, parent, references.columns[at] ?? '', statistics)) {
            roomy.push(`${table.name}.${column}`);
            continue;
          }
          yield schemaFinding({
            rule: { id, source },
            severity: harm.severity,
            at: table,
            column,
            message: `${column} is ${type}, but ${references.table}.${references.columns[at]}, to which ${name} refers, is ${target}.`,
            why: harm.why,
            shown: { what: 'types', value: `${type}, ${target}` },
            ...retyped({ schema, statistics, table, column, type: target }),
          });
        }
      }
    }
    if (roomy.length === 0) return;
    yield schemaFinding({
      rule: { id, source },
      severity: 'info',
      at: schema.database ?? 'the schema',
      message: `${listed(roomy, 8)} ${roomy.length === 1 ? 'is' : 'are'} narrower than the key referred to, which is far from that bound.`,
      why: 'The day that the parent gets there, inserts fail; until then nothing is wrong.',
      shown: { what: 'columns narrower than their key', value: roomy.length, by: 'the statistics' },
      advice: 'Widen the column when the table is written anyway, and before the key comes near.',
      about: roomy,
    });
  },
});

/** Of the numbers that the narrower type has, the parent used so many at most. */
const littleUsed = 0.1;

/** The statistics say that the parent's keys are far below what the column can hold. */
function hasRoom(type: string, parent: Table, key: string, statistics: Statistics | undefined): boolean {
  const bytes = integerBytes(type);
  const relation = tableStatistics(statistics, parent);
  const known = columnStatistics(relation, key);
  const seen = [...(known?.histogram ?? []).slice(-1), ...(known?.mostCommonValues ?? [])].map(Number);
  if (bytes === undefined || seen.length === 0 || !seen.every(Number.isFinite)) return false;
  return Math.max(...seen, relation?.rows ?? 0) < 2 ** (bytes * 8 - 1) * littleUsed;
}

interface Harm {
  readonly severity: 'info' | 'warning';
  readonly why: string;
}

/** What goes wrong; a column that can hold more than the key does no harm. */
function harmOf(type: string, target: string): Harm | undefined {
  const [own, other] = [typeFamily(type), typeFamily(target)];
  if (own === 'other' || other === 'other') return undefined;
  const [bytes, needed] = [integerBytes(type), integerBytes(target)];
  if (bytes !== undefined && needed !== undefined) {
    if (bytes >= needed) return undefined;
    const last = bytes === 2 ? '32,767' : '2,147,483,647';
    return {
      severity: 'warning',
      why: `Keys above ${last} cannot be referred to: the day that the parent gets there, inserts into this table fail.`,
    };
  }
  if (own !== other) {
    return {
      severity: 'warning',
      why: 'Each join and each check of the key converts one side, and where both sides are not compared by one operator family an index on the column is of no use for it.',
    };
  }
  const [length, wanted] = [typeLength(type), typeLength(target)];
  const isText = own === 'text' || own === 'padded';
  if (!isText || length === undefined || (wanted !== undefined && length >= wanted)) return undefined;
  return { severity: 'info', why: 'A key that is longer than the column cannot be referred to.' };
}
