import { joinedFiles } from '#analysis/migration/joined-files.ts';
import { placedActions } from '#analysis/migration/placed-actions.ts';
import { fullName, isSame, standingOf } from '#analysis/migration/standing.ts';
import { defineRule } from '#contracts/rule.ts';
import { migrationFinding } from '#rules/migration-finding.ts';

const id = 'validated-in-same-transaction';
const source = 'https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DESC-VALIDATE-CONSTRAINT';

export const validatedInSameTransaction = defineRule({
  id,
  summary: 'NOT VALID and VALIDATE in one transaction: the lock of the first lasts through the second.',
  needs: ['migration'],
  engines: ['postgres'],
  source,
  *check({ migration }) {
    for (const place of placedActions(joinedFiles(migration), 'validate-constraint')) {
      const { step, action, at, file } = place;
      const standing = standingOf(action.table, place);
      if (standing === 'fresh' || standing === 'absent') continue;
      const adding = file.steps
        .slice(0, at + 1)
        .find(
          ({ transaction, actions }) =>
            transaction === step.transaction &&
            actions.some(
              (one) =>
                one.kind === 'add-constraint' &&
                one.notValid &&
                isSame(one.table, action.table) &&
                (one.name === undefined || one.name === action.name),
            ),
        );
      if (adding === undefined) continue;
      const name = fullName(action.table);
      yield migrationFinding({
        rule: { id, source },
        step,
        at: name,
        severity: 'warning',
        message: `${action.name} of ${name} is validated in the transaction that adds it: the lock from line ${adding.line}${adding.file === step.file ? '' : ` of ${adding.file}`} lasts while all rows are read.`,
        why: 'NOT VALID makes the lock short, so that VALIDATE can read the rows under a weak one. In one transaction the strong lock is still held, and nothing is gained.',
        advice: `Move VALIDATE CONSTRAINT ${action.name} into a migration of its own behind this one, in another transaction.`,
        about: [action.name],
      });
    }
  },
});
