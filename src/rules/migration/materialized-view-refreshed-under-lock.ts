import { judgedActions } from '#analysis/migration/judged-actions.ts';
import { inOrder } from '#analysis/migration/safe-statements.ts';
import { sqlRelation } from '#analysis/migration/sql-relation.ts';
import { fullName } from '#analysis/migration/standing.ts';
import { tableNamed } from '#analysis/migration/table-family.ts';
import { defineRule } from '#contracts/rule.ts';
import { blockFinding } from '#rules/migration-finding.ts';
import type { Table } from '#vocabulary/database-schema.ts';

const id = 'materialized-view-refreshed-under-lock';
const source = 'https://www.postgresql.org/docs/18/sql-refreshmaterializedview.html';

export const materializedViewRefreshedUnderLock = defineRule({
  id,
  summary: 'A materialized view is filled anew while nobody can read it.',
  needs: ['migration'],
  likes: ['statistics'],
  engines: ['postgres'],
  source,
  *check({ migration, statistics }) {
    for (const { action, judged } of judgedActions(migration, 'refresh-view')) {
      if (action.concurrently || judged.verdict.kind !== 'blocks') continue;
      const view = sqlRelation(action.view);
      const hasKey = tableNamed(judged.step.before, action.view)?.indexes.some(isKey) ?? false;
      yield blockFinding({
        rule: { id, source },
        judged,
        statistics,
        at: fullName(action.view),
        subject: `Refreshing ${fullName(action.view)}`,
        why: 'REFRESH runs the whole query of the view under a lock that readers of the view wait for. CONCURRENTLY runs it beside, and changes only the rows that differ.',
        ...(hasKey
          ? {
              changes: [inOrder('Refreshing has no neutral word.', `REFRESH MATERIALIZED VIEW CONCURRENTLY ${view}`)],
            }
          : {
              advice: `CREATE UNIQUE INDEX CONCURRENTLY on columns of ${view} that tell its rows apart (plain columns, no WHERE); then REFRESH MATERIALIZED VIEW CONCURRENTLY ${view}.`,
            }),
      });
    }
  },
});

/** What CONCURRENTLY asks for: unique, over all rows, of nothing but columns. */
function isKey({ unique, valid, predicate, keys }: Table['indexes'][number]): boolean {
  return unique && valid && predicate === undefined && keys.every(({ column }) => column !== undefined);
}
