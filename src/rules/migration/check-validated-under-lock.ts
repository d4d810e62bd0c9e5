import { addedConstraint } from '#analysis/migration/added-constraint.ts';
import { judgedActions } from '#analysis/migration/judged-actions.ts';
import { fullName } from '#analysis/migration/standing.ts';
import { workOn } from '#analysis/migration/work-on.ts';
import { defineRule } from '#contracts/rule.ts';
import { blockFinding } from '#rules/migration-finding.ts';

const id = 'check-validated-under-lock';
const source = 'https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-NOTES';

export const checkValidatedUnderLock = defineRule({
  id,
  summary: 'A CHECK is checked on all rows while nobody can read or write the table.',
  needs: ['migration'],
  likes: ['statistics'],
  engines: ['postgres'],
  source,
  *check({ migration, statistics }) {
    for (const { action, judged } of judgedActions(migration, 'add-constraint')) {
      if (action.constraint !== 'check' || action.notValid) continue;
      if (workOn(judged, action.table, 'read').length === 0) continue;
      const change = addedConstraint(action, judged.step);
      yield blockFinding({
        rule: { id, source },
        judged,
        statistics,
        at: fullName(action.table),
        subject: `Adding ${change.constraint.name}`,
        why: 'ADD CHECK reads all rows under ACCESS EXCLUSIVE. With NOT VALID it takes a moment, new rows keep to it from then on, and VALIDATE CONSTRAINT reads the old ones while everybody goes on.',
        changes: [change],
        about: [change.constraint.name],
      });
    }
  },
});
