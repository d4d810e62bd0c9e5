import { inTransaction } from '#analysis/migration/in-transaction.ts';
import { migrationSteps } from '#analysis/migration/migration-steps.ts';
import { defineRule } from '#contracts/rule.ts';
import { migrationFinding } from '#rules/migration-finding.ts';
import type { MigrationAction } from '#vocabulary/migration-action.ts';

const id = 'concurrently-in-transaction';
const source = 'https://www.postgresql.org/docs/18/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY';

export const concurrentlyInTransaction = defineRule({
  id,
  summary: 'A statement that cannot run in a transaction stands in one.',
  needs: ['migration'],
  engines: ['postgres'],
  source,
  *check({ migration }) {
    for (const judged of migrationSteps(migration)) {
      const { step, file } = judged;
      const refused = step.observed?.error?.code === '25001';
      const words = step.actions.map(lonely).find((word) => word !== undefined);
      const isSeenToPass = step.observed !== undefined && step.observed.error === undefined;
      if (!refused && (words === undefined || isSeenToPass || !inTransaction(judged))) continue;
      const isByFile = file.transaction === 'file';
      yield migrationFinding({
        rule: { id, source },
        step,
        at: step.file,
        severity: 'critical',
        message: `${words ?? 'The statement'} cannot run in a transaction${isByFile ? ', and the whole file runs in one' : ''}: it fails.`,
        why: 'It commits several times itself, which it cannot do within the transaction of another. PostgreSQL refuses it with error 25001.',
        advice:
          'Move it into a file of its own, and tell the tool to run that file without a transaction; most have a word for it (a comment or a setting of the file). Between BEGIN and COMMIT of its own file it has to stand outside.',
        about: [step.statement.replace(/\s+/g, ' ').slice(0, 80)],
      });
    }
  },
});

/** What it is called, where it has to run alone. */
function lonely(action: MigrationAction): string | undefined {
  if (action.kind === 'create-index' && action.concurrently) return 'CREATE INDEX CONCURRENTLY';
  if (action.kind === 'drop-index' && action.concurrently) return 'DROP INDEX CONCURRENTLY';
  if (action.kind === 'reindex' && (action.concurrently || /database|system|schema/.test(action.of))) {
    return `REINDEX${action.concurrently ? ' CONCURRENTLY' : ` ${action.of.toUpperCase()}`}`;
  }
  if (action.kind === 'detach-partition' && action.concurrently) return 'DETACH PARTITION CONCURRENTLY';
  return action.kind === 'rewrite-table' && action.how === 'vacuum-full' ? 'VACUUM FULL' : undefined;
}
