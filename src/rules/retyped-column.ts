import { countOf } from '#analysis/plan-words.ts';
import { rowsOf } from '#analysis/schema-review/known-values.ts';
import { sqlName, sqlTable } from '#analysis/schema-review/sql-name.ts';
import { typeFamily } from '#analysis/schema-review/type-family.ts';
import type { Change } from '#vocabulary/change.ts';
import type { DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import type { Statistics } from '#vocabulary/statistics.ts';

export interface Retyping {
  readonly schema: DatabaseSchema;
  readonly statistics: Statistics | undefined;
  readonly table: Table;
  readonly column: string;
  readonly type: string;
  /** SQL of the new value, where there is no cast by assignment. */
  readonly using?: string;
}

export interface Remedy {
  readonly changes?: readonly Change[];
  readonly advice?: string;
}

/** More rows, and nobody can wait while they are written anew. */
const mostRows = 10_000;

/**
 * Another type for a column: as a change where the table is known to be small and nothing hangs on the column, else as
 * advice with the statement, since it writes the whole table anew while nobody may read it.
 */
export function retyped(retyping: Retyping): Remedy {
  const { schema, statistics, table, column, type, using } = retyping;
  if (schema.engine !== 'postgres') {
    return { advice: `Make the table anew with ${sqlName(column)} as ${type}, and copy the rows.` };
  }
  const statement = `ALTER TABLE ${sqlTable(table)} ALTER COLUMN ${sqlName(column)} TYPE ${type}${using === undefined ? '' : ` USING ${using}`};`;
  const hindrance = hindranceOf(retyping);
  const rows = rowsOf(statistics, table);
  if (hindrance === undefined && rows !== undefined && rows <= mostRows) {
    const change: Change = {
      kind: 'alter-column-type',
      schema: table.schema,
      table: table.name,
      column,
      type,
      ...(using === undefined ? {} : { using }),
    };
    return { changes: [change] };
  }
  const cost =
    rows === undefined || rows <= mostRows
      ? 'it writes the table anew while nobody may read or write it'
      : `it writes ${countOf(rows, 'row')} anew while nobody may read or write them`;
  const way = 'on a large table add a second column, fill it in small steps, and swap the names.';
  return { advice: `${statement} ${cost}: ${way}${hindrance === undefined ? '' : ` ${hindrance}`}` };
}

/** What PostgreSQL refuses to change a type under. */
function hindranceOf({ schema, table, column, type }: Retyping): string | undefined {
  const found = table.columns.find(({ name }) => name === column);
  const word = new RegExp(`\\b${column.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\b`);
  if (table.partitionKey !== undefined && word.test(table.partitionKey)) return 'The table is partitioned by it.';
  const viewed = schema.views.filter(({ definition }) => new RegExp(`\\b${table.name}\\b`).test(definition));
  const [view] = viewed;
  if (view !== undefined) return `The view ${view.name} reads the table: drop it before, and make it again.`;
  if (table.columns.some(({ generated }) => generated !== undefined && word.test(generated)))
    return 'A generated column is computed from it: drop that before, and add it again.';
  const isText = ['text', 'padded'].includes(typeFamily(found?.type ?? ''));
  if (found?.default !== undefined && isText && typeFamily(type) !== 'text')
    return 'Drop its default before, and set it again.';
  return undefined;
}
