import { concurrentIndex } from '#analysis/migration/concurrent-index.ts';
import { judgedActions } from '#analysis/migration/judged-actions.ts';
import { inOrder } from '#analysis/migration/safe-statements.ts';
import { fullName } from '#analysis/migration/standing.ts';
import { workOn } from '#analysis/migration/work-on.ts';
import { defineRule } from '#contracts/rule.ts';
import { blockFinding } from '#rules/migration-finding.ts';

const id = 'index-build-blocking-writes';
const source = 'https://www.postgresql.org/docs/18/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY';

export const indexBuildBlockingWrites = defineRule({
  id,
  summary: 'An index is built while nobody can write to its table.',
  needs: ['migration'],
  likes: ['statistics'],
  engines: ['postgres'],
  source,
  *check({ migration, statistics }) {
    for (const { action, judged } of judgedActions(migration, 'create-index')) {
      const { table, keys, name } = action;
      if (action.concurrently || workOn(judged, table, 'read', 'built').length === 0) continue;
      const statements = concurrentIndex(action, judged.step);
      const why = 'The words of the statement itself, some of which no index definition holds.';
      yield blockFinding({
        rule: { id, source },
        judged,
        statistics,
        at: fullName(table),
        subject: `Building ${name ?? `an index on ${keys.join(', ')}`}`,
        why: 'CREATE INDEX takes a lock that INSERT, UPDATE and DELETE wait for, and holds it while it reads the whole table.',
        advice:
          'Build it with CREATE INDEX CONCURRENTLY, outside a transaction, in a migration of its own; of a partitioned table part by part. Where that fails it leaves an invalid index, which is to be dropped before it is built again.',
        changes: statements === undefined ? [] : [inOrder(why, ...statements)],
        about: [name ?? keys.join(',')],
      });
    }
  },
});
