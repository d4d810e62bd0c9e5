import { findTable } from '#analysis/find-table.ts';
import { type PlacedAction, placedActions } from '#analysis/migration/placed-actions.ts';
import { fullName, standingOf } from '#analysis/migration/standing.ts';
import { listed, sqlName, sqlTable } from '#analysis/schema-review/sql-name.ts';
import { defineRule } from '#contracts/rule.ts';
import { gravestWeight, migrationFinding, ofRows } from '#rules/migration-finding.ts';
import type { Table } from '#vocabulary/database-schema.ts';
import type { RelationName } from '#vocabulary/migration-action.ts';

const id = 'foreign-key-added-without-index';
const source = 'https://www.postgresql.org/docs/18/ddl-constraints.html#DDL-CONSTRAINTS-FK';

export const foreignKeyAddedWithoutIndex = defineRule({
  id,
  summary: 'A foreign key is added to columns that no index begins with.',
  needs: ['migration'],
  likes: ['statistics'],
  engines: ['postgres'],
  source,
  *check({ migration, statistics }) {
    const end = migration.files.at(-1)?.after;
    if (end === undefined) return;
    for (const place of placedActions(migration, 'add-constraint', 'add-column')) {
      const { step, action } = place;
      const key = keyOf(action);
      if (key === undefined || standingOf(action.table, place) !== 'there') continue;
      const table = findTable(end, action.table);
      if (table === undefined || isIndexed(table, key.columns)) continue;
      const name = fullName(action.table);
      const weight = gravestWeight(step, [name], statistics);
      const parent = fullName(key.references);
      yield migrationFinding({
        rule: { id, source },
        step,
        at: name,
        severity: weight.kind === 'large' ? 'warning' : 'info',
        message: `The foreign key on ${listed(key.columns)} of ${name} has no index: each row that is deleted from ${parent}, or whose key changes, reads all of ${name}${ofRows(weight)}.`,
        why: 'PostgreSQL makes an index for the key that is referred to, not for the columns that refer. It has to look for referring rows on every DELETE, and holds the deleted row locked meanwhile.',
        advice: `Build it in a migration before this one: CREATE INDEX CONCURRENTLY ON ${sqlTable(action.table)} (${key.columns.map(sqlName).join(', ')}).`,
        about: key.columns,
      });
    }
  },
});

function keyOf(
  action: PlacedAction<'add-constraint' | 'add-column'>['action'],
): { readonly columns: readonly string[]; readonly references: RelationName } | undefined {
  const { references } = action;
  if (references === undefined) return undefined;
  if (action.kind === 'add-column') return { columns: [action.column], references };
  return action.constraint === 'foreign-key' ? { columns: action.columns, references } : undefined;
}

/** An index, or a key, whose first columns are these in any order. */
function isIndexed({ indexes, constraints }: Table, columns: readonly string[]): boolean {
  const begins = (keys: readonly (string | undefined)[]) => {
    const first = keys.slice(0, columns.length);
    return columns.every((column) => first.includes(column));
  };
  return (
    indexes.some(
      ({ keys, predicate, valid }) =>
        valid &&
        begins(keys.map(({ column }) => column)) &&
        // Rows without a value refer to nothing.
        (predicate === undefined || /^\(?"?[\w ]+"? IS NOT NULL\)?$/i.test(predicate)),
    ) || constraints.some((one) => (one.kind === 'primary-key' || one.kind === 'unique') && begins(one.columns))
  );
}
