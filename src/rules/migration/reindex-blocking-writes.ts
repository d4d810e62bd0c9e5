import { bareStatement } from '#analysis/migration/bare-statement.ts';
import { judgedActions } from '#analysis/migration/judged-actions.ts';
import { inOrder } from '#analysis/migration/safe-statements.ts';
import { fullName } from '#analysis/migration/standing.ts';
import { defineRule } from '#contracts/rule.ts';
import { blockFinding } from '#rules/migration-finding.ts';

const id = 'reindex-blocking-writes';
const source = 'https://www.postgresql.org/docs/18/sql-reindex.html#SQL-REINDEX-CONCURRENTLY';

export const reindexBlockingWrites = defineRule({
  id,
  summary: 'Indexes are built anew while nobody can write to their table.',
  needs: ['migration'],
  likes: ['statistics'],
  engines: ['postgres'],
  source,
  *check({ migration, statistics }) {
    for (const { action, judged } of judgedActions(migration, 'reindex')) {
      if (action.concurrently || judged.verdict.kind !== 'blocks') continue;
      const target = action.target === undefined ? action.of : fullName(action.target);
      const statement = concurrently(judged.step.statement);
      yield blockFinding({
        rule: { id, source },
        judged,
        statistics,
        at: target,
        subject: `Reindexing the ${action.of === 'index' || action.of === 'table' ? `${action.of} ` : ''}${target}`,
        why: 'REINDEX keeps writers out of the table, and out of the index readers too, whose plans wait for it, until the last index is written.',
        ...(statement === undefined
          ? {
              advice:
                'REINDEX CONCURRENTLY does not work on system catalogs: reindex the tables of your own one by one.',
            }
          : { changes: [inOrder('REINDEX has no neutral word.', statement)] }),
      });
    }
  },
});

function concurrently(statement: string): string | undefined {
  const [head] = /^REINDEX\s+(?:\([^)]*\)\s*)?(?:INDEX|TABLE|SCHEMA|DATABASE)\b/i.exec(bareStatement(statement)) ?? [];
  return head === undefined ? undefined : `${head} CONCURRENTLY${bareStatement(statement).slice(head.length)}`;
}
