import { nameBefore } from '#analysis/migration/name-before.ts';
import { placedActions } from '#analysis/migration/placed-actions.ts';
import { columnStanding, fullName } from '#analysis/migration/standing.ts';
import { transactionEnd } from '#analysis/migration/transaction-end.ts';
import { visibleNames } from '#analysis/migration/visible-names.ts';
import { defineRule } from '#contracts/rule.ts';
import { breakSeverity } from '#rules/break-severity.ts';
import { migrationFinding } from '#rules/migration-finding.ts';

const id = 'column-renamed';
const source = 'https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DESC-RENAME';

export const columnRenamed = defineRule({
  id,
  summary: 'A column gets another name while the application uses the old one.',
  needs: ['migration'],
  engines: ['postgres'],
  source,
  *check({ migration }) {
    for (const place of placedActions(migration, 'rename-column')) {
      const { step, action } = place;
      const { table, column, to } = action;
      const standing = columnStanding(action, place);
      if (standing === 'fresh' || standing === 'absent') continue;
      const name = fullName(table);
      // An exchange of two columns, or a view that keeps the old name.
      const end = visibleNames(transactionEnd(place)).relations.get(fullName(nameBefore(table, place)));
      if (end?.columns?.has(column) === true) continue;
      yield migrationFinding({
        rule: { id, source },
        step,
        at: `${name}.${column}`,
        severity: breakSeverity(standing),
        message: `${column} of ${name} is called ${to} from then on: statements that name ${column} fail.`,
        why: 'There is no moment at which all instances of an application change over to another name: the old release fails behind the migration, the new one before it.',
        advice: `Leave ${column} as it is and call it ${to} in the application's mapping only. Or in steps: add ${to}; a trigger writes each into the other; fill ${to} in batches; release an application that reads and writes ${to}; drop the trigger and ${column} in a later migration.`,
      });
    }
  },
});
