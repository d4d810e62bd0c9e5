import { lockedTables } from '#analysis/migration/locked-tables.ts';
import { duration } from '#analysis/plan-words.ts';
import { defineRule } from '#contracts/rule.ts';
import { migrationFinding } from '#rules/migration-finding.ts';

const id = 'lock-timeout-too-long';
const source = 'https://www.postgresql.org/docs/18/runtime-config-client.html#GUC-LOCK-TIMEOUT';

/** ms. Longer than most applications wait for an answer. */
const longest = 10_000;

export const lockTimeoutTooLong = defineRule({
  id,
  summary: 'A statement may wait for its lock longer than the application can.',
  needs: ['migration'],
  engines: ['postgres'],
  source,
  *check({ migration }) {
    for (const { steps } of migration.files) {
      const step = steps.find(
        ({ limits, ...one }) => (limits.lock ?? 0) > longest && lockedTables({ limits, ...one }).length > 0,
      );
      const [lock] = step === undefined ? [] : lockedTables(step);
      if (step === undefined || lock === undefined) continue;
      const limit = duration(step.limits.lock ?? 0);
      yield migrationFinding({
        rule: { id, source },
        step,
        at: lock.name,
        severity: 'info',
        message: `It may wait ${limit} for ${lock.name}, and all others behind it.`,
        why: `lock_timeout is how long the application may stand still. After ${limit} its own requests have run into their limits, and its connections are all taken.`,
        advice: `SET lock_timeout to 2s … 5s and try more often: many short waits find their moment as one long one does, and nobody notices.`,
      });
    }
  },
});
