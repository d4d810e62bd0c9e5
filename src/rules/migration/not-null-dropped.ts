import { findTable } from '#analysis/find-table.ts';
import { placedActions } from '#analysis/migration/placed-actions.ts';
import { columnStanding, fullName } from '#analysis/migration/standing.ts';
import { transactionEnd } from '#analysis/migration/transaction-end.ts';
import { defineRule } from '#contracts/rule.ts';
import { migrationFinding } from '#rules/migration-finding.ts';

const id = 'not-null-dropped';
const source = 'https://www.postgresql.org/docs/18/ddl-constraints.html#DDL-CONSTRAINTS-NOT-NULL';

export const notNullDropped = defineRule({
  id,
  summary: 'Readers meet NULL where there never was one.',
  needs: ['migration'],
  engines: ['postgres'],
  source,
  *check({ migration }) {
    for (const place of placedActions(migration, 'drop-not-null')) {
      const { step, action } = place;
      const { table, column } = action;
      const standing = columnStanding(action, place);
      if (standing === 'fresh' || standing === 'absent') continue;
      const isNullable = (schema = step.before) =>
        findTable(schema, table)?.columns.find(({ name }) => name === column)?.nullable;
      // It could be NULL all along; or the column goes on to be dropped, or is NOT NULL again.
      if (isNullable() === true) continue;
      if (standing === 'there' && isNullable(transactionEnd(place)) !== true) continue;
      const name = fullName(table);
      yield migrationFinding({
        rule: { id, source },
        step,
        at: `${name}.${column}`,
        severity: 'info',
        message: `${column} of ${name} can be NULL from then on.`,
        why: 'The release that runs while the migration does reads it as a value that is always there. Comparisons, sums and NOT IN treat NULL in a way that nobody sees.',
        advice: `First release an application that reads NULL in ${column}; drop NOT NULL then, and write the first NULL after that.`,
      });
    }
  },
});
