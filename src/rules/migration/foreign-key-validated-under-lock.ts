import { addedConstraint } from '#analysis/migration/added-constraint.ts';
import { judgedActions } from '#analysis/migration/judged-actions.ts';
import { fullName } from '#analysis/migration/standing.ts';
import { tableNamed } from '#analysis/migration/table-family.ts';
import { workOn } from '#analysis/migration/work-on.ts';
import { defineRule } from '#contracts/rule.ts';
import { blockFinding } from '#rules/migration-finding.ts';

const id = 'foreign-key-validated-under-lock';
const source = 'https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-NOTES';

export const foreignKeyValidatedUnderLock = defineRule({
  id,
  summary: 'A foreign key is checked on all rows while nobody can write to either table.',
  needs: ['migration'],
  likes: ['statistics', 'server'],
  engines: ['postgres'],
  source,
  *check({ migration, statistics, server }) {
    for (const { action, judged } of judgedActions(migration, 'add-constraint')) {
      const { table, references, notValid } = action;
      if (action.constraint !== 'foreign-key' || references === undefined || notValid) continue;
      // A table that its own file made has no rows to be looked up.
      if (judged.step.fresh.includes(fullName(table))) continue;
      if (workOn(judged, table, 'read').length + workOn(judged, references, 'read').length === 0) continue;
      const change = addedConstraint(action, judged.step);
      // NOT VALID foreign keys of partitioned tables are new in PostgreSQL 18.
      const isRefused =
        tableNamed(judged.step.before, table)?.kind === 'partitioned' && (server === undefined || server.major < 18);
      yield blockFinding({
        rule: { id, source },
        judged,
        statistics,
        at: fullName(table),
        subject: `The foreign key ${change.constraint.name} to ${fullName(references)}`,
        why: 'Both tables are locked against writers while every row is looked up in the other table. With NOT VALID both are locked for a moment, and VALIDATE CONSTRAINT looks the rows up while everybody goes on.',
        ...(isRefused
          ? {
              advice: `Before PostgreSQL 18 a partitioned table takes no foreign key that is NOT VALID: add it to each partition of ${fullName(table)} as NOT VALID and validate it there; ADD FOREIGN KEY on the whole then finds it proved, and reads nothing.`,
            }
          : { changes: [change] }),
        about: [change.constraint.name],
      });
    }
  },
});
