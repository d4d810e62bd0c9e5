import { judgedActions } from '#analysis/migration/judged-actions.ts';
import { fullName } from '#analysis/migration/standing.ts';
import { workOn } from '#analysis/migration/work-on.ts';
import { defineRule } from '#contracts/rule.ts';
import { blockFinding } from '#rules/migration-finding.ts';

const id = 'exclusion-constraint-under-lock';
const source = 'https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT';

export const exclusionConstraintUnderLock = defineRule({
  id,
  summary: 'An exclusion constraint is built and checked while nobody can read or write the table.',
  needs: ['migration'],
  likes: ['statistics'],
  engines: ['postgres'],
  source,
  *check({ migration, statistics }) {
    for (const { action, judged } of judgedActions(migration, 'add-constraint')) {
      const { table, name, constraint } = action;
      if (constraint !== 'exclusion' || workOn(judged, table, 'read', 'built').length === 0) continue;
      const at = fullName(table);
      yield blockFinding({
        rule: { id, source },
        judged,
        statistics,
        at,
        subject: `The exclusion constraint ${name ?? `of ${at}`}`,
        why: 'Its index is built and then every row is looked up in it, under ACCESS EXCLUSIVE. It can neither be NOT VALID nor take over an index that is there.',
        advice: `PostgreSQL has no way to add it while others write. Either in a window without traffic, or on a new table that has the constraint from the beginning: a trigger copies what is written to ${at}, batches copy the rows that are there, and one short transaction swaps the names.`,
        about: [name ?? ''],
      });
    }
  },
});
