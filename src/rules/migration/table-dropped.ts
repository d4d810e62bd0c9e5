import { findTable } from '#analysis/find-table.ts';
import { actionsIn, placedActions } from '#analysis/migration/placed-actions.ts';
import { fullName, isSame, standingOf } from '#analysis/migration/standing.ts';
import { defineRule } from '#contracts/rule.ts';
import { breakSeverity } from '#rules/break-severity.ts';
import { gravestWeight, migrationFinding, ofRows } from '#rules/migration-finding.ts';

const id = 'table-dropped';
const source = 'https://www.postgresql.org/docs/18/sql-droptable.html';

export const tableDropped = defineRule({
  id,
  summary: 'A table is dropped, with all its rows.',
  needs: ['migration'],
  likes: ['statistics'],
  engines: ['postgres'],
  source,
  *check({ migration, statistics }) {
    for (const place of placedActions(migration, 'drop-table')) {
      const { step, file } = place;
      const { table } = place.action;
      const standing = standingOf(table, place);
      if (standing === 'fresh' || standing === 'absent') continue;
      // The last act of an exchange: a filled table takes over the name.
      const steps = file.steps.filter(({ transaction }) => transaction === step.transaction);
      if (actionsIn(steps, 'rename-table').some(({ to }) => isSame(to, table))) continue;
      const name = fullName(table);
      const whole = findTable(step.before, table)?.partitionOf;
      yield migrationFinding({
        rule: { id, source },
        step,
        at: name,
        severity: breakSeverity(standing),
        message:
          whole === undefined
            ? `${name}${ofRows(gravestWeight(step, [name], statistics))} is dropped: its rows are lost, and statements that name it fail from then on.`
            : `${name}${ofRows(gravestWeight(step, [name], statistics))} is dropped: its rows are missing in ${whole.schema}.${whole.table} from then on, and nothing brings them back.`,
        why: 'No statement brings the rows back, and the release that runs while the migration does may still read and write them.',
        advice:
          whole === undefined
            ? `First release an application that does not use ${table.name}; when no older release runs, rename it away and wait some days, so that whoever misses it can have it back, then drop it in a later migration. Keep a copy (pg_dump -t ${name}).`
            : `Detach it first (DETACH PARTITION … CONCURRENTLY), keep a copy (pg_dump -t ${name}), and drop it in a later migration.`,
      });
    }
  },
});
