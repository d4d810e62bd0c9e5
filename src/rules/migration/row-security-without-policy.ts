import { actionsIn, placedActions } from '#analysis/migration/placed-actions.ts';
import { fullName, isSame, standingOf } from '#analysis/migration/standing.ts';
import { sqlTable } from '#analysis/schema-review/sql-name.ts';
import { defineRule } from '#contracts/rule.ts';
import { breakSeverity } from '#rules/break-severity.ts';
import { migrationFinding } from '#rules/migration-finding.ts';

const id = 'row-security-without-policy';
const source = 'https://www.postgresql.org/docs/18/ddl-rowsecurity.html';

export const rowSecurityWithoutPolicy = defineRule({
  id,
  summary: 'Row security is switched on, and no policy lets anybody see a row.',
  needs: ['migration'],
  engines: ['postgres'],
  source,
  *check({ migration }) {
    for (const place of placedActions(migration, 'row-security')) {
      const { step, action, file } = place;
      if (!action.enabled) continue;
      const { table } = action;
      const standing = standingOf(table, place);
      if (standing === 'fresh' || standing === 'absent') continue;
      const isThere = step.before.objects.some(
        (one) => one.kind === 'policy' && one.table === table.name && (one.tableSchema ?? one.schema) === table.schema,
      );
      if (isThere || actionsIn(file.steps, 'create-policy').some((one) => isSame(one.table, table))) continue;
      const name = fullName(table);
      yield migrationFinding({
        rule: { id, source },
        step,
        at: name,
        severity: breakSeverity(standing),
        message: `Row security of ${name} is switched on without a policy: to everybody but its owner the table is empty.`,
        why: 'Without a policy all rows are denied: SELECT finds none, UPDATE and DELETE change none, without an error; INSERT fails with 42501.',
        advice: `Make the policies first (CREATE POLICY … ON ${sqlTable(table)} …: they sleep until then), and switch row security on behind them, in the same transaction.`,
      });
    }
  },
});
