import { lockedTables } from '#analysis/migration/locked-tables.ts';
import { placedActions } from '#analysis/migration/placed-actions.ts';
import { defineRule } from '#contracts/rule.ts';
import { migrationFinding } from '#rules/migration-finding.ts';

const id = 'timeout-set-after-lock';
const source = 'https://www.postgresql.org/docs/18/runtime-config-client.html#GUC-LOCK-TIMEOUT';

export const timeoutSetAfterLock = defineRule({
  id,
  summary: 'lock_timeout is set when the lock has been taken.',
  needs: ['migration'],
  engines: ['postgres'],
  source,
  *check({ migration }) {
    const told = new Set<string>();
    for (const { step, action, at, file } of placedActions(migration, 'set')) {
      if (action.name !== 'lock_timeout' || action.value === undefined || Number.parseFloat(action.value) === 0)
        continue;
      const earlier = file.steps
        .slice(0, at)
        .find((one) => (one.limits.lock ?? 0) === 0 && lockedTables(one).length > 0);
      const [lock] = earlier === undefined ? [] : lockedTables(earlier);
      if (earlier === undefined || lock === undefined || told.has(file.path)) continue;
      told.add(file.path);
      yield migrationFinding({
        rule: { id, source },
        step,
        at: lock.name,
        severity: 'warning',
        message: `lock_timeout is set here, but line ${earlier.line} waits for ${lock.name} before it, without a limit.`,
        why: 'A setting is in force for the statements behind it. The one that matters has waited already, and everybody else behind it.',
        advice: `Make SET lock_timeout the first statement of the file.`,
      });
    }
  },
});
