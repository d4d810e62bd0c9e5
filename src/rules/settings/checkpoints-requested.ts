import { walSettings } from '#analysis/server-settings/wal-settings.ts';
import { defineRule } from '#contracts/rule.ts';
import { settingFindings } from '#rules/setting-finding.ts';

const id = 'checkpoints-requested';

export const checkpointsRequested = defineRule({
  id,
  summary: 'Checkpoints come because the WAL is full, not because it is time.',
  needs: ['settings', 'counters'],
  engines: ['postgres'],
  source: 'https://www.postgresql.org/docs/18/runtime-config-wal.html#GUC-MAX-WAL-SIZE',
  *check(facts) {
    yield* settingFindings(id, walSettings, facts);
  },
});
