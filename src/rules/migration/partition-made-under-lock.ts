import { bareStatement } from '#analysis/migration/bare-statement.ts';
import { judgedActions } from '#analysis/migration/judged-actions.ts';
import { boundOf, defaultPartition, spareReading } from '#analysis/migration/partition-check.ts';
import type { ActionOf } from '#analysis/migration/placed-actions.ts';
import { inOrder } from '#analysis/migration/safe-statements.ts';
import { sqlRelation } from '#analysis/migration/sql-relation.ts';
import { fullName } from '#analysis/migration/standing.ts';
import { workOn } from '#analysis/migration/work-on.ts';
import { defineRule } from '#contracts/rule.ts';
import { blockFinding, queueFinding } from '#rules/migration-finding.ts';
import type { MigrationStep } from '#vocabulary/migration.ts';

const id = 'partition-made-under-lock';
const source = 'https://www.postgresql.org/docs/18/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-MAINTENANCE';

export const partitionMadeUnderLock = defineRule({
  id,
  summary: 'A new partition is made under a lock on the whole table.',
  needs: ['migration'],
  likes: ['statistics'],
  engines: ['postgres'],
  source,
  *check({ migration, statistics }) {
    for (const { action, judged } of judgedActions(migration, 'create-table')) {
      const { table, partitionOf: parent } = action;
      if (parent === undefined || !judged.verdict.relations.some(({ name }) => name === fullName(parent))) continue;
      const fallback = defaultPartition(judged.step.before, parent);
      const isRead = fallback !== undefined && workOn(judged, fallback, 'read').length > 0;
      const statements = attached(action, judged.step, isRead);
      const finding = isRead ? blockFinding : queueFinding;
      yield finding({
        rule: { id, source },
        judged,
        statistics,
        at: fullName(parent),
        subject: `Making the partition ${fullName(table)}`,
        why: `CREATE TABLE … PARTITION OF needs the whole table for itself${isRead ? ', and reads the default partition meanwhile for rows that belong into the new one' : ''}. A table that is made alone and then attached lets readers and writers go on.`,
        ...(statements === undefined
          ? {
              advice: `Make it alone with CREATE TABLE ${sqlRelation(table)} (LIKE ${sqlRelation(parent)} INCLUDING ALL), then ALTER TABLE ${sqlRelation(parent)} ATTACH PARTITION with the same bound.`,
            }
          : { changes: [inOrder('Partitions have no neutral word.', ...statements)] }),
        about: [fullName(table)],
      });
    }
  },
});

/** The same partition in two steps; undefined where its bound cannot be read, or it says more than that. */
function attached(
  { table, partitionOf }: ActionOf<'create-table'>,
  { statement, before }: MigrationStep,
  isRead: boolean,
): readonly string[] | undefined {
  const bound = boundOf(statement);
  const isPlain = /\bPARTITION\s+OF\s+[^\s(]+\s+FOR\s+VALUES\b/i.test(statement);
  const isPlainEnd = bound !== undefined && bareStatement(statement).endsWith(bound);
  if (partitionOf === undefined || bound === undefined || !isPlain || !isPlainEnd) return undefined;
  const none = { before: [], after: [] };
  const spared = isRead ? spareReading(before, partitionOf, bound, { fallback: true }) : none;
  if (spared === undefined) return undefined;
  const [part, whole] = [sqlRelation(table), sqlRelation(partitionOf)];
  return [
    `CREATE TABLE ${part} (LIKE ${whole} INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED INCLUDING STORAGE)`,
    ...spared.before,
    `ALTER TABLE ${whole} ATTACH PARTITION ${part} ${bound}`,
    ...spared.after,
  ];
}
