import { lockedTables } from '#analysis/migration/locked-tables.ts';
import { actionsIn } from '#analysis/migration/placed-actions.ts';
import { countOf } from '#analysis/plan-words.ts';
import { defineRule } from '#contracts/rule.ts';
import { migrationFinding } from '#rules/migration-finding.ts';

const id = 'lock-without-timeout';
const source = 'https://www.postgresql.org/docs/18/runtime-config-client.html#GUC-LOCK-TIMEOUT';

export const lockWithoutTimeout = defineRule({
  id,
  summary: 'A statement waits for its lock without limit, and everybody waits behind it.',
  needs: ['migration'],
  likes: ['settings'],
  engines: ['postgres'],
  source,
  *check({ migration, settings }) {
    const byServer = settings?.['lock_timeout']?.value ?? '0';
    if (!/^0\s*(?:ms)?$/.test(byServer)) return;
    for (const { steps } of migration.files) {
      // Said, but too late: timeout-set-after-lock tells that.
      if (
        actionsIn(steps, 'set').some(
          ({ name, value }) => name === 'lock_timeout' && value !== undefined && Number.parseFloat(value) > 0,
        )
      )
        continue;
      const waiting = steps.filter((step) => (step.limits.lock ?? 0) === 0 && lockedTables(step).length > 0);
      const [first] = waiting;
      const [lock] = first === undefined ? [] : lockedTables(first);
      if (first === undefined || lock === undefined) continue;
      const more = waiting.length - 1;
      yield migrationFinding({
        rule: { id, source },
        step: first,
        at: lock.name,
        severity: 'info',
        message: `It waits for ${lock.name} as long as it takes${more === 0 ? '' : `, and ${countOf(more, 'statement')} behind it in the file ${more === 1 ? 'does' : 'do'} the same`}: no lock_timeout is in force.`,
        why: `While it waits behind one long transaction, all others that need ${lock.name} wait behind it, readers too: one forgotten session stops the application.`,
        advice: `Begin the file with SET lock_timeout = '2s' (SET LOCAL in a transaction), and run it again when it fails with 55P03; a runner that retries does that.`,
      });
    }
  },
});
