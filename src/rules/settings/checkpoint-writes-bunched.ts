import { walSettings } from '#analysis/server-settings/wal-settings.ts';
import { defineRule } from '#contracts/rule.ts';
import { settingFindings } from '#rules/setting-finding.ts';

const id = 'checkpoint-writes-bunched';

export const checkpointWritesBunched = defineRule({
  id,
  summary: 'A checkpoint writes all its pages in a part of the time that it has.',
  needs: ['settings'],
  engines: ['postgres'],
  source: 'https://www.postgresql.org/docs/18/runtime-config-wal.html#GUC-CHECKPOINT-COMPLETION-TARGET',
  *check(facts) {
    yield* settingFindings(id, walSettings, facts);
  },
});
