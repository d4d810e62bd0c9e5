import { concurrentIndex } from '#analysis/migration/concurrent-index.ts';
import { judgedActions } from '#analysis/migration/judged-actions.ts';
import { inOrder } from '#analysis/migration/safe-statements.ts';
import { sqlRelation } from '#analysis/migration/sql-relation.ts';
import { fullName } from '#analysis/migration/standing.ts';
import { tableNamed } from '#analysis/migration/table-family.ts';
import { defineRule } from '#contracts/rule.ts';
import { migrationFinding } from '#rules/migration-finding.ts';

const id = 'concurrently-on-partitioned-table';
const source = 'https://www.postgresql.org/docs/18/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-MAINTENANCE';

export const concurrentlyOnPartitionedTable = defineRule({
  id,
  summary: 'CONCURRENTLY is asked for an index of a partitioned table, which has none.',
  needs: ['migration'],
  engines: ['postgres'],
  source,
  *check({ migration }) {
    for (const { action, judged } of judgedActions(migration, 'create-index', 'drop-index')) {
      const { step } = judged;
      const { table } = action;
      if (!action.concurrently || table === undefined || tableNamed(step.before, table)?.kind !== 'partitioned')
        continue;
      const statements = action.kind === 'create-index' ? concurrentIndex(action, step) : dropped(action.index);
      yield migrationFinding({
        rule: { id, source },
        step,
        at: fullName(table),
        severity: 'critical',
        message: `${fullName(table)} is partitioned: ${action.kind === 'create-index' ? 'CREATE' : 'DROP'} INDEX CONCURRENTLY fails on it.`,
        why: 'PostgreSQL works concurrently on one table at a time, and refuses it for a whole of parts with error 0A000.',
        ...(statements === undefined
          ? {
              advice:
                'CREATE INDEX … ON ONLY the whole, CREATE INDEX CONCURRENTLY on each partition, and ALTER INDEX … ATTACH PARTITION for each.',
            }
          : { changes: [inOrder('The parts of an index have no neutral word.', ...statements)] }),
        about: [action.kind],
      });
    }
  },
});

/** All parts go with it, under a lock of a moment. */
function dropped(index: { schema: string; name: string }): readonly string[] {
  return [`DROP INDEX ${sqlRelation(index)}`];
}
