import { bareStatement } from '#analysis/migration/bare-statement.ts';
import { judgedActions } from '#analysis/migration/judged-actions.ts';
import { boundOf, defaultPartition, spareReading } from '#analysis/migration/partition-check.ts';
import { partitionIndexes } from '#analysis/migration/partition-indexes.ts';
import { inOrder } from '#analysis/migration/safe-statements.ts';
import { fullName } from '#analysis/migration/standing.ts';
import { workOn } from '#analysis/migration/work-on.ts';
import { defineRule } from '#contracts/rule.ts';
import { blockFinding } from '#rules/migration-finding.ts';

const id = 'partition-attached-with-scan';
const source = 'https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DESC-ATTACH-PARTITION';

export const partitionAttachedWithScan = defineRule({
  id,
  summary: 'A partition is attached, and it or the default partition is read from end to end for that.',
  needs: ['migration'],
  likes: ['statistics'],
  engines: ['postgres'],
  source,
  *check({ migration, statistics }) {
    for (const { action, judged } of judgedActions(migration, 'attach-partition')) {
      const { table, partition } = action;
      const { step } = judged;
      const fallback = defaultPartition(step.before, table);
      const isRead = workOn(judged, partition, 'read').length > 0;
      const isFallbackRead = fallback !== undefined && workOn(judged, fallback, 'read').length > 0;
      if (!isRead && !isFallbackRead) continue;
      const indexes = partitionIndexes(step.before, table, partition);
      const spared = spareReading(step.before, table, boundOf(step.statement), {
        ...(isRead ? { partition } : {}),
        fallback: isFallbackRead,
      });
      const read = [...(isRead ? [fullName(partition)] : []), ...(isFallbackRead ? [fullName(fallback)] : [])];
      yield blockFinding({
        rule: { id, source },
        judged,
        statistics,
        at: fullName(partition),
        subject: `Attaching ${fullName(partition)} to ${fullName(table)}`,
        why: `PostgreSQL looks for rows that do not belong where they are${isFallbackRead ? ', in the default partition too, which nobody thinks of' : ''}. A validated CHECK that says the same spares the reading. An index that the whole has and the partition has not is built under the same lock: build it before.`,
        ...(spared === undefined || (indexes === undefined && workOn(judged, partition, 'built').length > 0)
          ? {
              advice: `Add a CHECK with the bound to ${read.join(' and ')} (to a default partition: that no row is within it) as NOT VALID, VALIDATE it in a transaction of its own, attach, and drop the CHECK. Indexes and keys of the whole are built on the partition before that, concurrently.`,
            }
          : {
              changes: [
                inOrder(
                  'Attaching a partition has no neutral word.',
                  ...(indexes ?? []),
                  ...spared.before,
                  bareStatement(step.statement),
                  ...spared.after,
                ),
              ],
            }),
      });
    }
  },
});
