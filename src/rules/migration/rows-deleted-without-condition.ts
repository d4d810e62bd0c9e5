import { placedActions } from '#analysis/migration/placed-actions.ts';
import { fullName, standingOf } from '#analysis/migration/standing.ts';
import { defineRule } from '#contracts/rule.ts';
import { breakSeverity } from '#rules/break-severity.ts';
import { gravestWeight, migrationFinding, ofRows } from '#rules/migration-finding.ts';

const id = 'rows-deleted-without-condition';
const source = 'https://www.postgresql.org/docs/18/sql-delete.html';

export const rowsDeletedWithoutCondition = defineRule({
  id,
  summary: 'DELETE without WHERE: all rows of a table.',
  needs: ['migration'],
  likes: ['statistics'],
  engines: ['postgres'],
  source,
  *check({ migration, statistics }) {
    for (const place of placedActions(migration, 'change-rows')) {
      const { step, action } = place;
      if (action.how !== 'delete' || action.chosen) continue;
      const standing = standingOf(action.table, place);
      if (standing === 'fresh' || standing === 'absent') continue;
      const name = fullName(action.table);
      yield migrationFinding({
        rule: { id, source },
        step,
        at: name,
        severity: breakSeverity(standing),
        message: `DELETE without WHERE deletes all rows of ${name}${ofRows(gravestWeight(step, [name], statistics))}.`,
        why: 'The rows are gone once it is committed, with those that ON DELETE CASCADE takes along. It writes each row into the log, holds a lock on each until the end, and leaves the table as large as it was.',
        advice: `Say which rows with WHERE, and delete in batches of some thousand keys, each in its own transaction. Where all are meant, keep a copy first (CREATE TABLE … AS, or pg_dump -t ${name}).`,
      });
    }
  },
});
