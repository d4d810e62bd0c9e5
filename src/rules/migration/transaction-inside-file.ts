import { defineRule } from '#contracts/rule.ts';
import { migrationFinding } from '#rules/migration-finding.ts';

const id = 'transaction-inside-file';
const source = 'https://www.postgresql.org/docs/18/sql-begin.html';

export const transactionInsideFile = defineRule({
  id,
  summary: 'A file that its tool runs in a transaction begins or ends one itself.',
  needs: ['migration'],
  engines: ['postgres'],
  source,
  *check({ migration }) {
    for (const { transaction, steps, path } of migration.files) {
      if (transaction !== 'file') continue;
      const step = steps.find(({ actions }) =>
        actions.some((one) => one.kind === 'transaction' && one.what !== 'savepoint'),
      );
      if (step === undefined) continue;
      const word = step.statement.trim().split(/[\s;]/, 1)[0]?.toUpperCase() ?? 'BEGIN';
      yield migrationFinding({
        rule: { id, source },
        step,
        at: path,
        severity: 'warning',
        message: `${word} in a file that ${migration.layout === 'plain SQL' ? 'is run' : `${migration.layout} runs`} in a transaction of its own.`,
        why: 'PostgreSQL knows no transaction within another: BEGIN only warns, and the first COMMIT ends that of the tool. What comes behind it, and the note that the file was run, is no longer all or nothing.',
        advice: `Leave BEGIN and COMMIT out. Where parts have to be committed one by one, make them files of their own, or tell the tool to run this one without a transaction.`,
      });
    }
  },
});
