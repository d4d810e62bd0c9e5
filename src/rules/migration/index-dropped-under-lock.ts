import { judgedActions } from '#analysis/migration/judged-actions.ts';
import { inOrder } from '#analysis/migration/safe-statements.ts';
import { sqlRelation } from '#analysis/migration/sql-relation.ts';
import { fullName } from '#analysis/migration/standing.ts';
import { saysWords } from '#analysis/migration/statement-tokens.ts';
import { tableNamed } from '#analysis/migration/table-family.ts';
import { defineRule } from '#contracts/rule.ts';
import { queueFinding } from '#rules/migration-finding.ts';

const id = 'index-dropped-under-lock';
const source = 'https://www.postgresql.org/docs/18/sql-dropindex.html';

export const indexDroppedUnderLock = defineRule({
  id,
  summary: 'An index is dropped under a lock that readers and writers of its table queue behind.',
  needs: ['migration'],
  likes: ['statistics'],
  engines: ['postgres'],
  source,
  *check({ migration, statistics }) {
    for (const { action, judged } of judgedActions(migration, 'drop-index')) {
      if (action.concurrently || judged.verdict.kind === 'free') continue;
      const index = fullName(action.index);
      const isOfParts =
        action.table !== undefined && tableNamed(judged.step.before, action.table)?.kind === 'partitioned';
      yield queueFinding({
        rule: { id, source },
        judged,
        statistics,
        at: index,
        subject: `Dropping ${index}`,
        why: 'DROP INDEX needs the table for itself: it waits for every query that runs on it, and all that come later wait behind it.',
        ...(isOfParts
          ? {
              advice:
                'PostgreSQL refuses CONCURRENTLY for the index of a partitioned table: set a short lock_timeout before it, and try again where it is not met.',
            }
          : {
              changes: [
                inOrder(
                  'A part of the statement.',
                  `DROP INDEX CONCURRENTLY ${saysWords(judged.step.statement, 'if', 'exists') ? 'IF EXISTS ' : ''}${sqlRelation(action.index)}`,
                ),
              ],
            }),
      });
    }
  },
});
