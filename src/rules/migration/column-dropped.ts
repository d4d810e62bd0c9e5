import { actionsIn, placedActions } from '#analysis/migration/placed-actions.ts';
import { columnStanding, fullName, isSame } from '#analysis/migration/standing.ts';
import { defineRule } from '#contracts/rule.ts';
import { breakSeverity } from '#rules/break-severity.ts';
import { migrationFinding } from '#rules/migration-finding.ts';

const id = 'column-dropped';
const source = 'https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DESC-DROP-COLUMN';

export const columnDropped = defineRule({
  id,
  summary: 'A column is dropped, with all that it holds.',
  needs: ['migration'],
  engines: ['postgres'],
  source,
  *check({ migration }) {
    for (const place of placedActions(migration, 'drop-column')) {
      const { step, file } = place;
      const { table, column } = place.action;
      const standing = columnStanding(place.action, place);
      if (standing === 'fresh' || standing === 'absent') continue;
      // The last act of a change of type: a filled column takes over the name.
      const steps = file.steps.filter(({ transaction }) => transaction === step.transaction);
      if (actionsIn(steps, 'rename-column').some((one) => one.to === column && isSame(one.table, table))) continue;
      const name = fullName(table);
      yield migrationFinding({
        rule: { id, source },
        step,
        at: `${name}.${column}`,
        severity: breakSeverity(standing),
        message: `${column} of ${name} is dropped: what it holds is lost, and statements that name it fail from then on.`,
        why: 'The release that runs while the migration does still reads and writes the column; mappers name every column that they know, in SELECT and in INSERT. No statement brings the values back.',
        advice: `First release an application that neither reads nor writes ${column} (drop it from the models, or tell the mapper to ignore it; no SELECT *). When no older release runs any more, drop it in a later migration, and keep a copy where somebody may ask for the values.`,
      });
    }
  },
});
