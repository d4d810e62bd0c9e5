import { actionsIn } from '#analysis/migration/placed-actions.ts';
import { defineRule } from '#contracts/rule.ts';
import { migrationFinding } from '#rules/migration-finding.ts';

const id = 'transaction-left-open';
const source = 'https://www.postgresql.org/docs/18/sql-commit.html';

export const transactionLeftOpen = defineRule({
  id,
  summary: 'A transaction is begun and never ended: nothing of it is kept.',
  needs: ['migration'],
  engines: ['postgres'],
  source,
  *check({ migration }) {
    for (const { transaction, steps, path } of migration.files) {
      if (transaction === 'file') continue;
      const last = actionsIn(steps, 'transaction').findLast(({ what }) => what !== 'savepoint');
      const step = steps.findLast(({ actions }) =>
        actions.some((one) => one.kind === 'transaction' && one.what === 'begin'),
      );
      if (last?.what !== 'begin' || step === undefined) continue;
      yield migrationFinding({
        rule: { id, source },
        step,
        at: path,
        severity: 'critical',
        message: `BEGIN has no COMMIT in its file: what stands behind it is rolled back when the connection closes.`,
        why: 'The tool may well take the file for done. Until the connection closes all its locks are held, too.',
        advice: `End the file with COMMIT.`,
      });
    }
  },
});
