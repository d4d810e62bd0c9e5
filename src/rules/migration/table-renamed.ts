import { type PlacedAction, placedActions } from '#analysis/migration/placed-actions.ts';
import { fullName, standingOf } from '#analysis/migration/standing.ts';
import { transactionEnd } from '#analysis/migration/transaction-end.ts';
import { visibleNames } from '#analysis/migration/visible-names.ts';
import { sqlTable } from '#analysis/schema-review/sql-name.ts';
import { defineRule } from '#contracts/rule.ts';
import { breakSeverity } from '#rules/break-severity.ts';
import { migrationFinding } from '#rules/migration-finding.ts';
import type { RelationName } from '#vocabulary/migration-action.ts';

const id = 'table-renamed';
const source = 'https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DESC-RENAME';

export const tableRenamed = defineRule({
  id,
  summary: 'A table or view gets another name while the application uses the old one.',
  needs: ['migration'],
  engines: ['postgres'],
  source,
  *check({ migration }) {
    for (const place of placedActions(migration, 'rename-table', 'rename-object')) {
      const { step, action } = place;
      const { table, to } = renamed(action) ?? {};
      if (table === undefined || to === undefined) continue;
      const standing = standingOf(table, place);
      if (standing === 'fresh' || standing === 'absent') continue;
      const name = fullName(table);
      // A view, or another table, has taken over the name.
      if (visibleNames(transactionEnd(place)).relations.has(name)) continue;
      const isMoved = table.schema !== to.schema;
      yield migrationFinding({
        rule: { id, source },
        step,
        at: name,
        severity: breakSeverity(standing),
        message: `${name} is called ${isMoved ? fullName(to) : to.name} from then on: statements that name ${table.name} fail.`,
        why: 'There is no moment at which all instances of an application change over to another name: the old release fails behind the migration, the new one before it.',
        advice: `Make a view of the old name in the same transaction: CREATE VIEW ${sqlTable(table)} AS SELECT * FROM ${sqlTable(to)}; it takes INSERT, UPDATE and DELETE as well, as long as it is that plain. Release the application with the new name, then drop the view in a later migration.`,
      });
    }
  },
});

/** Of a table or a view; other things are not named by statements that read and write. */
function renamed(
  action: PlacedAction<'rename-table' | 'rename-object'>['action'],
): { readonly table: RelationName; readonly to: RelationName } | undefined {
  if (action.kind === 'rename-table') return action;
  if (action.what !== 'view' && action.what !== 'matview') return undefined;
  const [schema = '', ...name] = action.name.split('.');
  const [other, ...moved] = action.to.split('.');
  const table = { schema, name: name.join('.') };
  return {
    table,
    to: moved.length === 0 ? { schema, name: action.to } : { schema: other ?? schema, name: moved.join('.') },
  };
}
