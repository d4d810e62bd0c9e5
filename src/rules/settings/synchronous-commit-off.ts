import { safetySettings } from '#analysis/server-settings/safety-settings.ts';
import { defineRule } from '#contracts/rule.ts';
import { settingFindings } from '#rules/setting-finding.ts';

const id = 'synchronous-commit-off';

export const synchronousCommitOff = defineRule({
  id,
  summary: 'Commits of the last moments may be lost in a crash, for every transaction.',
  needs: ['settings'],
  engines: ['postgres'],
  source: 'https://www.postgresql.org/docs/18/runtime-config-wal.html#GUC-SYNCHRONOUS-COMMIT',
  *check(facts) {
    yield* settingFindings(id, safetySettings, facts);
  },
});
