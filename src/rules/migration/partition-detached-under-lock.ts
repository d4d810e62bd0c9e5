import { defaultName } from '#analysis/migration/default-name.ts';
import { judgedActions } from '#analysis/migration/judged-actions.ts';
import { defaultPartition } from '#analysis/migration/partition-check.ts';
import type { ActionOf } from '#analysis/migration/placed-actions.ts';
import { inOrder } from '#analysis/migration/safe-statements.ts';
import { sqlRelation } from '#analysis/migration/sql-relation.ts';
import { fullName } from '#analysis/migration/standing.ts';
import { tableNamed } from '#analysis/migration/table-family.ts';
import { partitionKey } from '#analysis/partition-bounds.ts';
import { sqlIdentifier } from '#analysis/sql-identifier.ts';
import { defineRule } from '#contracts/rule.ts';
import { queueFinding } from '#rules/migration-finding.ts';
import type { MigrationStep } from '#vocabulary/migration.ts';

const id = 'partition-detached-under-lock';
const source = 'https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DESC-DETACH-PARTITION';

export const partitionDetachedUnderLock = defineRule({
  id,
  summary: 'A partition is detached under a lock on the whole table.',
  needs: ['migration'],
  likes: ['statistics'],
  engines: ['postgres'],
  source,
  *check({ migration, statistics }) {
    for (const { action, judged } of judgedActions(migration, 'detach-partition')) {
      const { table, partition } = action;
      if (action.concurrently || judged.verdict.kind === 'free') continue;
      const hasDefault = defaultPartition(judged.step.before, table) !== undefined;
      yield queueFinding({
        rule: { id, source },
        judged,
        statistics,
        at: fullName(partition),
        subject: `Detaching ${fullName(partition)} from ${fullName(table)}`,
        why: 'DETACH PARTITION needs the whole table for itself: it waits for every query that runs on any part of it, and all that come later wait behind it. CONCURRENTLY does it in two transactions that keep nobody out.',
        ...(hasDefault
          ? {
              advice:
                'PostgreSQL refuses CONCURRENTLY where there is a default partition: set a short lock_timeout before it, and try again where it is not met.',
            }
          : {
              changes: [inOrder('Partitions have no neutral word.', ...concurrently(action, judged.step))],
            }),
      });
    }
  },
});

/** What it leaves behind is dropped: a CHECK with the old bound, under a name that was free. */
function concurrently(
  { table, partition }: ActionOf<'detach-partition'>,
  { before }: MigrationStep,
): readonly string[] {
  const detach = `ALTER TABLE ${sqlRelation(table)} DETACH PARTITION ${sqlRelation(partition)} CONCURRENTLY`;
  const whole = tableNamed(before, table);
  const [column, ...more] = (whole && partitionKey(whole)?.columns) ?? [];
  if (column === undefined || more.length > 0) return [detach];
  const left = sqlIdentifier(defaultName(partition, [column], 'check', before));
  return [detach, `ALTER TABLE ${sqlRelation(partition)} DROP CONSTRAINT IF EXISTS ${left}`];
}
