import { migrationSteps } from '#analysis/migration/migration-steps.ts';
import { defineRule } from '#contracts/rule.ts';
import { migrationFinding } from '#rules/migration-finding.ts';

const id = 'statement-failing';
const source = 'https://www.postgresql.org/docs/18/errcodes-appendix.html';

/**
 * insufficient_privilege: what the twin's login may not do, that of the database may. active_sql_transaction is
 * `concurrently-in-transaction`.
 */
const toldElsewhere: ReadonlySet<string> = new Set(['42501', '25001']);

export const statementFailing = defineRule({
  id,
  summary: 'A statement is refused by a server that has the same schema.',
  needs: ['migration'],
  engines: ['postgres'],
  source,
  *check({ migration }) {
    for (const { step } of migrationSteps(migration)) {
      const { error } = step.observed ?? {};
      if (error === undefined || toldElsewhere.has(error.code ?? '')) continue;
      yield migrationFinding({
        rule: { id, source },
        step,
        at: step.file,
        severity: 'critical',
        message: `The server refuses it: ${error.message}${error.code === undefined ? '' : ` (${error.code})`}.`,
        why: 'What fails in a twin with the same schema fails on the database too. Statements behind it in its file were not run.',
        advice: 'Mend the statement; where it needs what an earlier migration makes, give that one too, before it.',
        about: [error.code ?? ''],
      });
    }
  },
});
