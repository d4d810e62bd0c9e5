import { bareStatement } from '#analysis/migration/bare-statement.ts';
import { judgedActions } from '#analysis/migration/judged-actions.ts';
import { actionsIn } from '#analysis/migration/placed-actions.ts';
import { inOrder } from '#analysis/migration/safe-statements.ts';
import { sqlRelation } from '#analysis/migration/sql-relation.ts';
import { fullName } from '#analysis/migration/standing.ts';
import { defineRule } from '#contracts/rule.ts';
import { migrationFinding } from '#rules/migration-finding.ts';

const id = 'invalid-index-kept';
const source = 'https://www.postgresql.org/docs/18/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY';

export const invalidIndexKept = defineRule({
  id,
  summary: 'IF NOT EXISTS takes what a failed build left for the index.',
  needs: ['migration'],
  engines: ['postgres'],
  source,
  *check({ migration }) {
    for (const { action, judged } of judgedActions(migration, 'create-index')) {
      const { name, table, concurrently, ifNotExists } = action;
      if (!concurrently || !ifNotExists || name === undefined) continue;
      const { file, step } = judged;
      const earlier = file.steps.slice(0, file.steps.indexOf(step));
      const index = { schema: table.schema, name };
      if (step.fresh.includes(fullName(table))) continue;
      if (actionsIn(earlier, 'drop-index').some((one) => fullName(one.index) === fullName(index))) continue;
      yield migrationFinding({
        rule: { id, source },
        step,
        at: fullName(index),
        severity: 'warning',
        message: `Where a build of ${fullName(index)} has failed before, this keeps its INVALID index and says that all is well.`,
        why: 'CREATE INDEX CONCURRENTLY that fails or is cancelled leaves an index that every write keeps up and no query uses. IF NOT EXISTS looks at the name only: the second run does nothing.',
        changes: [
          inOrder(
            'The words of the statement itself.',
            `DROP INDEX CONCURRENTLY IF EXISTS ${sqlRelation(index)}`,
            bareStatement(step.statement),
          ),
        ],
      });
    }
  },
});
